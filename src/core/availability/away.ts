import { refusal } from '../domain-error.ts';
import { day } from '../text.ts';
import type { LocalDate } from '../time/instant.ts';
import { addDays, daysBetween } from '../time/local-date.ts';

/** Days on which somebody cannot come, both inclusive, on that person's own calendar. */
export interface AwaySpan {
  readonly fromOn: LocalDate;
  readonly untilOn: LocalDate;
}

/** More than a year away is a leave, not a calendar entry; and what nobody can read any more is no list. */
export const LONGEST_AWAY_DAYS = 366;
export const MOST_AWAY_SPANS = 30;

/** Sorted; spans that overlap or follow each other without a day between them are one. */
export function mergeAway(spans: readonly AwaySpan[]): AwaySpan[] {
  const merged: AwaySpan[] = [];
  for (const { fromOn, untilOn } of [...spans].sort((a, b) => (a.fromOn < b.fromOn ? -1 : 1))) {
    const last = merged.at(-1);
    if (last === undefined || fromOn > addDays(last.untilOn, 1)) merged.push({ fromOn, untilOn });
    else if (untilOn > last.untilOn) merged[merged.length - 1] = { fromOn: last.fromOn, untilOn };
  }
  return merged;
}

/** The same days without those of `back`: a span that is cut in the middle becomes two. */
export function withoutDays(spans: readonly AwaySpan[], back: AwaySpan): AwaySpan[] {
  return mergeAway(spans).flatMap((span) => [
    ...(span.fromOn < back.fromOn
      ? [{ fromOn: span.fromOn, untilOn: earlier(span.untilOn, addDays(back.fromOn, -1)) }]
      : []),
    ...(span.untilOn > back.untilOn
      ? [{ fromOn: later(span.fromOn, addDays(back.untilOn, 1)), untilOn: span.untilOn }]
      : []),
  ]);
}

/** What has not ended yet. */
export const comingAway = (spans: readonly AwaySpan[], today: LocalDate): AwaySpan[] =>
  mergeAway(spans.filter(({ untilOn }) => untilOn >= today));

/** @throws DomainError that says which of the two days is wrong, and how. */
export function checkAway({ fromOn, untilOn }: AwaySpan, today: LocalDate): void {
  if (fromOn < today) throw refusal('error.availability.away-past', { day: day(fromOn) }).of('from');
  if (untilOn < fromOn)
    throw refusal('error.availability.away-order', { from: day(fromOn), until: day(untilOn) }).of('until');
  const days = daysBetween(fromOn, untilOn) + 1;
  if (days > LONGEST_AWAY_DAYS)
    throw refusal('error.availability.away-long', { days, limit: LONGEST_AWAY_DAYS }).of('until');
}

const earlier = (a: LocalDate, b: LocalDate): LocalDate => (a < b ? a : b);
const later = (a: LocalDate, b: LocalDate): LocalDate => (a > b ? a : b);
