import type { Instant } from '../time/instant.ts';

/** A time at which somebody cannot come; what for is not known here. */
export interface BusySpan {
  readonly fromAt: Instant;
  readonly untilAt: Instant;
}

/** Sorted, inside the window; spans that overlap or touch are one, and what takes no time is none. */
export function mergeBusy(spans: Iterable<BusySpan>, window: BusySpan): BusySpan[] {
  const inside = [...spans]
    .map(({ fromAt, untilAt }) => ({
      fromAt: Math.max(fromAt, window.fromAt),
      untilAt: Math.min(untilAt, window.untilAt),
    }))
    .filter(({ fromAt, untilAt }) => untilAt > fromAt)
    .sort((a, b) => a.fromAt - b.fromAt);
  const merged: BusySpan[] = [];
  for (const span of inside) {
    const last = merged.at(-1);
    if (last === undefined || span.fromAt > last.untilAt) merged.push(span);
    else if (span.untilAt > last.untilAt)
      merged[merged.length - 1] = { fromAt: last.fromAt, untilAt: span.untilAt };
  }
  return merged;
}
