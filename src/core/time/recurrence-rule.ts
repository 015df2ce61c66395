import type { Weekday } from './instant.ts';

export const frequencies = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
export type Frequency = (typeof frequencies)[number];

/** A day of the week; with `nth` the n-th of the month or year, counted from the end where negative. */
export interface RuleDay {
  readonly weekday: Weekday;
  readonly nth?: number;
}

/** What of RFC 5545 makes sense for meetings. Empty lists say nothing. */
export interface RecurrenceRule {
  readonly frequency: Frequency;
  readonly interval: number;
  readonly days: readonly RuleDay[];
  /** 1 to 31, or from the month's end -1 to -31. */
  readonly monthDays: readonly number[];
  readonly months: readonly number[];
  /** BYSETPOS: which of the days found in each period. */
  readonly positions: readonly number[];
}

const CODES: readonly string[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const LONGEST_INTERVAL = 99;

export const rule = (
  frequency: Frequency,
  parts: Partial<Omit<RecurrenceRule, 'frequency'>> = {},
): RecurrenceRule => ({
  frequency,
  interval: 1,
  days: [],
  monthDays: [],
  months: [],
  positions: [],
  ...parts,
});

/** RRULE text, without a first day and an end: those belong to the series. */
export function formatRule({
  frequency,
  interval,
  days,
  monthDays,
  months,
  positions,
}: RecurrenceRule): string {
  const parts = [
    `FREQ=${frequency}`,
    ...(interval === 1 ? [] : [`INTERVAL=${interval}`]),
    ...(months.length === 0 ? [] : [`BYMONTH=${months.join(',')}`]),
    ...(monthDays.length === 0 ? [] : [`BYMONTHDAY=${monthDays.join(',')}`]),
    ...(days.length === 0
      ? []
      : [`BYDAY=${days.map(({ weekday, nth }) => `${nth ?? ''}${CODES[weekday - 1]}`).join(',')}`]),
    ...(positions.length === 0 ? [] : [`BYSETPOS=${positions.join(',')}`]),
  ];
  return parts.join(';');
}

/** Why RRULE text was not taken. `part` is the piece at fault, as written. */
export type RuleProblem =
  | { readonly problem: 'part' | 'ends' | 'too-often'; readonly part: string }
  | { readonly problem: 'no-frequency' };

export const looksLikeRule = (text: string): boolean => /^\s*(RRULE\s*:|[A-Z-]+\s*=)/i.test(text);

/** Reads RRULE text. Strictly: what a library would pass over in silence would become other dates than were meant. */
export function readRule(text: string): RecurrenceRule | RuleProblem {
  const parts = new Map<string, string>();
  const pieces = text
    .trim()
    .toUpperCase()
    .replace(/^RRULE\s*:/, '')
    .split(';')
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');
  for (const piece of pieces) {
    const [name = '', value = '', ...more] = piece.split('=').map((side) => side.trim());
    if (name === 'UNTIL' || name === 'COUNT' || name.startsWith('DTSTART'))
      return { problem: 'ends', part: name };
    if (value === '' || more.length > 0 || parts.has(name)) return { problem: 'part', part: piece };
    parts.set(name, value);
  }
  const said = parts.get('FREQ');
  if (said === undefined) return { problem: 'no-frequency' };
  if (/^(HOUR|MINUTE|SECOND)LY$/.test(said)) return { problem: 'too-often', part: said };
  const frequency = frequencies.find((one) => one === said);
  if (frequency === undefined) return { problem: 'part', part: `FREQ=${said}` };
  return assemble(frequency, parts);
}

function assemble(frequency: Frequency, parts: ReadonlyMap<string, string>): RecurrenceRule | RuleProblem {
  let read = rule(frequency);
  for (const [name, value] of parts) {
    const next = withPart(read, name, value, parts.has('BYMONTH'));
    if (next === undefined) return { problem: 'part', part: `${name}=${value}` };
    read = next;
  }
  const positionsOfNothing = read.positions.length > 0 && read.days.length + read.monthDays.length === 0;
  return positionsOfNothing ? { problem: 'part', part: 'BYSETPOS' } : read;
}

function withPart(
  read: RecurrenceRule,
  name: string,
  value: string,
  namesMonths: boolean,
): RecurrenceRule | undefined {
  const { frequency } = read;
  switch (name) {
    case 'FREQ':
      return read;
    case 'INTERVAL': {
      const interval = wholeNumbers(value, 1, LONGEST_INTERVAL)?.[0];
      return interval === undefined || value.includes(',') ? undefined : { ...read, interval };
    }
    // Weeks begin on Monday here; another beginning changes the dates of "every two weeks" rules.
    case 'WKST':
      return value === 'MO' ? read : undefined;
    case 'BYMONTH': {
      const months = wholeNumbers(value, 1, 12);
      return months && { ...read, months };
    }
    case 'BYMONTHDAY': {
      const monthDays = frequency === 'WEEKLY' ? undefined : wholeNumbers(value, -31, 31);
      return monthDays && { ...read, monthDays };
    }
    case 'BYSETPOS': {
      const positions = wholeNumbers(value, -31, 31);
      return positions && { ...read, positions };
    }
    case 'BYDAY': {
      const most = frequency === 'MONTHLY' || namesMonths ? 5 : 53;
      const days = ruleDays(value, frequency === 'MONTHLY' || frequency === 'YEARLY' ? most : 0);
      return days && { ...read, days };
    }
    default:
      return undefined;
  }
}

/** Never zero, none twice. */
function wholeNumbers(value: string, least: number, most: number): number[] | undefined {
  const texts = value.split(',');
  if (texts.some((text) => !/^[+-]?\d{1,3}$/.test(text))) return undefined;
  const numbers = texts.map(Number);
  const fits = numbers.every((number) => number !== 0 && number >= least && number <= most);
  return fits && new Set(numbers).size === numbers.length ? numbers : undefined;
}

function ruleDays(value: string, mostNth: number): RuleDay[] | undefined {
  const days: RuleDay[] = [];
  for (const text of value.split(',')) {
    const [, nthText = '', code = ''] = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(text) ?? [];
    const weekday = CODES.indexOf(code) + 1;
    if (weekday === 0) return undefined;
    const nth = nthText === '' ? undefined : Number(nthText);
    if (nth !== undefined && (nth === 0 || Math.abs(nth) > mostNth)) return undefined;
    days.push(nth === undefined ? { weekday: weekday as Weekday } : { weekday: weekday as Weekday, nth });
  }
  return days;
}
