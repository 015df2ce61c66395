import type { Instant, ZonedMoment } from './instant.ts';
import { wallAt } from './zone-offset.ts';

/**
 * The moment of an instant on a zone's clock, for instants that a native picker or a stored row gives. In the
 * hour that clocks show twice, `at` keeps which of the two was meant; `wall` alone would mean the first.
 * @throws RangeError for an unknown zone.
 */
export function instantOfEpoch(at: Instant, timeZone: string): ZonedMoment {
  return { wall: wallAt(at, timeZone), timeZone, at };
}
