import { type Actor, audit, type Deps } from '../acting.ts';
import { refusal } from '../domain-error.ts';
import type { HolidayCalendar } from '../holiday/holiday-calendar.ts';
import { holidaysOfTowns, penaltiesOf } from '../holiday/town-holidays.ts';
import type { Stores } from '../stores.ts';
import type { Language } from '../text.ts';
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from '../time/instant.ts';
import { wallAt } from '../time/zone-offset.ts';
import type { Id } from '../world.ts';
import type { Meeting, MeetingKind, Slot } from './meeting.ts';
import { type PollLessons, preferLiked } from './poll-lessons.ts';
import { type SearchTerms, searchTerms } from './search-terms.ts';
import { type ExplainedSlots, explainSlots, type SlotSearchResult, searchSlots } from './slot-search.ts';

export interface Proposal {
  readonly title: string;
  readonly lengthMinutes: number;
  /** Meetings begin and end between these; the next three weeks unless given. */
  readonly fromAt?: Instant;
  readonly untilAt?: Instant;
  readonly kind?: MeetingKind;
  readonly hostTownId?: Id<'town'>;
  readonly participantIds: readonly Id<'mbr'>[];
  /** Who must come. */
  readonly requiredIds?: readonly Id<'mbr'>[];
  /** The meeting whose times did not suit, and what its poll has taught. */
  readonly replaces?: { readonly number: number; readonly lessons: PollLessons };
}

export interface ProposedMeeting {
  readonly meeting: Meeting;
  readonly search: SlotSearchResult;
  readonly terms: SearchTerms;
}

const SLOTS_WANTED = 6;
const HORIZON_DAYS = 21;
const MOST_DAYS = 366;
/** Unless somebody asks for earlier: people need days to answer, and then to get there. */
const NOTICE_DAYS = 3;

/**
 * Finds the best common slots and keeps them as a draft, all of them picked; nothing is posted yet.
 * @param feasts the holidays that rank days down, and in whose language they are named
 */
export async function proposeMeeting(
  { database, world }: Deps,
  actor: Actor,
  proposal: Proposal,
  feasts?: { readonly calendar: HolidayCalendar; readonly language: Language },
): Promise<ProposedMeeting> {
  const now = world.now();
  const { towns } = actor.scope;
  const fromAt = Math.max(proposal.fromAt ?? now + NOTICE_DAYS * DAY_MS, now + HOUR_MS);
  const untilAt = Math.min(proposal.untilAt ?? fromAt + HORIZON_DAYS * DAY_MS, fromAt + MOST_DAYS * DAY_MS);
  if (untilAt - fromAt < proposal.lengthMinutes * MINUTE_MS)
    throw refusal('error.meeting.no-room').of('between');
  const convened = withParticipants(proposal);
  const window = { fromAt, untilAt };
  const terms = await searchTerms(database, actor, { ...proposal, ...convened }, window, now);
  const holidays = feasts && (await holidaysOfTowns(feasts.calendar, towns, window, feasts.language));
  const lessons = proposal.replaces?.lessons;
  const found = searchSlots({
    ...terms,
    ...window,
    lengthMinutes: proposal.lengthMinutes,
    ...(holidays === undefined ? {} : { penalties: penaltiesOf(holidays) }),
    ...(lessons === undefined
      ? {}
      : {
          people: terms.people.map((person) => ({
            ...person,
            busy: [...(person.busy ?? []), ...lessons.declined],
          })),
          count: SLOTS_WANTED * 4,
        }),
  });
  const search =
    lessons === undefined ? found : preferLiked(found, lessons, actor.town.timeZone, SLOTS_WANTED);
  if (search.candidates.length === 0) throw refusal('error.meeting.no-slot').of('between');
  const slots = search.candidates
    .map(({ at }) => at)
    .sort((a, b) => a - b)
    .map(
      (at, index): Slot => ({
        number: index + 1,
        wall: wallAt(at, actor.town.timeZone),
        timeZone: actor.town.timeZone,
        at,
      }),
    );
  const meeting = await database.transaction(async (tx) => {
    const draft: Meeting = {
      id: world.newId('mtg'),
      twinningId: actor.scope.twinning.id,
      number: await tx.meetings.nextMeetingNumber(actor.scope.twinning.id),
      title: proposal.title,
      ...(proposal.kind === undefined ? {} : { kind: proposal.kind }),
      ...(proposal.hostTownId === undefined ? {} : { hostTownId: proposal.hostTownId }),
      organiserId: actor.member.id,
      lengthMinutes: proposal.lengthMinutes,
      ...convened,
      ...(proposal.replaces === undefined ? {} : { replaces: proposal.replaces.number }),
      state: 'draft',
      slots,
      picked: slots.map(({ number }) => number),
      ballots: [],
      version: 1,
      createdAt: now,
    };
    await tx.meetings.insertMeeting(draft);
    await audit(tx, world, now, actor, 'meeting/propose', draft.id);
    return draft;
  });
  return { meeting, search, terms };
}

/** Who must come is convened, too. */
export function withParticipants({
  participantIds,
  requiredIds = [],
}: Pick<Proposal, 'participantIds' | 'requiredIds'>): Pick<Meeting, 'participantIds' | 'requiredIds'> {
  return {
    participantIds: participantIds.length === 0 ? [] : [...new Set([...participantIds, ...requiredIds])],
    ...(requiredIds.length === 0 ? {} : { requiredIds: [...new Set(requiredIds)] }),
  };
}

/** What the search says of a draft's slots, with what is known by now. */
export async function explainDraft(
  stores: Stores,
  actor: Actor,
  draft: Meeting,
  now: Instant,
): Promise<{ readonly search: ExplainedSlots; readonly terms: SearchTerms }> {
  const { lengthMinutes } = draft;
  const starts = draft.slots.map(({ at }) => at);
  const window = {
    fromAt: Math.min(...starts),
    untilAt: Math.max(...starts) + lengthMinutes * MINUTE_MS,
  };
  const terms = await searchTerms(stores, actor, draft, window, now);
  return { search: explainSlots({ ...terms, lengthMinutes }, starts), terms };
}
