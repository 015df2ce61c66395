import { DAY_MS, type Instant } from '../time/instant.ts';
import { transitions } from '../time/zone-offset.ts';
import { searchSlots } from './slot-search.ts';

const HORIZON_MS = 31 * DAY_MS;
/** What makes the engine compile the search. */
const ROUNDS = 3;
const PEOPLE_A_TOWN = 6;

/**
 * Does ahead what makes the first search of a process slow: zones are read and remembered, and the search is compiled.
 * It pauses wherever others may want the processor; no step takes more than some 20 ms.
 */
export function* warmSlotSearch(timeZones: readonly string[], now: Instant): Generator<void> {
  const untilAt = now + HORIZON_MS;
  for (const timeZone of timeZones) {
    transitions(timeZone, now, untilAt);
    yield;
  }
  const towns = timeZones.slice(0, 2).map((timeZone, nth) => ({ id: `town ${nth}`, timeZone }));
  const people = towns.flatMap(({ id: townId, timeZone }) =>
    Array.from({ length: PEOPLE_A_TOWN }, (_, nth) => ({
      ...{ id: `${townId} ${nth}`, townId, timeZone },
      represents: nth % 2 === 0 ? ('municipality' as const) : ('citizens' as const),
    })),
  );
  for (let round = 0; round < ROUNDS && people.length > 0; round++) {
    searchSlots({ people, towns, fromAt: now, untilAt, lengthMinutes: 60 });
    yield;
  }
}
