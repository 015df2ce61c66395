import type { Member } from '../committee/member.ts';
import type { Database } from '../stores.ts';
import type { Instant } from '../time/instant.ts';
import type { Space, Town, TwinningScope } from '../twinning/twinning.ts';
import { type CalendarAudience, type CalendarEntry, earliestStart, entriesFor } from './calendar-entry.ts';
import type { CalendarFeed } from './calendar-store.ts';

/** More than a busy twinning meets in several years; a calendar is small enough to be read in one go. */
const MOST_ENTRIES = 500;

export interface Calendar {
  readonly feed: CalendarFeed;
  readonly town: Town;
  /** A person's, or a space's. */
  readonly of:
    | { readonly type: 'member'; readonly member: Member }
    | { readonly type: 'space'; readonly space: Space };
  /** The twinnings it is about; a space's is about one. */
  readonly scopes: readonly TwinningScope[];
  readonly entries: readonly CalendarEntry[];
}

/** What an address leads to. Undefined when it is unknown or revoked, or whose it was is there no longer. */
export async function readCalendar(
  database: Database,
  digest: string,
  now: Instant,
): Promise<Calendar | undefined> {
  const feed = await database.calendars.feedByDigest(digest);
  if (feed === undefined) return undefined;
  const found =
    feed.owner.type === 'member'
      ? await ofMember(database, feed.owner.memberId)
      : await ofSpace(database, feed.owner.spaceId);
  if (found === undefined) return undefined;
  const { reader, scopes } = found;
  const meetings = await database.calendars.datedMeetings(
    scopes.map(({ twinning }) => twinning.id),
    earliestStart(now),
    MOST_ENTRIES,
  );
  return { feed, town: found.town, of: found.of, scopes, entries: entriesFor(reader, meetings, scopes, now) };
}

type Found = Pick<Calendar, 'town' | 'of' | 'scopes'> & { readonly reader: CalendarAudience };

async function ofMember(
  { committees, twinnings }: Database,
  memberId: Member['id'],
): Promise<Found | undefined> {
  const member = await committees.member(memberId);
  const town = member && (await twinnings.town(member.townId));
  if (member === undefined || !member.active || town === undefined) return undefined;
  const persons = new Map([[member.id, member]]);
  for (const account of member.accounts)
    for (const same of await committees.membersByAccount(account)) persons.set(same.id, same);
  const ids = new Set<TwinningScope['twinning']['id']>();
  for (const townId of new Set([...persons.values()].map((person) => person.townId)))
    for (const { id } of await twinnings.twinningsOfTown(townId)) ids.add(id);
  const scopes = await Promise.all([...ids].map((id) => twinnings.scope(id)));
  return {
    town,
    of: { type: 'member', member },
    scopes: scopes.filter((scope) => scope !== undefined),
    reader: { type: 'member', persons: [...persons.values()] },
  };
}

async function ofSpace(
  { committees, twinnings }: Database,
  spaceId: Space['id'],
): Promise<Found | undefined> {
  const space = await twinnings.space(spaceId);
  const scope = space && (await twinnings.scope(space.twinningId));
  const town = scope?.towns.find(({ id }) => id === space?.townId);
  if (space === undefined || scope === undefined || town === undefined) return undefined;
  const members = await committees.membersOf([town.id]);
  return {
    town,
    of: { type: 'space', space },
    scopes: [scope],
    reader: { type: 'space', space, members },
  };
}
