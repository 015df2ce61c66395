import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Debian's own Python: another one on the path may lack the package. */
const PYTHON = '/usr/bin/python3';
const script = fileURLToPath(new URL('read-with-icalendar.py', import.meta.url));

/** Debian's python3-icalendar. Locally a suite that wants it is left out where it is not; under CI it must be there. */
export const hasIcalendar =
  process.env.CI === 'true' || spawnSync(PYTHON, ['-c', 'import icalendar, pytz']).status === 0;

/** Beside this process, which may be the server that it asks. */
const ask = (question: unknown): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const options = { encoding: 'utf8', maxBuffer: 50_000_000 } as const;
    const child = execFile(PYTHON, [script], options, (error, answer) => {
      if (error === null) resolve(JSON.parse(answer));
      else reject(error);
    });
    child.stdin?.end(JSON.stringify(question));
  });

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
    /** The clock that it is written on, and what that clock shows; no zone is UTC. */
    readonly startZone: string;
    readonly startWall: string;
    readonly endAt: number;
  }[];
}

/** A calendar as a program that shares nothing with ours understands it. */
export const readWithIcalendar = async (calendar: string): Promise<CalendarAsRead> =>
  (await ask({ calendar })) as CalendarAsRead;

/** The same, of a calendar that it fetches itself. */
export const subscribeWithIcalendar = async (address: string): Promise<CalendarAsRead> =>
  (await ask({ address })) as CalendarAsRead;

/** The offset in minutes that a described clock has at each instant. */
export const offsetsByIcalendar = async (
  zones: readonly { text: string; instants: readonly number[] }[],
): Promise<number[][]> => (await ask({ zones })) as number[][];
