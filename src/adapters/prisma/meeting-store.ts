import type { DatedMeeting } from '../../core/calendar/calendar-store.ts';
import { type Meeting, type MeetingState, meetingKinds, type Slot } from '../../core/meeting/meeting.ts';
import type { MeetingStore } from '../../core/meeting/meeting-store.ts';
import { answers } from '../../core/meeting/quorum.ts';
import type { Id } from '../../core/world.ts';
import { nextNumber } from './counter.ts';
import type { Prisma, Slot as SlotRow } from './generated/client.ts';
import { orConflict } from './prisma-error.ts';
import {
  type Client,
  readId,
  readIdOrNull,
  readWord,
  readWordOrNull,
  toDate,
  toDateOrNull,
  toInstant,
  toInstantOrNull,
  withoutNulls,
} from './row.ts';

const states = [
  'draft',
  'polling',
  'undecided',
  'confirmed',
  'cancelled',
] as const satisfies readonly MeetingState[];

const whole = {
  participants: { orderBy: { position: 'asc' } },
  slots: {
    orderBy: { number: 'asc' },
    include: { ballots: { orderBy: [{ castAt: 'asc' }, { memberId: 'asc' }] } },
  },
} satisfies Prisma.MeetingInclude;

type WholeRow = Prisma.MeetingGetPayload<{ include: typeof whole }>;
type DatedRow = Prisma.MeetingGetPayload<{ include: { participants: true; slots: true } }>;

export function prismaMeetingStore(client: Client): MeetingStore {
  async function meeting(id: Id<'mtg'>): Promise<Meeting | undefined> {
    const row = await client.meeting.findUnique({ where: { id }, include: whole });
    return row === null ? undefined : readMeeting(row);
  }

  async function insertParts({ id, participantIds, slots }: Meeting) {
    await client.meetingParticipant.createMany({
      data: participantIds.map((memberId, position) => ({ meetingId: id, memberId, position })),
    });
    await client.slot.createMany({ data: slots.map((slot) => ({ meetingId: id, ...slotColumns(slot) })) });
  }

  return {
    meeting,
    async meetingByNumber(twinningId, number) {
      const row = await client.meeting.findUnique({
        where: { twinningId_number: { twinningId, number } },
        include: whole,
      });
      return row === null ? undefined : readMeeting(row);
    },
    async lockMeeting(id) {
      // NO KEY: whoever inserts a row that refers to the meeting need not wait.
      const held = await client.$queryRaw<
        unknown[]
      >`SELECT 1 FROM meeting WHERE id = ${id} FOR NO KEY UPDATE`;
      return held.length === 0 ? undefined : meeting(id);
    },
    async meetingsOf(twinningId, wanted, limit) {
      const rows = await client.meeting.findMany({
        where: { twinningId, state: { in: [...wanted] } },
        include: whole,
        orderBy: [{ createdAt: 'desc' }, { number: 'desc' }],
        take: limit,
      });
      return rows.map(readMeeting);
    },
    async heldMeetings(twinningId, endedBy, limit) {
      const rows = await client.$queryRaw<{ at: Date; lengthMinutes: number; participantIds: string[] }[]>`
        SELECT slot.at, meeting.length_minutes AS "lengthMinutes", ARRAY(
            SELECT member_id FROM meeting_participant WHERE meeting_id = meeting.id ORDER BY position
          ) AS "participantIds"
          FROM meeting JOIN slot ON slot.meeting_id = meeting.id AND slot.number = meeting.confirmed_slot
          WHERE meeting.twinning_id = ${twinningId} AND meeting.state = 'confirmed'
            AND slot.at + meeting.length_minutes * interval '1 minute' <= ${toDate(endedBy)}
          ORDER BY slot.at DESC, meeting.id
          LIMIT ${limit}`;
      return rows.map(({ at, lengthMinutes, participantIds }) => ({
        at: toInstant(at),
        lengthMinutes,
        participantIds: participantIds.map((id) => readId('mbr', id)),
      }));
    },
    nextMeetingNumber: (twinningId) => nextNumber(client, twinningId, 'meeting'),
    async insertMeeting(inserted) {
      const data = { id: inserted.id, ...meetingColumns(inserted) };
      await orConflict('meeting', client.meeting.createMany({ data }));
      await insertParts(inserted);
      for (const ballot of inserted.ballots) await this.putBallot(inserted.id, ballot);
    },
    async saveMeeting(saved) {
      const before = await client.meeting.findUniqueOrThrow({
        where: { id: saved.id },
        include: { slots: true },
      });
      const slotsChange = !sameSlots(saved.slots, before.slots.map(readSlot));
      if (slotsChange && before.state !== 'draft') {
        throw new Error(`the slots of ${saved.id} are fixed: it is no draft any more`);
      }
      await client.meeting.update({ where: { id: saved.id }, data: meetingColumns(saved) });
      await client.meetingParticipant.deleteMany({ where: { meetingId: saved.id } });
      if (slotsChange) await client.slot.deleteMany({ where: { meetingId: saved.id } });
      await insertParts(slotsChange ? saved : { ...saved, slots: [] });
    },
    async addSlot(meetingId, slot) {
      await orConflict('slot', client.slot.createMany({ data: [{ meetingId, ...slotColumns(slot) }] }));
    },
    async correctSlot(meetingId, number, at) {
      await client.slot.update({
        where: { meetingId_number: { meetingId, number } },
        data: { at: toDate(at) },
      });
    },
    async idsWithSlotsAfter(at) {
      const rows = await client.meeting.findMany({
        where: { state: { not: 'cancelled' }, slots: { some: { at: { gt: toDate(at) } } } },
        select: { id: true },
        orderBy: { id: 'asc' },
      });
      return rows.map(({ id }) => readId('mtg', id));
    },
    async putBallot(meetingId, { slot, memberId, answer, castAt, recordedById }) {
      const columns = { answer, castAt: toDate(castAt), recordedById: recordedById ?? null };
      await client.ballot.upsert({
        where: { meetingId_slotNumber_memberId: { meetingId, slotNumber: slot, memberId } },
        create: { meetingId, slotNumber: slot, memberId, ...columns },
        update: columns,
      });
    },
    async removeBallots(meetingId, memberId, slots) {
      const where = { meetingId, memberId, slotNumber: { in: [...slots] } };
      return (await client.ballot.deleteMany({ where })).count;
    },
    async occurrencesOf(seriesId) {
      const rows = await client.meeting.findMany({
        where: { seriesId },
        include: whole,
        orderBy: { originalWall: 'asc' },
      });
      return rows.map(readMeeting);
    },
    async lastBallotAt(twinningId, townId) {
      const { _max } = await client.ballot.aggregate({
        where: { slot: { meeting: { twinningId } }, member: { townId } },
        _max: { castAt: true },
      });
      return _max.castAt?.getTime();
    },
    async pollsToClose(now, limit) {
      const rows = await client.meeting.findMany({
        where: { state: 'polling', deadlineAt: { lte: toDate(now) } },
        include: whole,
        orderBy: [{ deadlineAt: 'asc' }, { id: 'asc' }],
        take: limit,
      });
      return rows.map(readMeeting);
    },
  };
}

