import { describe, expect, it } from 'vitest';
import { warmSlotSearch } from '../src/core/meeting/warm-slot-search.ts';
import type { PlaceDirectory } from '../src/core/place/place-directory.ts';
import { warmUp } from '../src/warm-up.ts';
import { fakePlaceDirectory } from './fakes/place-directory.ts';
import { sisterCommittees } from './fakes/sister-committees.ts';

describe('warming up', () => {
  it('pauses after every zone, and does without any', () => {
    const now = Date.UTC(2027, 0, 10);
    const zones = ['Europe/Copenhagen', 'America/Los_Angeles', 'Asia/Kathmandu'];
    expect([...warmSlotSearch(zones, now)].length).toBeGreaterThan(zones.length);
    expect([...warmSlotSearch([], now)]).toEqual([]);
  });

  async function warmed(change: {
    places?: Partial<PlaceDirectory>;
    signal?: AbortSignal;
    zones?: () => Promise<string[]>;
  }) {
    const { database, world } = await sisterCommittees();
    const asked: string[] = [];
    const warned: string[] = [];
    const quiet = () => undefined;
    await warmUp({
      database: {
        ...database,
        twinnings: { ...database.twinnings, timeZones: change.zones ?? database.twinnings.timeZones },
      },
      world,
      places: {
        ...fakePlaceDirectory(),
        guess: async (town) => {
          asked.push(town);
          return [];
        },
        ...change.places,
      },
      log: { info: quiet, error: quiet, warn: (code) => void warned.push(code) },
      signal: change.signal ?? new AbortController().signal,
    });
    await new Promise(setImmediate);
    return { asked, warned };
  }

  it('asks the list of places once', async () => {
    expect(await warmed({})).toEqual({ asked: ['Aalborg'], warned: [] });
  });

  it('never fails: it is a courtesy', async () => {
    const fails = async () => {
      throw new Error('not now');
    };
    expect((await warmed({ places: { guess: fails }, zones: fails })).warned).toEqual([
      'warm-up.failed',
      'warm-up.failed',
    ]);
    const signal = AbortSignal.abort();
    expect(await warmed({ signal })).toEqual({ asked: [], warned: [] });
  });
});
