import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StoreConflict } from '../../src/core/stores.ts';
import { DAY_MS } from '../../src/core/time/instant.ts';
import type { Invitation, Space, Town, Twinning } from '../../src/core/twinning/twinning.ts';
import * as random from './random-values.ts';
import { start } from './sample-records.ts';
import { type Bench, manyAtOnce } from './store-bench.ts';

export function twinningStoreContract(bench: Bench): void {
  const aTown = (changes: Partial<Town> = {}): Town => ({
    ...bench.towns.odder,
    id: bench.world.newId('town'),
    ...changes,
  });
  const aTwinning = (changes: Partial<Twinning> = {}): Twinning => ({
    id: bench.world.newId('twn'),
    name: 'Another one',
    createdAt: start,
    ...changes,
  });
  const aSpace = (changes: Partial<Space> = {}): Space => {
    const id = bench.world.newId('spc');
    return { ...bench.towns.odderSpace, id, channelId: `C-${id}`, ...changes };
  };
  const anInvitation = (changes: Partial<Invitation> = {}): Invitation => {
    const id = bench.world.newId('inv');
    return {
      id,
      digest: `digest-of-${id}`,
      for: 'partner',
      twinningId: bench.towns.twinning.id,
      townId: bench.towns.odder.id,
      audience: 'committee',
      expiresAt: start + DAY_MS,
      ...changes,
    };
  };

  describe('twinnings', () => {
    it('come with their towns, first joined first, and with their spaces, first bound first', async () => {
      const { database, towns } = bench;
      const twinning = aTwinning();
      const [first, second, third] = [aTown(), aTown(), aTown()];
      const spaces = [
        aSpace({ twinningId: twinning.id, townId: third.id, boundAt: start }),
        aSpace({ twinningId: twinning.id, townId: first.id, boundAt: start + 1 }),
        aSpace({ twinningId: twinning.id, townId: third.id, boundAt: start + 2, audience: 'youth' }),
      ];
      await database.transaction(async (tx) => {
        for (const town of [third, first, second]) await tx.twinnings.insertTown(town);
        await tx.twinnings.insertTwinning(twinning);
        await tx.twinnings.addTown(twinning.id, third.id, start + 3);
        await tx.twinnings.addTown(twinning.id, first.id, start + 1);
        await tx.twinnings.addTown(twinning.id, second.id, start + 2);
        for (const space of spaces.toReversed()) await tx.twinnings.insertSpace(space);
      });
      expect(await database.twinnings.scope(twinning.id)).toStrictEqual({
        twinning,
        towns: [first, second, third],
        spaces,
      });
      expect((await database.twinnings.scope(towns.twinning.id))?.spaces).toStrictEqual([
        towns.odderSpace,
        towns.plerinSpace,
      ]);
    });

    it('may be without a town; one that is not there is undefined', async () => {
      const { database, world } = bench;
      const twinning = aTwinning();
      await database.twinnings.insertTwinning(twinning);
      expect(await database.twinnings.scope(twinning.id)).toStrictEqual({ twinning, towns: [], spaces: [] });
      expect(await database.twinnings.scope(world.newId('twn'))).toBeUndefined();
    });

    it('of a town are all that it takes part in, first joined first, each with its own spaces', async () => {
      const { database, towns } = bench;
      const { odder, plerin } = towns;
      const twinnings = [aTwinning(), aTwinning()] as const;
      const space = aSpace({ twinningId: twinnings[0].id });
      await database.transaction(async (tx) => {
        for (const twinning of twinnings) await tx.twinnings.insertTwinning(twinning);
        await tx.twinnings.addTown(twinnings[0].id, odder.id, start + 2);
        await tx.twinnings.addTown(twinnings[1].id, odder.id, start + 1);
        await tx.twinnings.insertSpace(space);
      });
      const [second, first] = twinnings;
      expect(await database.twinnings.twinningsOfTown(odder.id)).toStrictEqual([
        towns.twinning,
        first,
        second,
      ]);
      expect(await database.twinnings.twinningsOfTown(plerin.id)).toStrictEqual([towns.twinning]);
      expect((await database.twinnings.scope(second.id))?.spaces).toStrictEqual([space]);
      expect((await database.twinnings.scope(first.id))?.spaces).toStrictEqual([]);
    });

    it('are joined by a town once', async () => {
      const { database, towns } = bench;
      const again = database.twinnings.addTown(towns.twinning.id, towns.odder.id, start + 1);
      await expect(again).rejects.toBeInstanceOf(StoreConflict);
    });

    it('and towns and invitations have ids of their own', async () => {
      const { database, towns } = bench;
      const { twinnings } = database;
      const invitation = anInvitation();
      await twinnings.insertInvitation(invitation);
      for (const taken of [
        () => twinnings.insertTwinning({ ...towns.twinning, name: 'Thief' }),
        () => twinnings.insertTown({ ...towns.odder, name: 'Thief' }),
        () => twinnings.insertSpace({ ...towns.odderSpace, channelId: 'free' }),
        () => twinnings.insertInvitation({ ...invitation, digest: 'free' }),
        () => twinnings.insertInvitation(anInvitation({ digest: invitation.digest })),
      ])
        await expect(taken()).rejects.toBeInstanceOf(StoreConflict);
      expect((await twinnings.scope(towns.twinning.id))?.twinning).toStrictEqual(towns.twinning);
      expect(await twinnings.town(towns.odder.id)).toStrictEqual(towns.odder);
    });

    it('read as they were written', async () => {
      const { database } = bench;
      await random.forRandom(
        random.recordOf({ name: random.texts, createdAt: random.instants }, { sinceOn: random.dates }),
        async (record) => {
          const twinning = aTwinning(record);
          await database.twinnings.insertTwinning(twinning);
          expect((await database.twinnings.scope(twinning.id))?.twinning).toStrictEqual(twinning);
        },
      );
    });
  });

  describe('towns', () => {
    const anyTown = random.recordOf(
      {
        name: random.texts,
        country: fc.constantFrom('DK', 'US', 'FR'),
        timeZone: random.timeZones,
        language: random.language,
        createdAt: random.instants,
      },
      { founded: fc.constant(true) },
    );

    it('read as they were written, and as they were saved', async () => {
      const { database, world, towns } = bench;
      await random.forRandom(fc.tuple(anyTown, anyTown), async (states) => {
        const id = world.newId('town');
        const [before, after] = states.map(({ founded, ...record }): Town => {
          return { id, ...record, ...(founded ? { founderId: towns.mette.id } : {}) };
        }) as [Town, Town];
        await database.twinnings.insertTown(before);
        expect(await database.twinnings.town(id)).toStrictEqual(before);
        await database.twinnings.saveTown(after);
        expect(await database.twinnings.town(id)).toStrictEqual(after);
      });
    });

    it('that are not there are undefined, and cannot be saved', async () => {
      const { database } = bench;
      const town = aTown();
      await expect(database.twinnings.saveTown(town)).rejects.toThrow();
      expect(await database.twinnings.town(town.id)).toBeUndefined();
    });
  });

  describe('spaces', () => {
    it('are found by their channel, on that platform and in that tenant', async () => {
      const { database, world, towns } = bench;
      const { platform, tenantId, channelId } = towns.odderSpace;
      const { twinnings } = database;
      expect(await twinnings.spaceAt(platform, tenantId, channelId)).toStrictEqual(towns.odderSpace);
      expect(await twinnings.spaceAt('discord', tenantId, channelId)).toBeUndefined();
      expect(await twinnings.spaceAt(platform, 'another', channelId)).toBeUndefined();
      expect(await twinnings.spaceAt(platform, tenantId, 'another')).toBeUndefined();
      expect(await twinnings.space(towns.odderSpace.id)).toStrictEqual(towns.odderSpace);
      expect(await twinnings.space(world.newId('spc'))).toBeUndefined();
    });

    it('are bound at most once, whatever twinning and town it would be for', async () => {
      const { database, towns } = bench;
      const { platform, tenantId, channelId } = towns.odderSpace;
      const again = aSpace({ townId: towns.plerin.id, platform, tenantId, channelId, audience: 'youth' });
      await expect(database.twinnings.insertSpace(again)).rejects.toBeInstanceOf(StoreConflict);
      for (const elsewhere of [
        aSpace({ channelId, tenantId: 'another' }),
        aSpace({ channelId, tenantId, platform: 'discord' }),
      ])
        await database.twinnings.insertSpace(elsewhere);
      expect(await database.twinnings.spaceAt(platform, tenantId, channelId)).toStrictEqual(towns.odderSpace);
    });

    it('are bound by one of many at once', async () => {
      const { database } = bench;
      const { values, errors } = await manyAtOnce(5, async () => {
        const space = aSpace({ channelId: 'wanted' });
        await database.transaction((tx) => tx.twinnings.insertSpace(space));
        return space;
      });
      expect(errors).toEqual(Array(4).fill(expect.any(StoreConflict)));
      const [bound] = values;
      expect(await database.twinnings.spaceAt('slack', bound?.tenantId ?? '', 'wanted')).toStrictEqual(bound);
    });

    it('read as they were written', async () => {
      const { database } = bench;
      const anySpace = random.recordOf(
        {
          platform: random.platforms,
          tenantId: random.names,
          channelId: random.names,
          audience: fc.constantFrom('committee', 'youth'),
          language: random.language,
          boundAt: random.instants,
        },
        {},
      );
      await random.forRandom(anySpace, async (record, index) => {
        const space = aSpace({ ...record, channelId: `${record.channelId}#${index}` });
        await database.twinnings.insertSpace(space);
        expect(await database.twinnings.space(space.id)).toStrictEqual(space);
        const { platform, tenantId, channelId } = space;
        expect(await database.twinnings.spaceAt(platform, tenantId, channelId)).toStrictEqual(space);
      });
    });
  });

  describe('invitations', () => {
    it('are used once', async () => {
      const { database } = bench;
      const invitation = anInvitation();
      await database.twinnings.insertInvitation(invitation);
      const used = { ...invitation, usedAt: start + 5 };
      expect(await database.twinnings.useInvitation(invitation.digest, start + 5)).toStrictEqual(used);
      expect(await database.twinnings.useInvitation(invitation.digest, start + 6)).toBeUndefined();
      expect(await database.twinnings.invitation(invitation.digest)).toStrictEqual(used);
    });

    it('serve one of many at once', async () => {
      const { database } = bench;
      const { digest } = anInvitation();
      await database.twinnings.insertInvitation(anInvitation({ digest }));
      const { values } = await manyAtOnce(5, (index) =>
        database.transaction((tx) => tx.twinnings.useInvitation(digest, start + index)),
      );
      const winners = values.filter((used) => used !== undefined);
      expect(values).toHaveLength(5);
      expect(winners).toEqual([await database.twinnings.invitation(digest)]);
    });

    it('are not used up by work that fails', async () => {
      const { database } = bench;
      const invitation = anInvitation();
      await database.twinnings.insertInvitation(invitation);
      const failing = database.transaction(async (tx) => {
        await tx.twinnings.useInvitation(invitation.digest, start);
        throw new Error('the channel is bound already');
      });
      await expect(failing).rejects.toThrow('the channel is bound already');
      expect(await database.twinnings.invitation(invitation.digest)).toStrictEqual(invitation);
      expect(await database.twinnings.useInvitation(invitation.digest, start)).toBeDefined();
    });

    it('expire at their instant; none is behind a digest that was never given', async () => {
      const { database } = bench;
      const invitation = anInvitation({ expiresAt: start + 10 });
      const { digest } = invitation;
      await database.twinnings.insertInvitation(invitation);
      expect(await database.twinnings.useInvitation(digest, start + 10)).toBeUndefined();
      expect(await database.twinnings.invitation(digest)).toStrictEqual(invitation);
      expect(await database.twinnings.useInvitation(digest, start + 9)).toMatchObject({ usedAt: start + 9 });
      expect(await database.twinnings.useInvitation('unknown', start)).toBeUndefined();
      expect(await database.twinnings.invitation('unknown')).toBeUndefined();
    });

    it('read as they were written', async () => {
      const { database } = bench;
      const anyInvitation = random.recordOf(
        {
          for: fc.constantFrom('partner', 'space'),
          audience: fc.constantFrom('committee', 'youth'),
          expiresAt: random.instants,
        },
        { usedAt: random.instants },
      );
      await random.forRandom(anyInvitation, async (record) => {
        const invitation = anInvitation(record);
        await database.twinnings.insertInvitation(invitation);
        expect(await database.twinnings.invitation(invitation.digest)).toStrictEqual(invitation);
      });
    });
  });
}
