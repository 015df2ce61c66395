import { parentPort, workerData } from 'node:worker_threads';
import type { BusySpan } from '../../core/availability/busy.ts';
import type { CalendarTrouble } from '../../core/availability/calendar-reader.ts';
import { type BusyTimes, busyTimes } from './busy-times.ts';
import { TooMuch } from './calendar-blocks.ts';

export interface ThreadQuestion {
  readonly bytes: Uint8Array;
  readonly timeZone: string;
  readonly window: BusySpan;
}

export type ThreadAnswer = BusyTimes | { readonly trouble: CalendarTrouble };

function answer({ bytes, timeZone, window }: ThreadQuestion): ThreadAnswer {
  try {
    return busyTimes(new TextDecoder('utf-8').decode(bytes), timeZone, window);
  } catch (error) {
    return { trouble: error instanceof TooMuch ? 'too-much' : 'not-a-calendar' };
  }
}

parentPort?.postMessage(answer(workerData as ThreadQuestion));
