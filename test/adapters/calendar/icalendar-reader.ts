import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Debian's own Python: another one on the path may lack the package. */
const PYTHON = '/usr/bin/python3';
const script = fileURLToPath(new URL('read-with-icalendar.py', import.meta.url));

/** Debian's python3-icalendar. Locally a suite that wants it is left out where it is not; under CI it must be there. */
export const hasIcalendar =
  process.env.CI === 'true' || spawnSync(PYTHON, ['-c', 'import icalendar, pytz']).status === 0;

const ask = (question: unknown): unknown =>
  JSON.parse(
    execFileSync(PYTHON, [script], {
      input: JSON.stringify(question),
      encoding: 'utf8',
      maxBuffer: 50_000_000,
    }),
  );

export interface CalendarAsRead {
  readonly method: string;
  readonly name: string;
  readonly zones: readonly string[];
  readonly events: readonly {
    readonly uid: string;
    readonly sequence: number;
    readonly status: string;
    readonly summary: string;
    readonly description: string;
    readonly organizer: string;
    readonly stamp: number;
    readonly startAt: number;
    readonly endAt: number;
  }[];
}

/** A calendar as a program that shares nothing with ours understands it. */
export const readWithIcalendar = (calendar: string): CalendarAsRead => ask({ calendar }) as CalendarAsRead;

/** The offset in minutes that a described clock has at each instant. */
export const offsetsByIcalendar = (zones: readonly { text: string; instants: readonly number[] }[]) =>
  ask({ zones }) as number[][];
