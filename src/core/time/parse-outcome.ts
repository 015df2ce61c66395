import type { Language } from '../text.ts';
import type { Instant, LocalDate, TimeOfDay, WallTime, Weekday } from './instant.ts';

/** Whose words and clock are read. Parsing depends on nothing else. */
export interface TypedContext {
  readonly now: Instant;
  readonly timeZone: string;
  /** Tried first; then the other languages, because a reader's language is often only guessed. */
  readonly language: Language;
}

/** Longer texts are refused unread. */
export const LONGEST_TEXT = 200;

/** Something to tell along with what was understood. */
export type ParseNote =
  /** The clocks skip the time that was asked for; the later one was taken. */
  | {
      readonly note: 'gap';
      readonly askedWall: WallTime;
      readonly takenWall: WallTime;
      readonly timeZone: string;
    }
  /** The clocks show that time twice; the first was taken. */
  | { readonly note: 'overlap'; readonly wall: WallTime; readonly timeZone: string }
  /** No day was given, and the time has passed today. */
  | { readonly note: 'next-day'; readonly on: LocalDate }
  /** No year was given, and the day has passed this year. */
  | { readonly note: 'next-year'; readonly on: LocalDate }
  /** No time was given. */
  | { readonly note: 'default-time'; readonly time: TimeOfDay }
  /** A range that began in the past now begins today. */
  | { readonly note: 'starts-today'; readonly typedFromOn: LocalDate }
  /** The same slot was given twice. */
  | { readonly note: 'duplicate'; readonly typed: string }
  /** These hours end on the next day. */
  | {
      readonly note: 'crosses-midnight';
      readonly weekday: Weekday;
      readonly startMinute: number;
      readonly endMinute: number;
    };

/** Why a text was not taken, with what a sentence about it needs. `T` is what was being read. */
export type ParseFailure<T> = { readonly ok: false } & (
  | { readonly problem: 'empty' }
  | { readonly problem: 'text-too-long'; readonly limit: number }
  | { readonly problem: 'not-understood'; readonly typed: string }
  /** `understood` is written `YYYY-MM-DD` although there is no such day. */
  | { readonly problem: 'impossible-date'; readonly understood: string }
  /** `understood` is written `HH:mm` although no clock shows it. */
  | { readonly problem: 'impossible-time'; readonly understood: string }
  | {
      readonly problem: 'weekday-mismatch';
      readonly understood: LocalDate;
      readonly typedWeekday: Weekday;
      readonly weekday: Weekday;
    }
  | { readonly problem: 'time-missing'; readonly understood: LocalDate }
  | { readonly problem: 'in-the-past'; readonly understood: T }
  | { readonly problem: 'too-far'; readonly limitYears: number }
  /** Each candidate is a full answer: offer them as buttons. */
  | { readonly problem: 'ambiguous'; readonly candidates: readonly T[] }
  | { readonly problem: 'ends-before-start'; readonly from: string; readonly until: string }
  /** In the unit of `limit`: minutes for a duration, days for a range. */
  | { readonly problem: 'too-short' | 'too-long'; readonly got: number; readonly limit: number }
  | { readonly problem: 'too-few' | 'too-many'; readonly got: number; readonly limit: number }
);

export interface Understood<T> {
  readonly ok: true;
  readonly value: T;
  readonly notes: readonly ParseNote[];
}

export type ParseResult<T> = Understood<T> | ParseFailure<T>;

export function understood<T>(value: T, notes: readonly ParseNote[] = []): Understood<T> {
  return { ok: true, value, notes };
}

/** The failure that makes reading pointless, or undefined when the text is worth reading. */
export function unreadable(text: string, limit: number = LONGEST_TEXT): ParseFailure<never> | undefined {
  if (text.length > limit) return { ok: false, problem: 'text-too-long', limit };
  if (text.trim() === '') return { ok: false, problem: 'empty' };
  return undefined;
}

export function notUnderstood(text: string): ParseFailure<never> {
  return { ok: false, problem: 'not-understood', typed: text.trim().slice(0, LONGEST_TEXT) };
}
