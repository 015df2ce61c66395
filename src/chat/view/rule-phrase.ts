import { msg } from '../../core/message.ts';
import { code, list, type Phrase } from '../../core/text.ts';
import { formatRule, type RecurrenceRule, type RuleDay } from '../../core/time/recurrence-rule.ts';

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'other'] as const;
const NTHS = ['n1', 'n2', 'n3', 'n4', 'n5'] as const;
const MONTHS = ['m1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7', 'm8', 'm9', 'm10', 'm11'] as const;

const weekdayName = ({ weekday }: RuleDay): Phrase =>
  msg('recurrence.weekday', { weekday: WEEKDAYS[weekday - 1] ?? 'other' });

const nthDay = (ruleDay: RuleDay): Phrase =>
  msg('recurrence.nth', { nth: NTHS[(ruleDay.nth ?? 0) - 1] ?? 'other', weekday: weekdayName(ruleDay) });

const isSayable = ({ nth }: RuleDay): boolean => nth === -1 || (nth !== undefined && nth >= 1 && nth <= 5);

/** A rule in words; in its own letters where no sentence fits. */
export function rulePhrase(rule: RecurrenceRule): Phrase {
  const { frequency, interval, days, monthDays, months, positions } = rule;
  const spelled = msg('recurrence.rule', { rule: code(formatRule(rule)) });
  const [monthDay] = monthDays;
  const [month] = months;
  if (positions.length > 0 || monthDays.length > 1 || months.length > 1) return spelled;
  if (monthDays.length > 0 && days.length > 0) return spelled;
  const nths = days.length > 0 && days.every(isSayable) ? list(days.map(nthDay)) : undefined;
  if (frequency === 'YEARLY') {
    if (month === undefined) return spelled;
    const named = msg('recurrence.month', { month: MONTHS[month - 1] ?? 'other' });
    if (nths !== undefined) return msg('recurrence.yearly-nth', { days: nths, month: named, interval });
    return monthDay === undefined || monthDay < 1
      ? spelled
      : msg('recurrence.yearly-day', { day: monthDay, month: named, interval });
  }
  if (month !== undefined) return spelled;
  if (frequency === 'DAILY')
    return days.length + monthDays.length > 0 ? spelled : msg('recurrence.daily', { interval });
  if (frequency === 'WEEKLY')
    return days.length === 0
      ? msg('recurrence.weeks', { interval })
      : msg('recurrence.weekly', { interval, days: list(days.map(weekdayName)) });
  if (nths !== undefined) return msg('recurrence.monthly-nth', { days: nths, interval });
  if (days.length > 0) return spelled;
  if (monthDay === undefined) return msg('recurrence.months', { interval });
  if (monthDay === -1) return msg('recurrence.monthly-last-day', { interval });
  return monthDay < 1 ? spelled : msg('recurrence.monthly-day', { day: monthDay, interval });
}
