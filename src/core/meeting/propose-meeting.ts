import { type Actor, audit, type Deps } from '../acting.ts';
import type { MemberAway } from '../availability/away-store.ts';
import type { MemberBusy } from '../availability/busy-calendar-store.ts';
import type { Member } from '../committee/member.ts';
import { refusal } from '../domain-error.ts';
import { DAY_MS, HOUR_MS, type Instant } from '../time/instant.ts';
import { wallAt } from '../time/zone-offset.ts';
import type { Town } from '../twinning/twinning.ts';
import type { Id } from '../world.ts';
import type { Meeting, MeetingKind, Slot } from './meeting.ts';
import { type SlotSearchPerson, type SlotSearchResult, searchSlots } from './slot-search.ts';

export interface Proposal {
  readonly title: string;
  readonly lengthMinutes: number;
  /** Meetings begin and end between these; the next three weeks unless given. */
  readonly fromAt?: Instant;
  readonly untilAt?: Instant;
  readonly kind?: MeetingKind;
  readonly hostTownId?: Id<'town'>;
  readonly participantIds: readonly Id<'mbr'>[];
}

const HORIZON_DAYS = 21;
/** Unless somebody asks for earlier: people need days to answer, and then to get there. */
const NOTICE_DAYS = 3;

/** Finds the best common slots and keeps them as a draft, all of them picked; nothing is posted yet. */
export async function proposeMeeting(
  { database, world }: Deps,
  actor: Actor,
  proposal: Proposal,
): Promise<{ readonly meeting: Meeting; readonly search: SlotSearchResult }> {
  const now = world.now();
  const { towns } = actor.scope;
  const members = await database.committees.membersOf(towns.map(({ id }) => id));
  const away = await database.away.awayOf(members.map(({ id }) => id));
  const fromAt = Math.max(proposal.fromAt ?? now + NOTICE_DAYS * DAY_MS, now + HOUR_MS);
  const untilAt = proposal.untilAt ?? fromAt + HORIZON_DAYS * DAY_MS;
  const busy = await database.busyCalendars.busyOf(
    members.map(({ id }) => id),
    { fromAt, untilAt },
  );
  if (untilAt - fromAt < proposal.lengthMinutes * 60_000)
    throw refusal('error.meeting.no-room').of('between');
  const search = searchSlots({
    people: peopleOf(towns, members, proposal.participantIds, away, busy),
    // The organiser's town is the anchor: the meeting is promised on its clock.
    towns: [actor.town, ...towns.filter(({ id }) => id !== actor.town.id)],
    fromAt,
    untilAt: Math.min(untilAt, fromAt + 366 * DAY_MS),
    lengthMinutes: proposal.lengthMinutes,
  });
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
      participantIds: proposal.participantIds,
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
  return { meeting, search };
}

/** Everybody convened; a town of which nobody is known yet counts as one person with usual hours. */
export function peopleOf(
  towns: readonly Town[],
  members: readonly Member[],
  participantIds: readonly Id<'mbr'>[],
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
