import { isDeepStrictEqual } from 'node:util';
import { confirmedAt, type Meeting } from '../../src/core/meeting/meeting.ts';
import type { MeetingStore } from '../../src/core/meeting/meeting-store.ts';
import { StoreConflict } from '../../src/core/stores.ts';
import { MINUTE_MS } from '../../src/core/time/instant.ts';
import { copy, first, next, refuseTwice, select, type Tables } from './tables.ts';

export function fakeMeetingStore(tables: Tables): MeetingStore {
  return {
    async meeting(id) {
      return copy(tables.meetings.get(id));
    },
    async meetingByNumber(twinningId, number) {
      return first(
        tables.meetings.values(),
        (meeting) => meeting.twinningId === twinningId && meeting.number === number,
      );
    },
    // Transactions come one after the other here: whoever runs holds every row.
    async lockMeeting(id) {
      return copy(tables.meetings.get(id));
    },
    async meetingsOf(twinningId, states, limit) {
      return select(
        tables.meetings.values(),
        (meeting) => meeting.twinningId === twinningId && states.includes(meeting.state),
        (meeting) => -meeting.createdAt,
        (meeting) => -meeting.number,
      ).slice(0, limit);
    },
    async heldMeetings(twinningId, endedBy, limit) {
      const held = [...tables.meetings.values()].flatMap((meeting) => {
        const { lengthMinutes, participantIds, id } = meeting;
        const at = confirmedAt(meeting);
        return meeting.twinningId !== twinningId ||
          meeting.state !== 'confirmed' ||
          at === undefined ||
          at + lengthMinutes * MINUTE_MS > endedBy
          ? []
          : [{ at, lengthMinutes, participantIds, id }];
      });
      return select(
        held,
        () => true,
        ({ at }) => -at,
        ({ id }) => id,
      )
        .slice(0, limit)
        .map(({ id: _, ...meeting }) => meeting);
    },
    async nextMeetingNumber(twinningId) {
      return next(tables, 'meeting', twinningId);
    },
    async insertMeeting(meeting) {
      const taken = [...tables.meetings.values()].some(
        (other) =>
          other.id === meeting.id ||
          (other.twinningId === meeting.twinningId && other.number === meeting.number) ||
          (meeting.seriesId !== undefined &&
            other.seriesId === meeting.seriesId &&
            other.originalWall === meeting.originalWall),
      );
      if (taken) throw new StoreConflict('meeting');
      refusePartsTwice(meeting);
      for (const ballot of meeting.ballots) needSlot(meeting, ballot.slot);
      tables.meetings.set(meeting.id, inOrder(copy(meeting)));
    },
    async saveMeeting(meeting) {
      const before = tables.meetings.get(meeting.id);
      if (before === undefined) throw new Error(`nothing to save: ${meeting.id} is not there`);
      refusePartsTwice(meeting);
      const slots = inOrder(meeting).slots;
      const slotsChange = !isDeepStrictEqual(copy(slots), copy(before.slots));
      if (slotsChange && before.state !== 'draft') {
        throw new Error(`the slots of ${meeting.id} are fixed: it is no draft any more`);
      }
      tables.meetings.set(
        meeting.id,
        copy({ ...meeting, slots, ballots: slotsChange ? [] : before.ballots }),
      );
    },
    async addSlot(meetingId, slot) {
      const meeting = tables.meetings.get(meetingId);
      if (meeting === undefined) throw new Error(`nothing to add to: ${meetingId} is not there`);
      if (meeting.slots.some(({ number }) => number === slot.number)) throw new StoreConflict('slot');
      tables.meetings.set(meetingId, inOrder({ ...meeting, slots: [...meeting.slots, copy(slot)] }));
    },
    async correctSlot(meetingId, number, at) {
      const meeting = tables.meetings.get(meetingId);
      if (meeting === undefined) throw new Error(`nothing to correct: ${meetingId} is not there`);
      needSlot(meeting, number);
      const slots = meeting.slots.map((slot) => (slot.number === number ? { ...slot, at } : slot));
      tables.meetings.set(meetingId, { ...meeting, slots });
    },
    async idsWithSlotsAfter(at) {
      return select(
        tables.meetings.values(),
        ({ state, slots }) => state !== 'cancelled' && slots.some((slot) => slot.at > at),
        ({ id }) => id,
      ).map(({ id }) => id);
    },
    async putBallot(meetingId, ballot) {
      const meeting = tables.meetings.get(meetingId);
      if (meeting === undefined) throw new Error(`nothing to vote on: ${meetingId} is not there`);
      needSlot(meeting, ballot.slot);
      const others = meeting.ballots.filter(
        (other) => other.slot !== ballot.slot || other.memberId !== ballot.memberId,
      );
      tables.meetings.set(meetingId, inOrder({ ...meeting, ballots: [...others, copy(ballot)] }));
    },
    async removeBallots(meetingId, memberId, slots) {
      const meeting = tables.meetings.get(meetingId);
      const kept = meeting?.ballots.filter(
        (ballot) => ballot.memberId !== memberId || !slots.includes(ballot.slot),
      );
      if (meeting === undefined || kept === undefined) return 0;
      tables.meetings.set(meetingId, { ...meeting, ballots: kept });
      return meeting.ballots.length - kept.length;
    },
    async occurrencesOf(seriesId) {
      return select(
        tables.meetings.values(),
        (meeting) => meeting.seriesId === seriesId,
        ({ originalWall }) => originalWall ?? '',
      );
    },
    async lastBallotAt(twinningId, townId) {
      const cast = [...tables.meetings.values()]
        .filter((meeting) => meeting.twinningId === twinningId)
        .flatMap(({ ballots }) => ballots)
        .filter(({ memberId }) => tables.members.get(memberId)?.townId === townId)
        .map(({ castAt }) => castAt);
      return cast.length === 0 ? undefined : Math.max(...cast);
    },
    async pollsToClose(now, limit) {
      return select(
        tables.meetings.values(),
        ({ state, deadlineAt }) => state === 'polling' && deadlineAt !== undefined && deadlineAt <= now,
        (meeting) => meeting.deadlineAt ?? 0,
        (meeting) => meeting.id,
      ).slice(0, limit);
    },
  };
}

function refusePartsTwice({ id, participantIds, slots }: Meeting): void {
  refuseTwice(id, participantIds);
  refuseTwice(
    id,
    slots.map(({ number }) => number),
  );
}

function needSlot({ id, slots }: Meeting, number: number): void {
  if (!slots.some((slot) => slot.number === number)) throw new Error(`${id} has no slot ${number}`);
}

/** Slots by number; ballots by slot and then by the time they were cast, as the database gives them. */
function inOrder(meeting: Meeting): Meeting {
  return {
    ...meeting,
    slots: [...meeting.slots].sort((a, b) => a.number - b.number),
    ballots: [...meeting.ballots].sort(
      (a, b) => a.slot - b.slot || a.castAt - b.castAt || (a.memberId < b.memberId ? -1 : 1),
    ),
  };
}
