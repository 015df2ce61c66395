import { type Actor, audit, type Deps, refresh } from '../acting.ts';
import type { Member } from '../committee/member.ts';
import type { Id } from '../world.ts';
import { findMeeting, lockMeeting } from './find-meeting.ts';
import { checkMayRecord } from './may-record.ts';
import { convened, type Meeting } from './meeting.ts';
import type { Attendance, Attendee } from './meeting-record.ts';

export interface Count {
  readonly meeting: Meeting;
  /** Everybody who can be counted; whom the vote says to be present until somebody has counted. */
  readonly people: readonly Attendee[];
  /** Undefined until somebody has counted. */
  readonly taken?: Attendance;
}

/**
 * Who is to be counted: those counted already, as they stood then, and whoever is convened now. Before anybody has
 * counted, those are present who said yes to the time that was chosen: a yes, not an "if need be".
 */
export function peopleToCount(
  meeting: Meeting,
  members: readonly Member[],
  taken: Attendance | undefined,
): Attendee[] {
  const said = new Set(
    meeting.ballots.flatMap(({ slot, answer, memberId }) =>
      slot === meeting.confirmedSlot && answer === 'yes' ? [memberId] : [],
    ),
  );
  const counted = taken?.people ?? [];
  const others = convened(meeting, members).filter(
    ({ id }) => !counted.some(({ memberId }) => memberId === id),
  );
  return [
    ...counted,
    ...others.map(
      (member): Attendee => ({
        memberId: member.id,
        townId: member.townId,
        ...(member.represents === undefined ? {} : { group: member.represents }),
        present: taken === undefined && said.has(member.id),
      }),
    ),
  ];
}

/** Who was there as it stands, for whoever may count. */
export async function attendanceSoFar(
  { database, world }: Deps,
  actor: Actor,
  number: number,
): Promise<Count> {
  const meeting = await findMeeting(database, actor.scope, number);
  await checkMayRecord(database, actor, meeting, world.now());
  const members = await database.committees.membersOf(actor.scope.towns.map(({ id }) => id));
  const [taken] = await database.records.attendanceOf([meeting.id]);
  const people = peopleToCount(meeting, members, taken);
  return { meeting, people, ...(taken === undefined ? {} : { taken }) };
}

/** Of the people offered in one list those chosen were there and the others were not; everybody else stays as they were. */
export async function takeAttendance(
  { database, world }: Deps,
  actor: Actor,
  input: {
    readonly number: number;
    /** Which of the people were offered, and which of them were chosen; undefined keeps everybody as shown. */
    readonly choose?: (people: readonly Attendee[]) => {
      readonly offered: readonly Id<'mbr'>[];
      readonly present: readonly Id<'mbr'>[];
    };
  },
): Promise<Count> {
  const now = world.now();
  return await database.transaction(async (tx) => {
    const meeting = await lockMeeting(tx, actor.scope, input.number);
    await checkMayRecord(tx, actor, meeting, now);
    const members = await tx.committees.membersOf(actor.scope.towns.map(({ id }) => id));
    const [before] = await tx.records.attendanceOf([meeting.id]);
    const people = peopleToCount(meeting, members, before);
    const { offered, present } = input.choose?.(people) ?? { offered: [], present: [] };
    const taken: Attendance = {
      meetingId: meeting.id,
      people: people.map((person) =>
        present.includes(person.memberId)
          ? { ...person, present: true }
          : offered.includes(person.memberId)
            ? { ...person, present: false }
            : person,
      ),
      takenById: actor.member.id,
      takenAt: now,
    };
    await tx.records.saveAttendance(taken);
    await refresh(tx, { type: 'meeting', id: meeting.id }, ['minutes']);
    await audit(tx, world, now, actor, 'meeting/attendance', meeting.id);
    return { meeting, people: taken.people, taken };
  });
}
