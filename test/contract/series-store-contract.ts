import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meetingKinds } from '../../src/core/meeting/meeting.ts';
import type { MeetingSeries } from '../../src/core/series/meeting-series.ts';
import { StoreConflict } from '../../src/core/stores.ts';
import * as random from './random-values.ts';
import { aMeeting, start } from './sample-records.ts';
import type { Bench } from './store-bench.ts';

export function seriesStoreContract(bench: Bench): void {
  const aSeries = (changes: Partial<MeetingSeries> = {}): MeetingSeries => ({
    id: bench.world.newId('ser'),
    twinningId: bench.towns.twinning.id,
    title: 'Board',
    lengthMinutes: 60,
    rule: 'FREQ=MONTHLY;BYDAY=2TH',
    timeZone: 'Europe/Copenhagen',
    startWall: '2026-12-01T19:00',
    hostTownIds: [],
    participantIds: [],
    organiserId: bench.towns.mette.id,
    createdAt: start,
    ...changes,
  });
  const insert = async (changes: Partial<MeetingSeries> = {}): Promise<MeetingSeries> => {
    const series = aSeries(changes);
    await bench.database.series.insertSeries(series);
    return series;
  };

  describe('series', () => {
    it('read as they were written, and as they were saved', async () => {
      const { database, towns } = bench;
      const anySeries = random.recordOf(
        {
          title: random.texts,
          lengthMinutes: fc.integer({ min: 1, max: 1440 }),
          timeZone: random.timeZones,
          hostTownIds: fc.subarray([towns.odder.id, towns.plerin.id]),
          participantIds: fc.subarray([towns.mette.id, towns.yann.id]),
          organiserId: fc.constantFrom(towns.mette.id, towns.yann.id),
          createdAt: random.instants,
        },
        { kind: fc.constantFrom(...meetingKinds), untilOn: random.dates, endedAt: random.instants },
      );
      await random.forRandom(fc.tuple(anySeries, anySeries), async ([first, next]) => {
        const written = await insert(first);
        expect(await database.series.series(written.id)).toStrictEqual(written);
        const saved = aSeries({ ...next, id: written.id });
        await database.series.saveSeries(saved);
        expect(await database.series.series(written.id)).toStrictEqual(saved);
      });
    });

    it('are found by twinning, oldest first, and the open ones of all', async () => {
      const { database, world, towns } = bench;
      const second = await insert({ createdAt: start + 1 });
      const first = await insert();
      const ended = await insert({ createdAt: start + 2, endedAt: start + 3 });
      expect(await database.series.seriesOf(towns.twinning.id)).toStrictEqual([first, second, ended]);
      expect(await database.series.seriesOf(world.newId('twn'))).toEqual([]);
      expect(await database.series.openSeries()).toEqual([first.id, second.id]);
      expect(await database.series.series(world.newId('ser'))).toBeUndefined();
      await database.transaction(async (tx) => {
        expect(await tx.series.lockSeries(first.id)).toStrictEqual(first);
        expect(await tx.series.lockSeries(world.newId('ser'))).toBeUndefined();
      });
      await expect(database.series.insertSeries(first)).rejects.toBeInstanceOf(StoreConflict);
      await expect(database.series.saveSeries(aSeries())).rejects.toThrow();
    });

    it('have each of their meetings once, in the order of the rule', async () => {
      const { database } = bench;
      const [series, other] = [await insert(), await insert()];
      const occurrence = (seriesId: MeetingSeries['id'], originalWall: string) =>
        aMeeting(bench, { state: 'confirmed', seriesId, originalWall });
      const later = occurrence(series.id, '2027-01-14T19:00');
      const sooner = occurrence(series.id, '2026-12-10T19:00');
      for (const one of [later, sooner, occurrence(other.id, '2026-12-10T19:00')])
        await database.meetings.insertMeeting(one);
      expect(await database.meetings.occurrencesOf(series.id)).toStrictEqual([sooner, later]);
      await expect(
        database.meetings.insertMeeting(occurrence(series.id, '2026-12-10T19:00')),
      ).rejects.toBeInstanceOf(StoreConflict);
      expect(await database.meetings.occurrencesOf(bench.world.newId('ser'))).toEqual([]);
    });

    it('need a twinning and an organiser; a meeting of a series needs the series', async () => {
      const { world, database } = bench;
      await expect(insert({ twinningId: world.newId('twn') })).rejects.toThrow();
      await expect(insert({ organiserId: world.newId('mbr') })).rejects.toThrow();
      const stray = aMeeting(bench, { seriesId: world.newId('ser'), originalWall: '2026-12-10T19:00' });
      await expect(database.meetings.insertMeeting(stray)).rejects.toThrow();
    });
  });

  describe('facts', () => {
    it('are kept one a name, the later in place of the earlier', async () => {
      const { database } = bench;
      expect(await database.facts.fact('time-zone-data')).toBeUndefined();
      await random.forRandom(fc.tuple(random.texts, random.texts), async ([first, next], index) => {
        const name = `fact-${index}`;
        await database.facts.saveFact(name, first);
        await database.facts.saveFact(name, next);
        expect(await database.facts.fact(name)).toBe(next);
      });
    });
  });
}
