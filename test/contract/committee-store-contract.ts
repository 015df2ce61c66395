import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Account,
  departures,
  groups,
  type Member,
  type Office,
  officeKinds,
} from '../../src/core/committee/member.ts';
import { StoreConflict } from '../../src/core/stores.ts';
import type { WeeklyWindow } from '../../src/core/time/weekly-hours.ts';
import * as random from './random-values.ts';
import { aMember, start } from './sample-records.ts';
import { type Bench, manyAtOnce } from './store-bench.ts';

const account = (userId: string): Account => ({ platform: 'slack', tenantId: 'T1', userId });

export function committeeStoreContract(bench: Bench): void {
  describe('members', () => {
    const anyMember = random.recordOf(
      {
        displayName: random.texts,
        askedRepresents: fc.boolean(),
        substitute: fc.boolean(),
        accounts: fc.uniqueArray(
          fc.record(
            { platform: random.platforms, tenantId: random.names, userId: random.names },
            { noNullPrototype: true },
          ),
          { maxLength: 4, selector: (one) => JSON.stringify(one) },
        ),
        active: fc.boolean(),
        joinedAt: random.instants,
      },
      {
        represents: fc.constantFrom(...groups),
        left: fc.record(
          { at: random.instants, why: fc.constantFrom(...departures) },
          { noNullPrototype: true },
        ),
        language: random.language,
        platformLocale: random.names,
        timeZone: random.timeZones,
        weeklyHours: fc.array(
          fc.record<WeeklyWindow>(
            {
              weekday: fc.constantFrom(1, 2, 3, 4, 5, 6, 7),
              startMinute: fc.nat(1439),
              endMinute: fc.integer({ min: 1, max: 2879 }),
            },
            { noNullPrototype: true },
          ),
          { maxLength: 5 },
        ),
      },
    );

    it('read as they were written, and as they were saved', async () => {
      const { database, world, towns } = bench;
      await random.forRandom(fc.tuple(anyMember, anyMember), async (states, index) => {
        const id = world.newId('mbr');
        const [before, after] = states.map((record, at): Member => {
          const accounts = record.accounts.map((one) => ({ ...one, userId: `${one.userId}#${index}.${at}` }));
          return { id, townId: at === 0 ? towns.odder.id : towns.plerin.id, ...record, accounts };
        }) as [Member, Member];
        await database.committees.insertMember(before);
        expect(await database.committees.member(id)).toStrictEqual(before);
        await database.committees.saveMember(after);
        expect(await database.committees.member(id)).toStrictEqual(after);
      });
    });

    it('that are not there are undefined, and cannot be saved', async () => {
      const { database } = bench;
      const member = aMember(bench);
      await expect(database.committees.saveMember(member)).rejects.toThrow();
      expect(await database.committees.member(member.id)).toBeUndefined();
    });

    it('of towns are the active ones, first joined first', async () => {
      const { database, towns } = bench;
      const late = aMember(bench, { joinedAt: start + 2 });
      const early = aMember(bench, { joinedAt: start + 1, townId: towns.plerin.id });
      const former = aMember(bench, { joinedAt: start + 3, active: false });
      for (const member of [late, early, former]) await database.committees.insertMember(member);
      const of = async (...townIds: (typeof towns.odder.id)[]) =>
        (await database.committees.membersOf(townIds)).map(({ id }) => id);
      const { mette, anders, yann } = towns;
      expect((await of(towns.odder.id)).toSorted()).toEqual([mette.id, anders.id, late.id].toSorted());
      expect((await of(towns.odder.id, towns.plerin.id)).slice(3)).toEqual([early.id, late.id]);
      expect(await of(towns.plerin.id)).toEqual([yann.id, early.id]);
      expect(await of()).toEqual([]);
    });

    it('are found by each of their accounts, one in each town, while they are active', async () => {
      const { database, towns } = bench;
      const accounts = [account('U1'), { ...account('U1'), platform: 'discord' as const }];
      const here = aMember(bench, { accounts, joinedAt: start + 1 });
      const there = aMember(bench, { townId: towns.plerin.id, accounts: [account('U1')] });
      const former = aMember(bench, { accounts: [account('U1')], active: false });
      for (const member of [here, there, former]) await database.committees.insertMember(member);
      const found = async (wanted: Account) => await database.committees.membersByAccount(wanted);
      expect(await found(account('U1'))).toStrictEqual([there, here]);
      expect(await found({ ...account('U1'), platform: 'discord' })).toStrictEqual([here]);
      expect(await found({ ...account('U1'), tenantId: 'T2' })).toEqual([]);
      expect(await found(account('U2'))).toEqual([]);
    });

    it('who have left are found by their account, the latest to leave first, and by their town', async () => {
      const { database, towns } = bench;
      const left = (at: number) => ({ active: false, left: { at, why: 'gone' as const } });
      const first = aMember(bench, { accounts: [account('U1')], joinedAt: start + 1, ...left(start + 5) });
      const second = aMember(bench, { accounts: [account('U1')], joinedAt: start + 2, ...left(start + 9) });
      const long = aMember(bench, { accounts: [account('U1')], active: false, joinedAt: start + 3 });
      const here = aMember(bench, { accounts: [account('U1')] });
      for (const member of [first, second, long, here]) await database.committees.insertMember(member);
      expect(await database.committees.formerByAccount(account('U1'))).toStrictEqual([second, first, long]);
      expect(await database.committees.formerByAccount(account('U2'))).toEqual([]);
      expect(await database.committees.formerOf([towns.odder.id])).toStrictEqual([first, second, long]);
      expect(await database.committees.formerOf([towns.plerin.id])).toEqual([]);
    });

    it('never share an account within a town, whichever of their accounts it is', async () => {
      const { database } = bench;
      const first = aMember(bench, { accounts: [account('U1'), account('U2')] });
      await database.committees.insertMember(first);
      const second = aMember(bench, { accounts: [account('U3'), account('U2')] });
      await expect(database.committees.insertMember(second)).rejects.toBeInstanceOf(StoreConflict);
      expect(await database.committees.member(second.id)).toBeUndefined();
      const third = aMember(bench, { accounts: [account('U4')] });
      await database.committees.insertMember(third);
      const saved = database.committees.saveMember({ ...third, accounts: [account('U1')] });
      await expect(saved).rejects.toBeInstanceOf(StoreConflict);
      expect(await database.committees.member(third.id)).toStrictEqual(third);
    });

    it('leave their account to others when they go, and cannot come back while it is taken', async () => {
      const { database } = bench;
      const former = aMember(bench, { accounts: [account('U1')] });
      await database.committees.insertMember(former);
      await database.committees.saveMember({ ...former, active: false });
      const successor = aMember(bench, { accounts: [account('U1')] });
      await database.committees.insertMember(successor);
      await expect(database.committees.saveMember(former)).rejects.toBeInstanceOf(StoreConflict);
      await database.committees.saveMember({ ...successor, active: false });
      await database.committees.saveMember(former);
      expect(await database.committees.membersByAccount(account('U1'))).toStrictEqual([former]);
    });

    it('have an account once, and an id of their own', async () => {
      const { database, towns } = bench;
      const twice = aMember(bench, { accounts: [account('U1'), account('U1')] });
      await expect(database.committees.insertMember(twice)).rejects.toBeInstanceOf(StoreConflict);
      const thief = aMember(bench, { id: towns.mette.id });
      await expect(database.committees.insertMember(thief)).rejects.toBeInstanceOf(StoreConflict);
      expect(await database.committees.member(towns.mette.id)).toStrictEqual(towns.mette);
    });

    it('are made once when many at once would make them', async () => {
      const { database } = bench;
      const { values, errors } = await manyAtOnce(5, async () => {
        const member = aMember(bench, { accounts: [account('U1')] });
        await database.transaction((tx) => tx.committees.insertMember(member));
        return member;
      });
      expect(errors).toEqual(Array(4).fill(expect.any(StoreConflict)));
      expect(await database.committees.membersByAccount(account('U1'))).toStrictEqual(values);
    });
  });

  describe('offices', () => {
    const anOffice = (changes: Partial<Office> = {}): Office => ({
      id: bench.world.newId('ofc'),
      townId: bench.towns.odder.id,
      kind: 'chair',
      ...changes,
    });

    it('are one of each kind a town: a later one replaces the earlier, whole', async () => {
      const { database, towns } = bench;
      const { odder, plerin, mette } = towns;
      await database.committees.saveOffice(
        anOffice({ holderId: mette.id, sinceOn: '2026-01-01', untilOn: '2026-12-31' }),
      );
      const vacant = anOffice();
      const theirs = anOffice({ townId: plerin.id, holderId: towns.yann.id });
      for (const office of [vacant, theirs]) await database.committees.saveOffice(office);
      expect(await database.committees.officesOf([odder.id])).toStrictEqual([vacant]);
      expect(await database.committees.officesOf([plerin.id])).toStrictEqual([theirs]);
      expect(await database.committees.officesOf([])).toEqual([]);
    });

    it('come in the order of the towns asked for, then in their own', async () => {
      const { database, towns } = bench;
      const { odder, plerin } = towns;
      for (const kind of officeKinds.toReversed()) {
        for (const townId of [odder.id, plerin.id])
          await database.committees.saveOffice(anOffice({ kind, townId }));
      }
      const found = await database.committees.officesOf([plerin.id, odder.id]);
      expect(found.map(({ townId, kind }) => [townId, kind])).toEqual(
        [plerin.id, odder.id].flatMap((townId) => officeKinds.map((kind) => [townId, kind])),
      );
    });

    it('given to many at once end with one of them', async () => {
      const { database, towns } = bench;
      const offices = Array.from({ length: 5 }, () => anOffice({ holderId: towns.mette.id }));
      const { errors } = await manyAtOnce(5, (index) =>
        database.transaction((tx) => tx.committees.saveOffice(offices[index] ?? anOffice())),
      );
      expect(errors).toEqual([]);
      const left = await database.committees.officesOf([towns.odder.id]);
      expect(left).toHaveLength(1);
      expect(offices).toContainEqual(left[0]);
    });

    it('read as they were written', async () => {
      const { database, towns } = bench;
      const anyOffice = random.recordOf(
        { kind: fc.constantFrom(...officeKinds) },
        {
          held: fc.constant(true),
          sinceOn: random.dates,
          untilOn: random.dates,
          formerId: fc.constant(towns.anders.id),
        },
      );
      await random.forRandom(anyOffice, async ({ held, ...record }) => {
        const office = anOffice({ ...record, ...(held ? { holderId: towns.mette.id } : {}) });
        await database.committees.saveOffice(office);
        expect(await database.committees.officesOf([towns.odder.id])).toContainEqual(office);
      });
    });

    it('whose term is over are those that are held, earliest first; and their holders are known', async () => {
      const { database, world, towns } = bench;
      const of = async (changes: Partial<Office>) => {
        const office = anOffice(changes);
        await database.committees.saveOffice(office);
        return office;
      };
      // Of all towns of the database: others than these hold none.
      const { mette, anders, yann, plerin } = towns;
      const late = await of({ holderId: mette.id, untilOn: '2001-02-02' });
      const early = await of({ kind: 'secretary', holderId: anders.id, untilOn: '2001-02-01' });
      await of({ kind: 'deputy', untilOn: '2001-01-01' });
      await of({ kind: 'treasurer', holderId: yann.id, townId: plerin.id, untilOn: '2001-02-03' });
      await of({ kind: 'chair', holderId: yann.id, townId: plerin.id });
      const mine = (office: Office) => [late.id, early.id].includes(office.id);
      const ended = await database.committees.endedTerms('2001-02-03');
      expect(ended.filter(mine)).toStrictEqual([early, late]);
      expect((await database.committees.endedTerms('2001-02-02')).filter(mine)).toStrictEqual([early]);
      const holders = (await database.committees.officeHolders()).map(({ id }) => id);
      expect(holders).toEqual(expect.arrayContaining([mette.id, anders.id, yann.id]));
      await database.committees.saveMember({
        ...anders,
        active: false,
        left: { at: world.now(), why: 'removed' },
      });
      expect((await database.committees.officeHolders()).map(({ id }) => id)).not.toContain(anders.id);
    });
  });
}
