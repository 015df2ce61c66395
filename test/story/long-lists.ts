import { join } from 'node:path';
import { makeSocketFolder, socketPort } from '../../src/adapters/embedded/socket-folder.ts';
import { openDatabase } from '../../src/adapters/prisma/database.ts';
import { realNow, systemWorld } from '../../src/adapters/system/system-world.ts';
import type { Member } from '../../src/core/committee/member.ts';
import type { MeetingState } from '../../src/core/meeting/meeting.ts';
import type { Database, Transaction } from '../../src/core/stores.ts';
import type { TwinningScope } from '../../src/core/twinning/twinning.ts';
import type { World } from '../../src/core/world.ts';

const DAY = 86_400_000;
/** As awkward as people may write: long, wide, and full of signs that have to be escaped. */
const awkward = (length: number) => '*_~`<&>"|\\'.repeat(length).slice(0, length);

/** Another pair of hands on the running bot's own embedded store. */
export function openBesides(dataDir: string) {
  const host = makeSocketFolder(join(dataDir, 'postgres'));
  const silent = () => undefined;
  return openDatabase({
    connection: { host, port: socketPort, user: 'postgres', database: 'postgres' },
    onWake: silent,
    log: { info: silent, warn: silent, error: silent },
    runLimitMs: 60_000,
  });
}

export interface Filled {
  readonly scope: TwinningScope;
  readonly members: readonly Member[];
  /** Adds one more promise, due before all others. */
  addUrgentPromise(): Promise<void>;
}

/** A hundred of everything, and committees of sixty. */
export async function fillTwinning(database: Database, channelId: string, dataDir: string): Promise<Filled> {
  const world = systemWorld({ now: realNow, setOffset: () => undefined });
  const space = await database.twinnings.spaceAt('slack', 'T0AALBORG', channelId);
  const scope = space && (await database.twinnings.scope(space.twinningId));
  if (scope === undefined) throw new Error(`no twinning in ${dataDir}`);
  const founders = await database.committees.membersOf(scope.towns.map(({ id }) => id));
  await database.transaction(async (tx) => {
    await fillCommittees(tx, world, scope, founders);
    await fillMeetings(tx, world, scope, founders);
    for (let count = 0; count < 100; count += 1) await addPromise(tx, world, scope, founders, count);
    await fillReminders(tx, world, scope, founders);
  });
  return {
    scope,
    members: founders,
    addUrgentPromise: () => database.transaction((tx) => addPromise(tx, world, scope, founders, -1)),
  };
}

async function fillCommittees(
  tx: Transaction,
  world: World,
  { towns }: TwinningScope,
  members: readonly Member[],
) {
  for (const town of towns) {
    const platform = town.language === 'da' ? 'slack' : 'discord';
    for (let count = members.filter(({ townId }) => townId === town.id).length; count < 60; count += 1) {
      const userId =
        platform === 'slack' ? `U0PERSON${count}` : `1000000000000000${String(count).padStart(2, '0')}`;
      await tx.committees.insertMember({
        id: world.newId('mbr'),
        townId: town.id,
        displayName: `Person ${String(count).padStart(2, '0')} of ${town.name} ${count % 9 === 0 ? awkward(30) : ''}`,
        represents: count % 2 === 0 ? 'municipality' : 'citizens',
        askedRepresents: true,
        substitute: count % 3 === 0,
        accounts: [{ platform, tenantId: platform === 'slack' ? 'T0AALBORG' : 'discord', userId }],
        active: true,
        joinedAt: world.now() + count,
      });
    }
  }
}

async function fillMeetings(
  tx: Transaction,
  world: World,
  { twinning, towns }: TwinningScope,
  [organiser]: readonly Member[],
) {
  const states: MeetingState[] = ['polling', 'undecided', 'confirmed', 'cancelled'];
  const timeZone = towns[0]?.timeZone ?? 'UTC';
  if (organiser === undefined) throw new Error('nobody to organise meetings');
  for (let count = 0; count < 100; count += 1) {
    const state = states[count % 4] ?? 'confirmed';
    const at = world.now() + (count - 40) * 3 * DAY + DAY;
    await tx.meetings.insertMeeting({
      id: world.newId('mtg'),
      twinningId: twinning.id,
      number: await tx.meetings.nextMeetingNumber(twinning.id),
      title: count % 7 === 0 ? awkward(150) : `Planning of the exchange, part ${count}`,
      organiserId: organiser.id,
      lengthMinutes: 60,
      participantIds: [],
      state,
      slots: [{ number: 1, wall: '2027-01-01T18:00', timeZone, at }],
      picked: [],
      ballots: [],
      version: 1,
      createdAt: world.now(),
      // Far away, so that nothing of it rings or closes while the lists are read.
      ...(state === 'polling' ? { deadlineAt: world.now() + 900 * DAY } : {}),
      ...(state === 'confirmed' ? { confirmedSlot: 1 } : {}),
    });
  }
}

async function addPromise(
  tx: Transaction,
  world: World,
  { twinning, towns }: TwinningScope,
  members: readonly Member[],
  count: number,
) {
  const [owner] = members;
  const others = towns.filter(({ id }) => id !== owner?.townId);
  if (owner === undefined) throw new Error('nobody to promise anything');
  const dueOn = new Date(world.now() + (count + 2) * DAY).toISOString().slice(0, 10);
  await tx.commitments.insertCommitment({
    id: world.newId('cmt'),
    twinningId: twinning.id,
    number: await tx.commitments.nextCommitmentNumber(twinning.id),
    what: count % 5 === 0 ? awkward(300) : `Send the list of host families, part ${count}`,
    owner: { type: 'member', memberId: owner.id },
    ownerTownId: owner.townId,
    toTownIds: others.map(({ id }) => id),
    offeredById: owner.id,
    proposedByTownId: owner.townId,
    state: count % 4 === 0 ? 'confirmed' : 'accepted',
    version: 1,
    createdAt: world.now(),
    changedAt: world.now(),
    ...(count % 11 === 0 ? {} : { dueOn }),
  });
}

async function fillReminders(
  tx: Transaction,
  world: World,
  { twinning }: TwinningScope,
  members: readonly Member[],
) {
  for (const member of members) {
    for (let count = 0; count < 100; count += 1) {
      const id = world.newId('rem');
      await tx.reminders.insertReminders([
        {
          id,
          twinningId: twinning.id,
          number: await tx.reminders.nextReminderNumber(twinning.id),
          about: { type: 'reminder', id },
          kind: 'note',
          target: { type: 'member', memberId: member.id },
          occurrence: 'once',
          subjectVersion: 1,
          dueAt: world.now() + (300 + count) * DAY,
          text: count % 6 === 0 ? awkward(300) : `Water the flowers, part ${count}`,
          createdById: member.id,
          createdAt: world.now(),
          state: 'scheduled',
          attempts: 0,
        },
      ]);
    }
  }
}
