/**
 * Ten years of a ring of five towns, on a virtual clock through the real use cases, jobs and store. It can be played again:
 * TWINBELL_SIMULATION_SEED names the seed, TWINBELL_SIMULATION_YEARS how long (the queue and the platforms are in memory).
 */
import { afterAll, describe, expect, it } from 'vitest';
import { openDatabase, type PrismaDatabase } from '../../src/adapters/prisma/database.ts';
import { applyMigrations } from '../../src/adapters/prisma/migrate.ts';
import type { Database } from '../../src/core/stores.ts';
import { DAY_MS } from '../../src/core/time/instant.ts';
import { fakeDatabase } from '../fakes/database.ts';
import { fakeWorld } from '../fakes/world.ts';
import { createRealDatabase, realPostgresUrl } from '../real-services.ts';
import { watchAddressees } from './addressees.ts';
import { missedBells } from './bells.ts';
import { fates, plotOf, weekAt } from './fates.ts';
import { gapsInHistories } from './histories.ts';
import { journey, wakes } from './journey.ts';
import { balance } from './ledger.ts';
import { foundRing } from './ring.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const LIMIT_MS = 1_800_000;
const usualSeed = 2026;
const seed = Number(process.env.TWINBELL_SIMULATION_SEED ?? usualSeed);
/** Thursday 5 November 2026, 19:30 UTC. */
const start = Date.UTC(2026, 10, 5, 19, 30);
/** As many as a machine with two cores tells in two minutes; all ten are told when they are asked for. */
const USUAL_YEARS = 1;
const WEEKS_A_YEAR = 52;
const WATCH_WEEKS = 4;
/** For what was begun in the last week, and for tries that are still to come. */
const REST_MS = 3 * DAY_MS;

interface Store {
  readonly database: Database;
  readonly archives?: PrismaDatabase['archives'];
}

type Open = (told: ReturnType<typeof wakes>) => Promise<Store>;

async function play(open: Open, years: number) {
  const weeks = Math.round(years * WEEKS_A_YEAR);
  const told = wakes();
  const world = fakeWorld(start);
  const { database, archives } = await open(told);
  const ring = await foundRing(world, database, seed);
  const travel = await journey(world, database, ring.post, told);
  const plot = fates(ring, plotOf(weeks));
  const watch = watchAddressees(ring, plot.homeless);
  for (let week = 1; week <= weeks; week += 1) {
    const t0 = performance.now();
    await travel.until(weekAt(start, week));
    const t1 = performance.now();
    await plot.live(week);
    if (process.env.SIMDBG)
      process.stderr.write(
        `week ${week} until ${Math.round(t1 - t0)} live ${Math.round(performance.now() - t1)} stops ${travel.stops()}\n`,
      );
    if (week % WATCH_WEEKS === 0) await watch.look();
  }
  ring.post.calm();
  await travel.until(world.now() + REST_MS);
  await travel.stop();
  return { ring, watch, travel, ...(archives === undefined ? {} : { archives }) };
}

function tells(name: string, years: number, open: Open, reread?: Open): void {
  describe(`${years} years of five towns on ${name}, seed ${seed}`, { timeout: LIMIT_MS }, () => {
    it('no duty without addressee, no bell lost or doubled, every history whole, the export the same again', async () => {
      const began = performance.now();
      const { ring, watch, travel, archives } = await play(open, years);
      const { faults, reminders, figures } = await balance(ring);
      const histories = await gapsInHistories(ring);
      const missed = await missedBells(ring, reminders);
      const seconds = Math.round((performance.now() - began) / 1000);
      const failed = travel.log.entries.filter(({ code }) => code === 'job.failed');
      process.stdout.write(
        `${JSON.stringify({ seed, years, seconds, stops: travel.stops(), troubles: ring.post.troubles(), ...figures, changes: histories.changes, looked: watch.looked(), gaps: watch.gaps() })}\n`,
      );
      if (process.env.TWINBELL_SIMULATION_SEED !== undefined)
        process.stdout.write(`${JSON.stringify(Object.fromEntries(ring.refusals))}\n`);
      expect({ failed, faults, missed, histories: histories.faults, nobody: watch.faults }).toEqual({
        ...{ failed: [], faults: [], missed: [], histories: [], nobody: [] },
      });
      if (archives === undefined || reread === undefined) return;
      const { twinning } = await ring.scope();
      const archive = await archives.read(twinning.id);
      const again = await reread(wakes());
      await again.archives?.write(JSON.parse(JSON.stringify(archive)));
      expect(await again.archives?.read(twinning.id)).toEqual(archive);
      expect(await again.database.commitments.changesIn(twinning.id)).toEqual(
        await ring.database.commitments.changesIn(twinning.id),
      );
    });
  });
}

const adminUrl = await realPostgresUrl();
const wanted = process.env.TWINBELL_SIMULATION_YEARS;
const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const step of closing) await step();
});

// The data of ten years is too much for a server that is asked a hundred things an hour of a virtual day.
tells('the store in memory', Number(wanted ?? USUAL_YEARS), async (told) => ({
  database: fakeDatabase({ onWake: told.onWake }),
}));
if (adminUrl === undefined) {
  describe.skipIf(true)('half a year of five towns on a real Postgres (none answers)', () => {
    it('has no duty without addressee, no bell lost or doubled, and the export is the same again', () =>
      undefined);
  });
} else {
  const opened =
    (which: string): Open =>
    async (told) => {
      const name = `twinbell_simulation_${which}_${process.pid}`;
      const real = await createRealDatabase(adminUrl, name);
      // Nothing here has to survive a crash of the server.
      await real.run(`ALTER DATABASE "${name}" SET synchronous_commit = off`);
      const connection = { connectionString: real.url };
      await applyMigrations({ connection, migrationsDir: 'prisma/migrations' });
      const database = openDatabase({ connection, onWake: told.onWake, log: silent, runLimitMs: 60_000 });
      closing.push(async () => {
        await database.close();
        await real.drop();
      });
      return { database, archives: database.archives };
    };
  tells(
    'a real Postgres',
    Number(process.env.TWINBELL_SIMULATION_POSTGRES_YEARS ?? 0.25),
    opened('source'),
    opened('target'),
  );
}
