import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PoolConfig } from 'pg';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEmbeddedStore } from '../../../src/adapters/embedded/open-embedded-store.ts';
import { openDatabase, type PrismaDatabase } from '../../../src/adapters/prisma/database.ts';
import { applyMigrations } from '../../../src/adapters/prisma/migrate.ts';
import { type Archive, ArchiveRefused, leftOut } from '../../../src/core/archive/archive-store.ts';
import { richTwinning } from '../../fakes/rich-twinning.ts';
import type { Committees } from '../../fakes/sister-committees.ts';
import { seedSisterTowns } from '../../fakes/sister-towns.ts';
import { fakeWorld } from '../../fakes/world.ts';
import { createRealDatabase, realPostgresUrl } from '../../real-services.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
interface Store {
  readonly database: PrismaDatabase;
  run(sql: string): Promise<void>;
  close(): Promise<void>;
}

async function open(connection: PoolConfig, end: () => Promise<void>): Promise<Store> {
  await applyMigrations({ connection, migrationsDir: 'prisma/migrations' });
  const database = openDatabase({ connection, onWake: () => undefined, log: silent, runLimitMs: 60_000 });
  return {
    database,
    async run(sql) {
      const client = new pg.Client(connection as pg.ClientConfig);
      await client.connect();
      await client.query(sql);
      await client.end();
    },
    async close() {
      await database.close();
      await end();
    },
  };
}

async function openEmbedded(): Promise<Store> {
  const dataDir = mkdtempSync(join(tmpdir(), 'twinbell-archive-'));
  const embedded = await openEmbeddedStore({ dataDir });
  return await open(embedded.poolConfig(), async () => {
    await embedded.close();
    rmSync(dataDir, { recursive: true });
  });
}

function archiveContract(name: string, openStore: (which: 'source' | 'target') => Promise<Store>): void {
  describe(name, { timeout: 240_000 }, () => {
    let source: Store;
    let target: Store;
    let people: Committees;
    let archive: Archive;
    const read = async ({ database }: Store): Promise<Archive> => {
      const found = await database.archives.read(people.mette.scope.twinning.id);
      if (found === undefined) throw new Error('no archive');
      return found;
    };

    beforeAll(async () => {
      source = await openStore('source');
      const world = fakeWorld();
      // Somebody else's twinning beside it.
      await seedSisterTowns(source.database, world);
      people = await richTwinning({ database: source.database, world });
      archive = await read(source);
      target = await openStore('target');
    }, 240_000);
    afterAll(async () => {
      await source?.close();
      await target?.close();
    });

    it('reads every table of the data model but those that are named with a reason', async () => {
      const models = readdirSync('prisma/models').flatMap((file) =>
        [...readFileSync(`prisma/models/${file}`, 'utf8').matchAll(/@@map\("([a-z_]+)"\)/g)].map(
          (match) => match[1] ?? '',
        ),
      );
      expect(models.length).toBeGreaterThan(25);
      const read = await source.database.archives.tables();
      expect([...read, ...Object.keys(leftOut)].sort()).toEqual([...models].sort());
    });

    it('has something of everything that a year of a twinning leaves behind', () => {
      const empty = Object.entries(archive.tables).flatMap(([table, rows]) =>
        rows.length === 0 ? [table] : [],
      );
      expect(empty).toEqual([]);
    });

    it('has nothing of anybody else, and no secret', () => {
      const text = JSON.stringify(archive);
      expect(archive.tables.twinning).toHaveLength(1);
      expect(text).not.toMatch(/Odder|Plérin|Yann/);
      expect(text).not.toContain('A private thought');
      expect(text).toContain('Bring the flag');
      for (const table of Object.keys(leftOut)) expect(archive.tables[table]).toBeUndefined();
    });

    it('is the same again after it was read into an empty database', async () => {
      await target.database.archives.write(JSON.parse(JSON.stringify(archive)));
      const again = await read(target);
      expect(again).toEqual(archive);
      // And the stores understand it.
      const id = people.mette.scope.twinning.id;
      for (const ask of [
        ({ twinnings }: PrismaDatabase) => twinnings.scope(id),
        ({ commitments }: PrismaDatabase) => commitments.commitmentsOf(id),
        ({ meetings }: PrismaDatabase) => meetings.meetingsOf(id, ['confirmed', 'polling', 'cancelled'], 99),
        ({ committees }: PrismaDatabase) =>
          committees.officesOf(people.mette.scope.towns.map((town) => town.id)),
      ])
        expect(await ask(target.database)).toEqual(await ask(source.database));
      expect(await target.database.meetings.nextMeetingNumber(id)).toBe(
        await source.database.meetings.nextMeetingNumber(id),
      );
    });

    it('is not read into a database that holds a twinning, and leaves that as it is', async () => {
      const before = await read(target);
      await expect(target.database.archives.write(archive)).rejects.toBeInstanceOf(ArchiveRefused);
      expect(await read(target)).toEqual(before);
    });

    it('is refused whole when it holds what this version does not know', async () => {
      for (const tables of [
        { ...archive.tables, 'twinning"; DROP TABLE town; --': [{ id: 'x' }] },
        { ...archive.tables, town: [{ id: 'town_x', motto: 'ring' }] },
        { ...archive.tables, fact: [{ name: 'a', text: 'b' }] },
      ])
        await expect(target.database.archives.write({ ...archive, tables })).rejects.toThrow(
          'this version of Twinbell does not know',
        );
    });

    it('brings along whoever acted here and belongs to a town that has left', async () => {
      const { twinning, towns } = people.linda.scope;
      const solvang = towns.find(({ name }) => name === 'Solvang')?.id ?? '';
      await source.run(
        `DELETE FROM twinning_town WHERE twinning_id = '${twinning.id}' AND town_id = '${solvang}'`,
      );
      const later = await read(source);
      expect(later.tables.twinning_town).toHaveLength(1);
      expect(later.tables.member?.map(({ display_name }) => display_name)).toContain('Linda');
      await target.run('TRUNCATE twinning, town CASCADE; TRUNCATE audit_entry');
      await target.database.archives.write(later);
      expect(await read(target)).toEqual(later);
    });

    it('is nothing where there is no such twinning', async () => {
      expect(await source.database.archives.read('twn_none')).toBeUndefined();
    });
  });
}

archiveContract('the archive on the embedded store', openEmbedded);

const adminUrl = await realPostgresUrl();
if (adminUrl === undefined) {
  describe.skipIf(true)('the archive on a real Postgres (none answers)', () => {
    it('fulfils the contract', () => undefined);
  });
} else {
  archiveContract('the archive on a real Postgres', async (which) => {
    const real = await createRealDatabase(adminUrl, `twinbell_archive_${which}_${process.pid}`);
    await real.run(
      `ALTER DATABASE "twinbell_archive_${which}_${process.pid}" SET TimeZone = 'Asia/Kathmandu'`,
    );
    return await open({ connectionString: real.url }, () => real.drop());
  });
}
