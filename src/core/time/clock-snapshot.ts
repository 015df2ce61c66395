import type { Instant } from './instant.ts';
import { offsetMinutes, transitions } from './zone-offset.ts';

/** What the clocks of some zones were to show by one version of the time-zone data; kept to tell what a newer one changes. */
export interface ClockSnapshot {
  readonly version: string;
  /** By zone: the offset at `fromAt`, and each change after it. */
  readonly zones: Readonly<Record<string, readonly (readonly [fromAt: Instant, offset: number])[]>>;
}

export function clockSnapshot(
  version: string,
  zones: readonly string[],
  fromAt: Instant,
  untilAt: Instant,
): ClockSnapshot {
  const entries = [...new Set(zones)].sort().map((zone) => {
    const changes = transitions(zone, fromAt, untilAt).map(({ at, after }) => [at, after] as const);
    return [zone, [[fromAt, offsetMinutes(fromAt, zone)] as const, ...changes]] as const;
  });
  return { version, zones: Object.fromEntries(entries) };
}

/** The offset as it was known then; undefined for a zone or an instant that the snapshot knows nothing of. */
export function offsetThen({ zones }: ClockSnapshot, at: Instant, zone: string): number | undefined {
  const known = Object.hasOwn(zones, zone) ? zones[zone] : undefined;
  return known?.findLast(([fromAt]) => fromAt <= at)?.[1];
}

export const formatSnapshot = (snapshot: ClockSnapshot): string => JSON.stringify(snapshot);

/** Undefined for anything that is no snapshot. */
export function readSnapshot(text: string | undefined): ClockSnapshot | undefined {
  if (text === undefined) return undefined;
  try {
    const read: unknown = JSON.parse(text);
    return isSnapshot(read) ? read : undefined;
  } catch {
    return undefined;
  }
}

function isSnapshot(value: unknown): value is ClockSnapshot {
  if (typeof value !== 'object' || value === null || !('version' in value) || !('zones' in value))
    return false;
  const { version, zones } = value;
  return (
    typeof version === 'string' &&
    typeof zones === 'object' &&
    zones !== null &&
    Object.values(zones).every(
      (changes) =>
        Array.isArray(changes) &&
        changes.every(
          (change) => Array.isArray(change) && change.length === 2 && change.every(Number.isFinite),
        ),
    )
  );
}
