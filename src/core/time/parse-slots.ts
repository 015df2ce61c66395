import type { ZonedMoment } from './instant.ts';
import {
  type ParseFailure,
  type ParseNote,
  type ParseResult,
  understood,
  unreadable,
} from './parse-outcome.ts';
import { parseWhen, type WhenContext } from './parse-when.ts';

export interface SlotsContext extends WhenContext {
  readonly fewest?: number | undefined;
  readonly most?: number | undefined;
}

/** One of several slots could not be taken, and why. */
export type SlotFailure = ParseFailure<ZonedMoment> & {
  /** Which one: counted from 1, and as typed. */
  readonly slot: { readonly position: number; readonly typed: string };
};

const LONGEST_SLOTS_TEXT = 2000;
const DEFAULT_FEWEST = 2;
const DEFAULT_MOST = 10;

/**
 * Moments between semicolons or on lines of their own, sorted, each once. The first that cannot be taken is the
 * failure. Counts outside `fewest` (2) to `most` (10) are `too-few` and `too-many`.
 */
export function parseSlots(
  text: string,
  context: SlotsContext,
): ParseResult<readonly ZonedMoment[]> | SlotFailure {
  const bad = unreadable(text, LONGEST_SLOTS_TEXT);
  if (bad) return bad;
  const pieces = text
    .split(/[;\n]/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');
  const most = context.most ?? DEFAULT_MOST;
  if (pieces.length > most) return { ok: false, problem: 'too-many', got: pieces.length, limit: most };
  const slots = new Map<number, ZonedMoment>();
  const notes: ParseNote[] = [];
  for (const [index, typed] of pieces.entries()) {
    const result = parseWhen(typed, context);
    if (!result.ok) return { ...result, slot: { position: index + 1, typed: typed.slice(0, 200) } };
    if (slots.has(result.value.at)) notes.push({ note: 'duplicate', typed });
    else notes.push(...result.notes);
    slots.set(result.value.at, result.value);
  }
  const fewest = context.fewest ?? DEFAULT_FEWEST;
  if (slots.size < fewest) return { ok: false, problem: 'too-few', got: slots.size, limit: fewest };
  return understood(
    [...slots.values()].sort((a, b) => a.at - b.at),
    notes,
  );
}
