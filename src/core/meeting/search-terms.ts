import type { Actor } from '../acting.ts';
import type { MemberAway } from '../availability/away-store.ts';
import type { BusySpan } from '../availability/busy.ts';
import type { MemberBusy } from '../availability/busy-calendar-store.ts';
import type { Member } from '../committee/member.ts';
import type { Stores } from '../stores.ts';
import { DAY_MS, type Instant } from '../time/instant.ts';
import type { Town, TwinningScope } from '../twinning/twinning.ts';
import {
  areClocksFarApart,
  type FairnessLedger,
  fairnessLedger,
  type HeldHour,
  MEETINGS_COUNTED,
} from './fairness-ledger.ts';
import type { Meeting } from './meeting.ts';
import type { HeldMeeting } from './meeting-store.ts';
import { pollTerms, withOffices } from './poll-outcome.ts';
import type { QuorumRule } from './quorum.ts';
import type { SlotSearchPerson, SlotSearchTown } from './slot-search.ts';

/** Whom a search is about, and what decides; whatever explains or pictures it goes by the same. */
export interface SearchTerms {
  readonly people: readonly SlotSearchPerson[];
  /** The organiser's town is the anchor: the meeting is promised on its clock. */
  readonly towns: readonly SlotSearchTown[];
  readonly rule: QuorumRule;
  /** Only where the towns' clocks are far apart. */
  readonly fairness?: FairnessLedger;
}

/** A picture shows whole days on anybody's clock, so busy times are known beyond the window: two days is the longest. */
const AROUND_MS = 2 * DAY_MS;

/**
 * @param window within which the meeting begins and ends
 * @param now meetings that have ended by then are history: they say whose turn it is
 */
export async function searchTerms(
  stores: Stores,
  { scope, town }: Pick<Actor, 'scope' | 'town'>,
  { participantIds, requiredIds = [] }: Pick<Meeting, 'participantIds' | 'requiredIds'>,
  window: BusySpan,
  now: Instant,
): Promise<SearchTerms> {
  const { towns } = scope;
  const members = await stores.committees.membersOf(towns.map(({ id }) => id));
  const ids = members.map(({ id }) => id);
  const away = await stores.away.awayOf(ids);
  const around = { fromAt: window.fromAt - AROUND_MS, untilAt: window.untilAt + AROUND_MS };
  const busy = await stores.busyCalendars.busyOf(ids, around);
  const { rule, offices } = await pollTerms(stores, scope);
  const people = withOffices(peopleOf(towns, members, participantIds, away, busy), offices);
  const convened = towns.filter(({ id }) => people.some(({ townId }) => townId === id));
  const fairness = await readFairness(stores, scope, convened, members, window, now);
  return {
    people: people.map((person) => ({ ...person, required: requiredIds.some((id) => id === person.id) })),
    towns: [town, ...towns.filter(({ id }) => id !== town.id)].map(({ id, timeZone }) => {
      const weight = fairness?.weights.get(id);
      return { id, timeZone, ...(weight === undefined ? {} : { weight }) };
    }),
    rule,
    ...(fairness === undefined ? {} : { fairness }),
  };
}

async function readFairness(
  { meetings }: Stores,
  { twinning, towns }: TwinningScope,
  convened: readonly Town[],
  members: readonly Member[],
  window: BusySpan,
  now: Instant,
): Promise<FairnessLedger | undefined> {
  const timeZones = convened.map(({ timeZone }) => timeZone);
  if (!areClocksFarApart(timeZones, window)) return undefined;
  const held = await meetings.heldMeetings(twinning.id, now, MEETINGS_COUNTED);
  return fairnessLedger(
    convened,
    held.map((meeting) => heldHour(meeting, towns, members)),
  );
}

/** Where everybody was convened, all towns that were there by then took part. */
function heldHour(
  { at, lengthMinutes, participantIds }: HeldMeeting,
  towns: readonly Town[],
  members: readonly Member[],
): HeldHour {
  const tookPart = ({ id, createdAt }: Town): boolean =>
    participantIds.length === 0
      ? createdAt <= at
      : members.some((member) => member.townId === id && participantIds.includes(member.id));
  return { at, lengthMinutes, townIds: towns.filter(tookPart).map(({ id }) => id) };
}

/** Everybody convened; a town of which nobody is known yet counts as one person with usual hours. */
export function peopleOf(
  towns: readonly Town[],
  members: readonly Member[],
  participantIds: Meeting['participantIds'],
  away: readonly MemberAway[] = [],
  busy: readonly MemberBusy[] = [],
): SlotSearchPerson[] {
  return towns.flatMap((town): SlotSearchPerson[] => {
    const convened = members.filter(
      ({ id, townId }) => townId === town.id && (participantIds.length === 0 || participantIds.includes(id)),
    );
    if (convened.length === 0 && participantIds.length > 0) return [];
    if (convened.length === 0) return [{ id: town.id, townId: town.id, timeZone: town.timeZone }];
    return convened.map((member) => ({
      ...member,
      timeZone: member.timeZone ?? town.timeZone,
      away: away.filter(({ memberId }) => memberId === member.id),
      busy: busy.filter(({ memberId }) => memberId === member.id),
    }));
  });
}
