import { setImmediate as breathe } from 'node:timers/promises';
import type { Log } from './chat/log.ts';
import { warmSlotSearch } from './core/meeting/warm-slot-search.ts';
import type { PlaceDirectory } from './core/place/place-directory.ts';
import type { Database } from './core/stores.ts';
import type { World } from './core/world.ts';

export interface WarmUp {
  readonly database: Database;
  readonly world: World;
  readonly places: PlaceDirectory;
  readonly log: Log;
  /** Ends it early. */
  readonly signal: AbortSignal;
}

/**
 * Makes the first question as quick as all others: the slot search is warmed step by step between whatever else is to
 * do, then the list of places is loaded (by its thread, in 1.3 s; both at once would be in each other's way). Nothing
 * depends on it, so it never fails.
 */
export async function warmUp({ database, world, places, log, signal }: WarmUp): Promise<void> {
  const failed = (error: unknown) => {
    if (!signal.aborted) log.warn('warm-up.failed', { error: error instanceof Error ? error : undefined });
  };
  try {
    const timeZones = await database.twinnings.timeZones();
    for (const _ of warmSlotSearch(timeZones, world.now())) {
      await breathe();
      if (signal.aborted) return;
    }
  } catch (error) {
    failed(error);
  }
  // Not waited for: whoever stops the bot ends its thread.
  if (!signal.aborted) places.guess('Aalborg').catch(failed);
}
