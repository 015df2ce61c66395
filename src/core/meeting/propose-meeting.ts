import { type Actor, audit, type Deps } from '../acting.ts';
import type { MemberAway } from '../availability/away-store.ts';
import type { Member } from '../committee/member.ts';
import { refusal } from '../domain-error.ts';
import { DAY_MS, HOUR_MS, type Instant } from '../time/instant.ts';
import { wallAt } from '../time/zone-offset.ts';
import type { Town } from '../twinning/twinning.ts';
import type { Id } from '../world.ts';
import type { Meeting, MeetingKind, Slot } from './meeting.ts';
import { type PollLessons, preferLiked } from './poll-lessons.ts';
import { pollTerms, withOffices } from './poll-outcome.ts';
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
  /** Who must come. */
  readonly requiredIds?: readonly Id<'mbr'>[];
  /** The meeting whose times did not suit, and what its poll has taught. */
  readonly replaces?: { readonly number: number; readonly lessons: PollLessons };
}

const SLOTS_WANTED = 6;
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
  if (untilAt - fromAt < proposal.lengthMinutes * 60_000)
    throw refusal('error.meeting.no-room').of('between');
  const { rule, offices } = await pollTerms(database, actor.scope);
  const convened = withParticipants(proposal);
  const lessons = proposal.replaces?.lessons;
  const found = searchSlots({
    people: withOffices(peopleOf(towns, members, convened.participantIds, away), offices).map((person) => ({
      ...person,
      required: proposal.requiredIds?.some((id) => id === person.id) === true,
      ...(lessons === undefined ? {} : { busy: lessons.declined }),
    })),
    rule,
    ...(lessons === undefined ? {} : { count: SLOTS_WANTED * 4 }),
    // The organiser's town is the anchor: the meeting is promised on its clock.
    towns: [actor.town, ...towns.filter(({ id }) => id !== actor.town.id)],
    fromAt,
    untilAt: Math.min(untilAt, fromAt + 366 * DAY_MS),
    lengthMinutes: proposal.lengthMinutes,
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
  return { meeting, search };
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

/** Everybody convened; a town of which nobody is known yet counts as one person with usual hours. */
export function peopleOf(
  towns: readonly Town[],
  members: readonly Member[],
  participantIds: readonly Id<'mbr'>[],
  away: readonly MemberAway[] = [],
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
    }));
  });
}
