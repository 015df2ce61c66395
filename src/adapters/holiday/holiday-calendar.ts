import { Worker } from 'node:worker_threads';
import type { Log } from '../../chat/log.ts';
import type { Holiday, HolidayCalendar, HolidayPlace, Region } from '../../core/holiday/holiday-calendar.ts';
import type { Language } from '../../core/text.ts';

export interface HolidayCalendarWithThread extends HolidayCalendar {
  close(): Promise<void>;
}

const MOST_YEARS = 10;
/** Country, region, year and language; a holiday list is about 3 kB. */
const MOST_KEPT = 400;

interface Question {
  readonly country: string;
  readonly region?: string | undefined;
  readonly year?: number;
  readonly language: Language;
}

/** The package date-holidays, in a thread that is started by the first question. */
export function holidayCalendar(log: Log): HolidayCalendarWithThread {
  let worker: Worker | undefined;
  let asked = 0;
  const waiting = new Map<number, (found: unknown) => void>();
  /** By question, the oldest first. */
  const kept = new Map<string, Promise<unknown>>();

  function failed(error: Error): void {
    log.warn('holidays.failed', { error });
    worker = undefined;
    // Not known now: asked again next time.
    kept.clear();
    for (const answer of waiting.values()) answer([]);
    waiting.clear();
  }

  function thread(): Worker {
    if (worker !== undefined) return worker;
    const started = new Worker(new URL('./holiday-thread.mjs', import.meta.url));
    started.unref();
    started.on('message', ({ id, found }: { id: number; found: unknown }) => {
      waiting.get(id)?.(found);
      waiting.delete(id);
    });
    started.on('error', failed);
    worker = started;
    return started;
  }

  async function ask<T>(request: Question): Promise<readonly T[]> {
    const key = JSON.stringify(request);
    let answer = kept.get(key);
    if (answer === undefined) {
      const id = ++asked;
      answer = new Promise<unknown>((resolve) => {
        waiting.set(id, resolve);
        thread().postMessage({ id, request });
      });
      kept.set(key, answer);
      const [oldest] = kept.keys();
      if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    }
    return (await answer) as readonly T[];
  }

  return {
    async holidaysOf({ country, region }: HolidayPlace, fromOn, untilOn, language) {
      const first = Number(fromOn.slice(0, 4));
      const count = Math.min(Number(untilOn.slice(0, 4)) - first + 1, MOST_YEARS);
      const years = await Promise.all(
        Array.from({ length: Math.max(count, 0) }, (_, n) =>
          ask<Holiday>({ country, region, year: first + n, language }),
        ),
      );
      return years
        .flat()
        .filter(({ on }) => on >= fromOn && on <= untilOn)
        .sort((a, b) => (a.on === b.on ? 0 : a.on < b.on ? -1 : 1));
    },
    async regionsOf(country, language) {
      const regions = await ask<Region>({ country, language });
      return [...regions].sort((a, b) => a.name.localeCompare(b.name, language));
    },
    async close() {
      await worker?.terminate();
      worker = undefined;
      for (const answer of waiting.values()) answer([]);
      waiting.clear();
    },
  };
}