function meetingColumns(meeting: Meeting) {
  return {
    twinningId: meeting.twinningId,
    number: meeting.number,
    title: meeting.title,
    kind: meeting.kind ?? null,
    hostTownId: meeting.hostTownId ?? null,
    organiserId: meeting.organiserId,
    lengthMinutes: meeting.lengthMinutes,
    state: meeting.state,
    picked: [...meeting.picked],
    deadlineAt: toDateOrNull(meeting.deadlineAt),
    confirmedSlot: meeting.confirmedSlot ?? null,
    cancelReason: meeting.cancelReason ?? null,
    requiredIds: [...(meeting.requiredIds ?? [])],
    replaces: meeting.replaces ?? null,
    replacedBy: meeting.replacedBy ?? null,
    seriesId: meeting.seriesId ?? null,
    originalWall: meeting.originalWall ?? null,
    version: meeting.version,
    revisedAt: toDateOrNull(meeting.revisedAt),
    createdAt: toDate(meeting.createdAt),
  };
}

const slotColumns = ({ number, wall, timeZone, at }: Slot) => ({ number, wall, timeZone, at: toDate(at) });

const readSlot = ({ number, wall, timeZone, at }: SlotRow): Slot => ({
  ...{ number, wall, timeZone },
  at: toInstant(at),
});

function sameSlots(slots: readonly Slot[], others: readonly Slot[]): boolean {
  if (slots.length !== others.length) return false;
  const byNumber = new Map(others.map((slot) => [slot.number, slot]));
  return slots.every((slot) => {
    const other = byNumber.get(slot.number);
    return other?.wall === slot.wall && other.timeZone === slot.timeZone && other.at === slot.at;
  });
}

function readMeeting(row: WholeRow): Meeting {
  return {
    ...readDatedMeeting(row),
    picked: row.picked,
    ballots: row.slots.flatMap(({ ballots }) =>
      ballots.map(({ slotNumber, memberId, answer, castAt, recordedById }) =>
        withoutNulls({
          slot: slotNumber,
          memberId: readId('mbr', memberId),
          answer: readWord(answers, answer),
          castAt: toInstant(castAt),
          recordedById: readIdOrNull('mbr', recordedById),
        }),
      ),
    ),
    ...withoutNulls({ deadlineAt: toInstantOrNull(row.deadlineAt) }),
  };
}

/** All of it but the poll. */
export function readDatedMeeting(row: DatedRow): DatedMeeting {
  return withoutNulls({
    id: readId('mtg', row.id),
    twinningId: readId('twn', row.twinningId),
    number: row.number,
    title: row.title,
    kind: readWordOrNull(meetingKinds, row.kind),
    hostTownId: readIdOrNull('town', row.hostTownId),
    organiserId: readId('mbr', row.organiserId),
    lengthMinutes: row.lengthMinutes,
    participantIds: row.participants.map(({ memberId }) => readId('mbr', memberId)),
    state: readWord(states, row.state),
    slots: row.slots.map(readSlot),
    confirmedSlot: row.confirmedSlot,
    cancelReason: row.cancelReason,
    // Nobody in particular is no list at all.
    requiredIds: row.requiredIds.length === 0 ? null : row.requiredIds.map((id) => readId('mbr', id)),
    replaces: row.replaces,
    replacedBy: row.replacedBy,
    seriesId: readIdOrNull('ser', row.seriesId),
    originalWall: row.originalWall,
    version: row.version,
    revisedAt: toInstantOrNull(row.revisedAt),
    createdAt: toInstant(row.createdAt),
  });
}
