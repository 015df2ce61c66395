import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { differenceSpans } from '../../../src/core/time/difference-spans.ts';
import { DAY_MS } from '../../../src/core/time/instant.ts';

const at = (text: string) => Date.parse(text);
const ZONES = [
  'Europe/Copenhagen',
  'Europe/Paris',
  'America/Los_Angeles',
  'America/Phoenix',
  'Australia/Sydney',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Asia/Kolkata',
  'America/Sao_Paulo',
];

const offset = (instant: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).offsetNanoseconds / 60e9;

/** Where the clocks of a zone change, as a Temporal knows it that shares nothing with ours. */
function changes(zone: string, fromAt: number, untilAt: number): number[] {
  const found: number[] = [];
  let cursor = Temporal.Instant.fromEpochMilliseconds(fromAt).toZonedDateTimeISO(zone);
  for (;;) {
    const next = cursor.getTimeZoneTransition('next');
    if (next === null || next.epochMilliseconds >= untilAt) return found;
    found.push(next.epochMilliseconds);
    cursor = next;
  }
}

function oracle(own: string, other: string, fromAt: number, untilAt: number) {
  const [first, last] = [fromAt - 366 * DAY_MS, untilAt + 366 * DAY_MS];
  const edges = [...changes(own, first, last), ...changes(other, first, last)].sort((a, b) => a - b);
  const runs: { fromAt: number; untilAt: number; minutes: number }[] = [];
  for (const [index, from] of [first, ...edges].entries()) {
    const minutes = offset(from, other) - offset(from, own);
    const until = edges[index] ?? last;
    const before = runs.at(-1);
    if (before?.minutes === minutes) before.untilAt = until;
    else if (until > from) runs.push({ fromAt: from, untilAt: until, minutes });
  }
  const total = (minutes: number) =>
    runs.filter((run) => run.minutes === minutes).reduce((sum, run) => sum + run.untilAt - run.fromAt, 0);
  const [usual = 0] = [...new Set(runs.map(({ minutes }) => minutes))].sort(
    (a, b) => total(b) - total(a) || a - b,
  );
  return runs
    .slice(1, -1)
    .filter((run) => run.minutes !== usual && run.fromAt < untilAt && run.untilAt > fromAt)
    .filter((run) => run.untilAt - run.fromAt >= DAY_MS)
    .map((run) => ({
      fromAt: run.fromAt,
      untilAt: run.untilAt,
      usualMinutes: usual,
      changedMinutes: run.minutes,
    }));
}

describe('spans in which two clocks differ otherwise than usual', () => {
  it('are the weeks between the clock changes of Europe and the United States', () => {
    expect(
      differenceSpans('Europe/Copenhagen', 'America/Los_Angeles', at('2027-01-01'), at('2028-01-01')),
    ).toEqual([
      {
        fromAt: at('2027-03-14T10:00Z'),
        untilAt: at('2027-03-28T01:00Z'),
        usualMinutes: -540,
        changedMinutes: -480,
      },
      {
        fromAt: at('2027-10-31T01:00Z'),
        untilAt: at('2027-11-07T09:00Z'),
        usualMinutes: -540,
        changedMinutes: -480,
      },
    ]);
  });

  it('are none where the clocks change together, or not at all', () => {
    const year = [at('2027-01-01'), at('2028-01-01')] as const;
    expect(differenceSpans('Europe/Copenhagen', 'Europe/Paris', ...year)).toEqual([]);
    expect(differenceSpans('Asia/Kolkata', 'America/Phoenix', ...year)).toEqual([]);
  });

  it('are whole where one only reaches into the time asked for', () => {
    const [span] = differenceSpans(
      'America/Los_Angeles',
      'Europe/Copenhagen',
      at('2027-03-20'),
      at('2027-03-20') + 1,
    );
    expect(span).toMatchObject({ fromAt: at('2027-03-14T10:00Z'), usualMinutes: 540, changedMinutes: 480 });
  });

  it('are those that an independent Temporal finds', () => {
    let found = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.constantFrom(...ZONES),
        fc.integer({ min: 0, max: 10 * 365 }),
        (own, other, day) => {
          const fromAt = Date.UTC(2025, 0, 1) + day * DAY_MS;
          const spans = differenceSpans(own, other, fromAt, fromAt + 200 * DAY_MS);
          expect(spans).toEqual(oracle(own, other, fromAt, fromAt + 200 * DAY_MS));
          found += spans.length;
        },
      ),
      { numRuns: 60 },
    );
    expect(found).toBeGreaterThan(20);
  }, 60_000);
});
