import type { Actor } from '../acting.ts';
import type { AuditEntry, Trail, TrailPlace } from '../audit.ts';
import type { Member } from '../committee/member.ts';
import type { Stores } from '../stores.ts';
import { personalDeeds } from './audit-deeds.ts';
import { type AboutId, trailAbout } from './find-history-about.ts';
import { type HistorySubject, historySubjects } from './history-subject.ts';

export interface HistoryEntry {
  readonly entry: AuditEntry;
  /** Former members, too: they keep their names. */
  readonly by?: Member;
  readonly subject?: HistorySubject;
}

export interface HistoryPage {
  readonly entries: readonly HistoryEntry[];
  readonly about?: { readonly id: AboutId; readonly subject?: HistorySubject };
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
}

export type HistoryPlace = { readonly olderThan: TrailPlace } | { readonly newerThan: TrailPlace };

/** Ten long titles, names and times fit into one message of either platform. */
export const HISTORY_PAGE = 10;

/** Who did what, newest first, one page. Only what concerns all: what others arrange for themselves stays theirs. */
export async function readHistory(
  stores: Stores,
  actor: Pick<Actor, 'scope' | 'member'>,
  about?: AboutId,
  place?: HistoryPlace,
): Promise<HistoryPage> {
  const trail: Trail = {
    twinningId: actor.scope.twinning.id,
    ...(about === undefined ? {} : { about: trailAbout(about) }),
    personal: { actions: personalDeeds, memberId: actor.member.id },
  };
  const found = await stores.audit.entriesOf(trail, place, HISTORY_PAGE + 1);
  const more = found.length > HISTORY_PAGE;
  const forward = place !== undefined && 'newerThan' in place;
  // Going forward ends at the first page, which is as full as if one had begun there.
  if (forward && !more) return await readHistory(stores, actor, about);
  const entries = forward ? found.slice(-HISTORY_PAGE) : found.slice(0, HISTORY_PAGE);
  const [people, subjects] = await Promise.all([
    peopleOf(stores, entries),
    historySubjects(
      stores,
      actor.scope,
      [about, ...entries.map(({ subjectId }) => subjectId)].filter((id) => id !== undefined),
    ),
  ]);
  return {
    entries: entries.map((entry): HistoryEntry => {
      const by = entry.memberId === undefined ? undefined : people.get(entry.memberId);
      const subject = entry.subjectId === undefined ? undefined : subjects.get(entry.subjectId);
      return { entry, ...(by === undefined ? {} : { by }), ...(subject === undefined ? {} : { subject }) };
    }),
    ...(about === undefined ? {} : { about: named(about, subjects) }),
    hasOlder: forward || more,
    hasNewer: place !== undefined,
  };
}

function named(id: AboutId, subjects: ReadonlyMap<string, HistorySubject>) {
  const subject = subjects.get(id);
  return subject === undefined ? { id } : { id, subject };
}

async function peopleOf(stores: Stores, entries: readonly AuditEntry[]): Promise<Map<string, Member>> {
  const ids = [...new Set(entries.flatMap(({ memberId }) => memberId ?? []))];
  const members = await Promise.all(ids.map((id) => stores.committees.member(id)));
  return new Map(members.flatMap((member) => (member === undefined ? [] : [[member.id, member]])));
}
