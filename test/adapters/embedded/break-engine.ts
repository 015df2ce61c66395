/** Two ways in which a real engine dies while its process lives. */
import { rmSync, writeFileSync } from 'node:fs';
import { makeDataFolder } from './run-fixture.ts';

/** Postgres refuses what is nested too deeply; in PGlite it overflows the thread's stack, which nothing survives. */
export const stackOverflow = `SELECT ('${'['.repeat(200_000)}')::jsonb`;

export interface BreakableDisk {
  break(): void;
  mend(): void;
  /** Engines that are started from now on get a real disk. */
  remove(): void;
}

/** What engines that are started from now on write to. Broken, it answers every fsync with EIO. */
export function breakableDisk(): BreakableDisk {
  const folder = makeDataFolder();
  const flag = `${folder}/broken`;
  const preload = new URL('./fixtures/breakable-disk.mjs', import.meta.url);
  preload.searchParams.set('while', flag);
  const before = process.env.NODE_OPTIONS;
  process.env.NODE_OPTIONS = `${before ?? ''} --import ${preload.href}`.trim();
  return {
    break: () => writeFileSync(flag, ''),
    mend: () => rmSync(flag, { force: true }),
    remove() {
      if (before === undefined) delete process.env.NODE_OPTIONS;
      else process.env.NODE_OPTIONS = before;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
