import { beforeEach, describe, expect, it } from 'vitest';
import {
  addressOf,
  giveAddress,
  spaceInCharge,
  stopAddress,
} from '../../../src/core/calendar/give-address.ts';
import { readCalendar } from '../../../src/core/calendar/read-calendar.ts';
import { type FakeDatabase, fakeDatabase } from '../../fakes/database.ts';
import { type SisterTowns, seedSisterTowns } from '../../fakes/sister-towns.ts';
import { type FakeWorld, fakeWorld } from '../../fakes/world.ts';
import { refusalOf } from '../../refusal-of.ts';

let world: FakeWorld;
let database: FakeDatabase;
let towns: SisterTowns;

beforeEach(async () => {
  world = fakeWorld();
  database = fakeDatabase({ repeatWork: true });
  towns = await seedSisterTowns(database, world);
});

async function acting(who: 'mette' | 'anders' | 'yann') {
  const scope = await database.twinnings.scope(towns.twinning.id);
  if (scope === undefined) throw new Error('no twinning');
  const town = who === 'yann' ? towns.plerin : towns.odder;
  return { scope, town, member: towns[who], space: towns.odderSpace };
}
const read = async (secret: string) => await readCalendar(database, world.digest(secret), world.now());

describe('a calendar address', () => {
  it('leads to its owner’s calendar, and is nowhere in the database', async () => {
    const actor = await acting('mette');
    const { secret, replaced } = await giveAddress({ database, world }, actor, 'me');
    expect(replaced).toBe(false);
    expect(secret.length).toBeGreaterThanOrEqual(26);
    expect((await read(secret))?.of).toMatchObject({ type: 'member', member: { id: towns.mette.id } });
    expect(JSON.stringify(await addressOf({ database }, actor))).not.toContain(secret);
  });

  it('is replaced by a new one, and then leads nowhere', async () => {
    const actor = await acting('mette');
    const old = await giveAddress({ database, world }, actor, 'me');
    const fresh = await giveAddress({ database, world }, actor, 'me');
    expect(fresh.replaced).toBe(true);
    expect(await read(old.secret)).toBeUndefined();
    expect(await read(fresh.secret)).toBeDefined();
  });

  it('stops when it is told to, and once', async () => {
    const actor = await acting('mette');
    const { secret } = await giveAddress({ database, world }, actor, 'me');
    expect(await stopAddress({ database, world }, actor, 'me')).toBe(true);
    expect(await stopAddress({ database, world }, actor, 'me')).toBe(false);
    expect(await read(secret)).toBeUndefined();
  });

  it('of a channel is given and stopped by those who manage its town, and nobody else', async () => {
    const { secret } = await giveAddress({ database, world }, await acting('mette'), 'space');
    expect((await read(secret))?.of).toMatchObject({ type: 'space', space: { id: towns.odderSpace.id } });
    for (const who of ['anders', 'yann'] as const) {
      const actor = await acting(who);
      expect(await spaceInCharge(database, actor)).toBeUndefined();
      for (const deed of [giveAddress, stopAddress])
        expect(await refusalOf(deed({ database, world }, actor, 'space'))).toBe('error.command.office-only');
    }
    expect(await read(secret)).toBeDefined();
  });

  it('leads nowhere once its owner has left', async () => {
    const { secret } = await giveAddress({ database, world }, await acting('anders'), 'me');
    await database.committees.saveMember({ ...towns.anders, active: false });
    expect(await read(secret)).toBeUndefined();
  });

  it('is one when it is asked for twice at once', async () => {
    const actor = await acting('mette');
    const made = await Promise.all([1, 2].map(() => giveAddress({ database, world }, actor, 'me')));
    const readable = await Promise.all(made.map(({ secret }) => read(secret)));
    expect(readable.filter((calendar) => calendar !== undefined)).toHaveLength(1);
  });
});
