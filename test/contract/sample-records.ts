/** Plain records of the sister towns, for tests that care about one or two fields of them. */
import { type Commitment, standingOf } from '../../src/core/commitment/commitment.ts';
import type { CommitmentChange } from '../../src/core/commitment/commitment-change.ts';
import type { Member } from '../../src/core/committee/member.ts';
import type { Meeting, Slot } from '../../src/core/meeting/meeting.ts';
import type { MessageRef, Posting, Reminder } from '../../src/core/reminder/reminder.ts';
import { DAY_MS, HOUR_MS } from '../../src/core/time/instant.ts';
import { fakeStart } from '../fakes/world.ts';
import type { Bench } from './store-bench.ts';

export const start = fakeStart;

export function aSlot(number: number, changes: Partial<Slot> = {}): Slot {
  const at = start + 7 * DAY_MS + number * HOUR_MS;
  return { number, wall: `2026-11-09T1${number}:00`, timeZone: 'Europe/Copenhagen', at, ...changes };
}

let numbers = 0;
/** A number that no other record has. */
export const aNumber = () => ++numbers;

export function aMeeting({ world, towns }: Bench, changes: Partial<Meeting> = {}): Meeting {
  return {
    id: world.newId('mtg'),
    twinningId: towns.twinning.id,
    number: aNumber(),
    title: 'Youth games',
    organiserId: towns.mette.id,
    lengthMinutes: 60,
    participantIds: [],
    state: 'polling',
    slots: [aSlot(1), aSlot(2)],
    picked: [1, 2],
    ballots: [],
    version: 1,
    createdAt: start,
    ...changes,
  };
}

export function aCommitment({ world, towns }: Bench, changes: Partial<Commitment> = {}): Commitment {
  return {
    id: world.newId('cmt'),
    twinningId: towns.twinning.id,
    number: aNumber(),
    what: 'Book the sports hall',
    owner: { type: 'member', memberId: towns.mette.id },
    ownerTownId: towns.odder.id,
    toTownIds: [towns.plerin.id],
    offeredById: towns.mette.id,
    proposedByTownId: towns.odder.id,
    state: 'offered',
    version: 1,
    createdAt: start,
    changedAt: start,
    ...changes,
  };
}

/** The first change of a commitment that is not there unless it is given. */
export function aChange(bench: Bench, changes: Partial<CommitmentChange>): CommitmentChange {
  const { id, twinningId, ...commitment } = aCommitment(bench);
  return {
    commitmentId: id,
    twinningId,
    version: 1,
    at: start,
    kind: 'add',
    standing: standingOf({ id, twinningId, ...commitment }),
    ...changes,
  };
}

export function aMember({ world, towns }: Bench, changes: Partial<Member> = {}): Member {
  const id = world.newId('mbr');
  return {
    id,
    townId: towns.odder.id,
    displayName: 'Freja',
    askedRepresents: false,
    substitute: false,
    accounts: [{ platform: 'slack', tenantId: 'T1', userId: id }],
    active: true,
    joinedAt: start,
    ...changes,
  };
}

/** A note, due at `start`, to Mette. */
export function aReminder({ world, towns }: Bench, changes: Partial<Reminder> = {}): Reminder {
  const id = changes.id ?? world.newId('rem');
  return {
    id,
    twinningId: towns.twinning.id,
    about: { type: 'reminder', id },
    kind: 'note',
    target: { type: 'member', memberId: towns.mette.id },
    occurrence: 'once',
    subjectVersion: 1,
    dueAt: start,
    createdAt: start,
    state: 'scheduled',
    attempts: 0,
    ...changes,
  };
}

/** A new card in Odder's space that nobody has sent yet. */
export function aPosting({ world, towns }: Bench, changes: Partial<Posting> = {}): Posting {
  return {
    id: world.newId('pst'),
    spaceId: towns.odderSpace.id,
    about: { type: 'twinning', id: towns.twinning.id },
    view: 'town-joined',
    args: {},
    wantedVersion: 1,
    shownVersion: 0,
    createdAt: start,
    state: 'scheduled',
    attempts: 0,
    ...changes,
  };
}

export const aMessage: MessageRef = {
  platform: 'slack',
  tenantId: 'T1',
  channelId: 'C1',
  messageId: '1793610000.000100',
};
