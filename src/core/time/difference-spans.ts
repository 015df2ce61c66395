import { DAY_MS, type Instant } from './instant.ts';
import { offsetMinutes, transitions } from './zone-offset.ts';

/** A time in which two clocks are further apart, or closer, than they usually are. */
export interface DifferenceSpan {
  readonly fromAt: Instant;
  /** When it is as usual again. */
  readonly untilAt: Instant;
  /** How far the other clock is ahead of one's own, in minutes; negative where it is behind. */
  readonly usualMinutes: number;
  readonly changedMinutes: number;
}

/** What is usual shows within a year before and after. */
const AROUND_MS = 366 * DAY_MS;

interface Stretch {
  readonly fromAt: Instant;
  readonly untilAt: Instant;
  readonly minutes: number;
}

/**
 * The spans between `fromAt` and `untilAt` (or reaching into that) in which the difference of two zones is not the usual
 * one: the one that holds longest, from a year before to a year after. Where it changed for good there is no span, nor
 * for the half hour between the clock changes of neighbours.
 */
export function differenceSpans(
  ownZone: string,
  otherZone: string,
  fromAt: Instant,
  untilAt: Instant,
): DifferenceSpan[] {
  const stretches = stretchesBetween(ownZone, otherZone, fromAt - AROUND_MS, untilAt + AROUND_MS);
  const lasting = new Map<number, number>();
  for (const { fromAt: from, untilAt: until, minutes } of stretches)
    lasting.set(minutes, (lasting.get(minutes) ?? 0) + until - from);
  const [usual] = [...lasting].sort(([a, long], [b, longer]) => longer - long || a - b);
  if (usual === undefined) return [];
  const [usualMinutes] = usual;
  return stretches
    .slice(1, -1)
    .filter((one) => one.untilAt - one.fromAt >= DAY_MS)
    .filter((one) => one.minutes !== usualMinutes && one.fromAt < untilAt && one.untilAt > fromAt)
    .map((one) => ({
      fromAt: one.fromAt,
      untilAt: one.untilAt,
      usualMinutes,
      changedMinutes: one.minutes,
    }));
}

/** Stretches of one difference, next to each other; the first and the last are cut off by the window. */
function stretchesBetween(own: string, other: string, fromAt: Instant, untilAt: Instant): Stretch[] {
  const changes = [...transitions(own, fromAt + 1, untilAt), ...transitions(other, fromAt + 1, untilAt)]
    .map(({ at }) => at)
    .sort((a, b) => a - b);
  const stretches: Stretch[] = [];
  const edges = [fromAt, ...new Set(changes), untilAt];
  for (const [index, from] of edges.entries()) {
    const until = edges[index + 1];
    if (until === undefined) break;
    const minutes = offsetMinutes(from, other) - offsetMinutes(from, own);
    const last = stretches.at(-1);
    if (last?.minutes === minutes) stretches[stretches.length - 1] = { ...last, untilAt: until };
    else stretches.push({ fromAt: from, untilAt: until, minutes });
  }
  return stretches;
}
