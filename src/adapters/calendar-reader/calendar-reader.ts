import { Worker } from 'node:worker_threads';
import type { Log } from '../../chat/log.ts';
import type {
  CalendarQuestion,
  CalendarReader,
  CalendarReading,
} from '../../core/availability/calendar-reader.ts';
import type { ThreadAnswer, ThreadQuestion } from './calendar-thread.ts';
import { type FetchOptions, fetchCalendar } from './fetch-calendar.ts';

export interface CalendarReaderOptions extends FetchOptions {
  /** For making sense of one calendar. */
  readonly threadLimitMs?: number;
  readonly log?: Log;
}

const THREAD_LIMIT_MS = 20_000;
const THREAD_MEMORY_MB = 256;

/**
 * Gets a calendar and reads it in a thread of its own, one after the other: whatever is in it, the bot goes on, and
 * what takes too long or too much memory is ended with its thread.
 */
export function calendarReader(
  options: CalendarReaderOptions = {},
): CalendarReader & { close(): Promise<void> } {
  const { threadLimitMs = THREAD_LIMIT_MS, log } = options;
  let last: Promise<unknown> = Promise.resolve();
  let worker: Worker | undefined;
  let closed = false;

  function ask(
    question: ThreadQuestion & { readonly bytes: Uint8Array<ArrayBuffer> },
  ): Promise<ThreadAnswer> {
    if (closed) return Promise.resolve({ trouble: 'too-slow' });
    return new Promise((resolve) => {
      const started = new Worker(new URL('./start-calendar-thread.mjs', import.meta.url), {
        workerData: question,
        transferList: [question.bytes.buffer],
        resourceLimits: { maxOldGenerationSizeMb: THREAD_MEMORY_MB },
        // What is written there might be somebody's calendar.
        stdout: true,
        stderr: true,
      });
      worker = started;
      const settle = (answer: ThreadAnswer) => {
        clearTimeout(timer);
        void started.terminate();
        resolve(answer);
      };
      const timer = setTimeout(() => settle({ trouble: 'too-much' }), threadLimitMs);
      started.on('message', settle);
      // Out of memory, or a mistake of ours; the log takes its kind and its place, not its words.
      started.on('error', (error: Error) => {
        log?.warn('private-calendar.thread-failed', { error });
        settle({ trouble: 'too-much' });
      });
      started.on('exit', () => settle({ trouble: 'too-much' }));
    });
  }

  return {
    async read({ address, etag, timeZone, window }: CalendarQuestion): Promise<CalendarReading> {
      const fetched = await fetchCalendar(address, etag, options);
      if (fetched.type !== 'body') return fetched;
      const turn = last.then(() => ask({ bytes: fetched.bytes, timeZone, window }));
      last = turn;
      const answer = await turn;
      if ('trouble' in answer) return { type: 'failed', trouble: answer.trouble };
      return { type: 'busy', ...answer, ...(fetched.etag === undefined ? {} : { etag: fetched.etag }) };
    },
    async close() {
      closed = true;
      await worker?.terminate();
    },
  };
}
