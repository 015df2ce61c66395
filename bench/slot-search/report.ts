import type { ContestantName, Difference } from './contestants.ts';
import type { FirstCall } from './first-call.ts';
import type { Measured, NearChanges, Timing } from './measure.ts';

export interface FirstCalls {
  readonly size: string;
  readonly calls: Readonly<Partial<Record<ContestantName, FirstCall>>>;
}

export const nameOf = ({ people, zones, days }: Measured['size']): string => `${people} / ${zones} / ${days}`;

/** The times and what they are of each other. */
export function timeTable(rows: readonly Measured[]): string {
  return table(
    [
      'people / zones / days',
      'ours',
      'bit-set floor',
      'luxon',
      'date-fns-tz',
      'ours : floor',
      'luxon : ours',
      'date-fns-tz : ours',
    ],
    rows.map(({ size, timings }) => {
      const { ours, floor, luxon } = timings;
      const dateFnsTz = timings['date-fns-tz'];
      return [
        nameOf(size),
        duration(ours),
        duration(floor),
        duration(luxon),
        duration(dateFnsTz),
        (ours.ms / floor.ms).toFixed(2),
        times(luxon.ms / ours.ms),
        times(dateFnsTz.ms / ours.ms),
      ];
    }),
  );
}

/** How many starts were found, and how many of them somebody else got wrong. */
export function agreementTable(rows: readonly Measured[]): string {
  return table(
    ['people / zones / days', 'starts found', 'bit-set floor', 'luxon', 'date-fns-tz'],
    rows.map(({ size, found, timings }) => [
      nameOf(size),
      String(found),
      verdict(timings.floor.difference),
      verdict(timings.luxon.difference),
      verdict(timings['date-fns-tz'].difference, timings['date-fns-tz'].fromDays),
    ]),
  );
}

/** The days around clock changes, where the differences are. */
export function changesTable({ changes, found, differences }: NearChanges): string {
  return table(
    ['changes', 'starts found', ...differences.map(({ name }) => name)],
    [[String(changes), String(found), ...differences.map(({ difference }) => verdict(difference))]],
  );
}

export function firstCallTable(rows: readonly FirstCalls[]): string {
  return table(
    ['people / zones / days', 'who', 'first call', 'peak memory above the start'],
    rows.flatMap(({ size, calls }) =>
      Object.entries(calls).map(([name, { ms, peakBytes }]) => [
        size,
        name,
        `${rounded(ms)} ms`,
        `${rounded(peakBytes / 2 ** 20)} MB`,
      ]),
    ),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, i) => (i === 0 ? '---' : '---:'));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

function duration({ ms, runs, fromDays }: Timing): string {
  const shown = ms >= 10_000 ? `${rounded(ms / 1000)} s` : `${rounded(ms)} ms`;
  if (fromDays !== undefined) return `about ${shown} (extrapolated from ${fromDays} days)`;
  return runs === 1 ? `${shown} (1 run)` : shown;
}

function verdict({ missing, extra }: Difference, fromDays?: number): string {
  const judged = missing + extra === 0 ? 'the same' : [`${missing} missing`, `${extra} too many`].join(', ');
  return fromDays === undefined ? judged : `${judged} (first ${fromDays} days)`;
}

const times = (ratio: number): string => `${rounded(ratio)} times`;

/** Three significant digits, with thousands set apart. */
function rounded(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString('en-GB', { maximumFractionDigits: 3 });
}
