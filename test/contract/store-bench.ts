import type { Database, Wake } from '../../src/core/stores.ts';
import type { SisterTowns } from '../fakes/sister-towns.ts';
import type { FakeWorld } from '../fakes/world.ts';

export type OnWake = (wakes: readonly Wake[]) => void | Promise<void>;

export interface Fresh {
  readonly database: Database;
  readonly towns: SisterTowns;
}

export interface StoresUnderTest {
  /** The sister towns and nothing else, whatever was there before. */
  fresh(): Promise<Fresh>;
  /** Whether transactions run side by side and wait for each other's rows, or one whole after the other. */
  readonly sideBySide: boolean;
  close(): Promise<void>;
}
export type OpenStores = (world: FakeWorld, onWake: OnWake) => Promise<StoresUnderTest>;

/** What every test finds: two towns with three people, and nothing else. To be read inside a test. */
export interface Bench extends Fresh {
  readonly world: FakeWorld;
  readonly sideBySide: boolean;
  /** Who is told of the wakes of this test. */
  wakeTo(told: OnWake): void;
}

/** All at once; how many came to what. */
export async function manyAtOnce<T>(count: number, work: (index: number) => Promise<T>) {
  const settled = await Promise.allSettled(Array.from({ length: count }, (_, index) => work(index)));
  const values = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const errors = settled.flatMap((one): unknown[] => (one.status === 'rejected' ? [one.reason] : []));
  return { values, errors };
}

/** Holds up whoever awaits `opened` until somebody opens it. */
export function aGate<T = void>() {
  let open: (value: T) => void = () => undefined;
  const opened = new Promise<T>((resolve) => {
    open = resolve;
  });
  return { opened, open: (value: T) => open(value) };
}
