import { type SlotSearchRequest, searchSlots } from '../../src/core/meeting/slot-search.ts';
import { DAY_MS } from '../../src/core/time/instant.ts';
import { transitions } from '../../src/core/time/zone-offset.ts';
import { type ContestantName, contestants, type Difference, differenceOf } from './contestants.ts';
import { type FoundStarts, startsOf } from './found-starts.ts';
import { type Size, workload } from './workload.ts';

export interface Timing {
  /** Median. */
  readonly ms: number;
  readonly runs: number;
  /** There when only the first days were searched and the rest was multiplied. */
  readonly fromDays?: number;
  readonly difference: Difference;
}

export interface Measured {
  readonly size: Size;
  readonly found: number;
  readonly timings: Readonly<Record<ContestantName, Timing>>;
}

/** A call that takes longer than this is not repeated. */
const LONG_MS = 2_000;
const LONG_RUNS = 3;
/** A sample of the quick ones lasts at least so long. */
const LEAST_MS = 10;
/** What date-fns-tz converts in about ten seconds, a start for a person at a time. */
export const PATIENCE = 450_000;

/**
 * Times all four on one workload, building included, and compares what they find. Where date-fns-tz had to convert
 * more than `patience`, it searches the first days only and is extrapolated.
 */
export function measure(size: Size, { runs, patience }: { runs: number; patience: number }): Measured {
  const request = workload(size);
  const expected = contestants.ours(request);
  const [ours, floor] = timeInTurn(request, runs);
  const { widenedTo } = searchSlots(request);
  if (widenedTo !== undefined) throw new RangeError('this workload asks for more than is compared here');
  return {
    size,
    found: expected.deciding.length,
    timings: {
      ours: { ...ours, difference: differenceOf(ours.found, expected) },
      floor: { ...floor, difference: differenceOf(floor.found, expected) },
      luxon: timeAlone('luxon', request, expected),
      'date-fns-tz': timeDateFnsTz(request, expected, patience),
    },
  };
}

interface Timed {
  readonly ms: number;
  readonly runs: number;
  readonly found: FoundStarts;
}

/** The two quick ones take turns, so that whatever else the machine does falls on both. */
function timeInTurn(request: SlotSearchRequest, runs: number): [Timed, Timed] {
  const times: [number[], number[]] = [[], []];
  let found: [FoundStarts, FoundStarts] = [contestants.ours(request), contestants.floor(request)];
  for (let warm = 0; warm < 2; warm++)
    for (let i = 0; i < runs; i++) {
      const [own, ownMs] = timed(() => contestants.ours(request), LEAST_MS);
      const [least, leastMs] = timed(() => contestants.floor(request), LEAST_MS);
      found = [own, least];
      if (warm === 0) continue;
      times[0].push(ownMs);
      times[1].push(leastMs);
    }
  return [
    { ms: median(times[0]), runs, found: found[0] },
    { ms: median(times[1]), runs, found: found[1] },
  ];
}

function timeAlone(name: ContestantName, request: SlotSearchRequest, expected: FoundStarts): Timing {
  const [found, first] = timed(() => contestants[name](request));
  const times = [first];
  while (first < LONG_MS && times.length < LONG_RUNS) times.push(timed(() => contestants[name](request))[1]);
  return { ms: median(times), runs: times.length, difference: differenceOf(found, expected) };
}

function timeDateFnsTz(request: SlotSearchRequest, expected: FoundStarts, patience: number): Timing {
  const starts = startsOf(request).length;
  const people = request.people.length;
  if (people * starts <= patience) return timeAlone('date-fns-tz', request, expected);
  const fromDays = Math.max(2, Math.round(patience / people / 96 / 3));
  const part = { ...request, untilAt: request.fromAt + fromDays * DAY_MS };
  const timing = timeAlone('date-fns-tz', part, contestants.ours(part));
  return { ...timing, ms: (timing.ms * starts) / startsOf(part).length, fromDays };
}

/**
 * Processor time, not the clock's: other programs on the machine would lengthen the slow ones far more than the
 * quick ones. What takes no time is repeated until it does.
 */
export function timed<T>(run: () => T, leastMs = 0): [result: T, ms: number] {
  const before = process.cpuUsage();
  for (let calls = 1; ; calls++) {
    const result = run();
    const { user, system } = process.cpuUsage(before);
    const ms = (user + system) / 1000;
    if (ms >= leastMs) return [result, ms / calls];
  }
}

function median(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export interface NearChanges {
  readonly changes: number;
  readonly found: number;
  readonly differences: readonly { readonly name: ContestantName; readonly difference: Difference }[];
}

/**
 * In a crowd somebody else is missing at a doubtful start and nobody notices who was wrong. So each person alone is
 * looked at here, two days to either side of each clock change of their zone.
 */
export function aloneNearChanges(size: Size): NearChanges {
  const request = workload(size);
  const names = ['floor', 'luxon', 'date-fns-tz'] as const;
  const differences = names.map((name) => ({ name, difference: { missing: 0, extra: 0 } }));
  let changes = 0;
  let found = 0;
  for (const person of request.people) {
    for (const { at } of transitions(person.timeZone, request.fromAt, request.untilAt)) {
      const alone: SlotSearchRequest = {
        people: [{ ...person, required: false }],
        towns: [{ id: person.townId, timeZone: person.timeZone }],
        fromAt: at - 2 * DAY_MS,
        untilAt: at + 2 * DAY_MS,
        lengthMinutes: request.lengthMinutes,
      };
      const expected = onlyEverybody(contestants.ours(alone));
      changes++;
      found += expected.everybody.length;
      for (const { name, difference } of differences) {
        const { missing, extra } = differenceOf(onlyEverybody(contestants[name](alone)), expected);
        difference.missing += missing;
        difference.extra += extra;
      }
    }
  }
  return { changes, found, differences };
}

/** Of one person both lists are the same, and a difference shall count once. */
const onlyEverybody = ({ everybody }: FoundStarts): FoundStarts => ({ everybody, deciding: [] });
