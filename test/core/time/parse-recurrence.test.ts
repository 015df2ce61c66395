import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rulePhrase } from '../../../src/chat/view/rule-phrase.ts';
import { type Language, languages } from '../../../src/core/text.ts';
import { parseRecurrence } from '../../../src/core/time/parse-recurrence.ts';
import { formatRule, type RecurrenceRule, rule } from '../../../src/core/time/recurrence-rule.ts';
import { plainMedium, word } from '../../../src/i18n/format.ts';

/** The rule it means; the rules it may mean; or why not. */
function read(text: string, language: Language): string {
  const result = parseRecurrence(text, { language });
  if (result.ok) return formatRule(result.value);
  return result.problem === 'ambiguous' ? result.candidates.map(formatRule).join(' | ') : result.problem;
}

const SECOND_THURSDAY = 'FREQ=MONTHLY;BYDAY=2TH';
const TWO_WEEKS = 'FREQ=WEEKLY;INTERVAL=2';
const EITHER = `${TWO_WEEKS};BYDAY=TH | ${SECOND_THURSDAY}`;

describe('how often, as people type it', () => {
  it.each<[Language, string, string]>([
    ['en', 'second Thursday', SECOND_THURSDAY],
    ['en', '2nd Thursday of every month', SECOND_THURSDAY],
    ['en', 'last Friday', 'FREQ=MONTHLY;BYDAY=-1FR'],
    ['en', 'first and third Monday of the month', 'FREQ=MONTHLY;BYDAY=1MO,3MO'],
    ['en', 'last friday of every 2 months', 'FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR'],
    ['en', 'every 2 weeks', TWO_WEEKS],
    ['en', 'every other Thursday', `${TWO_WEEKS};BYDAY=TH`],
    ['en', 'every second Thursday', EITHER],
    ['en', 'every second Thursday of the month', SECOND_THURSDAY],
    ['en', 'biweekly', `${TWO_WEEKS} | FREQ=WEEKLY`],
    ['en', 'fortnightly', TWO_WEEKS],
    ['en', 'month', 'FREQ=MONTHLY'],
    ['en', 'year', 'FREQ=YEARLY'],
    ['en', 'every spring', 'FREQ=YEARLY'],
    ['da', 'hvert forår', 'FREQ=YEARLY'],
    ['de', 'jeden Frühling', 'FREQ=YEARLY'],
    ['fr', 'chaque été', 'FREQ=YEARLY'],
    ['en', 'quarterly', 'FREQ=MONTHLY;INTERVAL=3'],
    ['en', 'weekdays', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
    ['en', 'the 31st of every month', 'FREQ=MONTHLY;BYMONTHDAY=31'],
    ['en', 'day 15 of every 2 months', 'FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=15'],
    ['en', 'last day of the month', 'FREQ=MONTHLY;BYMONTHDAY=-1'],
    ['en', 'every 2 years on 12 May', 'FREQ=YEARLY;INTERVAL=2;BYMONTH=5;BYMONTHDAY=12'],
    ['en', 'second Thursday of May', 'FREQ=YEARLY;BYMONTH=5;BYDAY=2TH'],
    ['da', 'anden torsdag i måneden', SECOND_THURSDAY],
    ['da', 'hver anden torsdag', `${TWO_WEEKS};BYDAY=TH`],
    ['da', 'hver 2. uge', TWO_WEEKS],
    ['da', 'sidste fredag i hver måned', 'FREQ=MONTHLY;BYDAY=-1FR'],
    ['da', 'månedligt', 'FREQ=MONTHLY'],
    ['da', 'hvert år den 12. maj', 'FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=12'],
    ['da', 'den 15. i hver måned', 'FREQ=MONTHLY;BYMONTHDAY=15'],
    ['de', 'zweiter Donnerstag im Monat', SECOND_THURSDAY],
    ['de', 'jeden zweiten Donnerstag', EITHER],
    ['de', 'alle zwei Wochen am Donnerstag', `${TWO_WEEKS};BYDAY=TH`],
    ['de', 'am 15. jedes Monats', 'FREQ=MONTHLY;BYMONTHDAY=15'],
    ['de', 'vierteljährlich', 'FREQ=MONTHLY;INTERVAL=3'],
    ['de', 'donnerstags', 'FREQ=WEEKLY;BYDAY=TH'],
    ['fr', 'le deuxième jeudi du mois', SECOND_THURSDAY],
    ['fr', 'dernier vendredi', 'FREQ=MONTHLY;BYDAY=-1FR'],
    ['fr', 'toutes les 2 semaines', TWO_WEEKS],
    ['fr', 'tous les mois', 'FREQ=MONTHLY'],
    ['fr', 'le 1er de chaque mois', 'FREQ=MONTHLY;BYMONTHDAY=1'],
    ['fr', 'chaque année', 'FREQ=YEARLY'],
    // Somebody else's language is read too, when one's own does not know the words.
    ['en', 'sidste fredag', 'FREQ=MONTHLY;BYDAY=-1FR'],
    ['da', 'zweiter Donnerstag', SECOND_THURSDAY],
    ['en', 'every hour', 'not-understood'],
    ['en', 'once in a blue moon', 'not-understood'],
    ['en', 'sixth Friday', 'not-understood'],
    ['en', 'every 0 weeks', 'not-understood'],
    ['en', 'the 32nd of every month', 'not-understood'],
    ['en', 'every second Thursday of never', 'not-understood'],
    ['en', ' ', 'empty'],
  ])('%s: %s', (language, text, expected) => {
    expect(read(text, language)).toBe(expected);
  });

  it('reads back what it says itself, in every language', () => {
    const nth = fc.constantFrom(1, 2, 3, 4, 5, -1);
    const weekday = fc.constantFrom(1, 2, 3, 4, 5, 6, 7) as fc.Arbitrary<1 | 2 | 3 | 4 | 5 | 6 | 7>;
    const interval = fc.integer({ min: 1, max: 12 });
    const monthDay = fc.oneof(fc.integer({ min: 1, max: 31 }), fc.constant(-1));
    const month = fc.integer({ min: 1, max: 12 });
    const said: fc.Arbitrary<RecurrenceRule> = fc.oneof(
      interval.map((times) => rule('DAILY', { interval: times })),
      fc
        .tuple(interval, fc.uniqueArray(weekday, { minLength: 1, maxLength: 3 }))
        .map(([times, days]) =>
          rule('WEEKLY', { interval: times, days: days.map((one) => ({ weekday: one })) }),
        ),
      fc
        .tuple(interval, weekday, nth)
        .map(([times, day, n]) => rule('MONTHLY', { interval: times, days: [{ weekday: day, nth: n }] })),
      fc
        .tuple(interval, monthDay)
        .map(([times, on]) => rule('MONTHLY', { interval: times, monthDays: [on] })),
      fc
        .tuple(interval, month, fc.integer({ min: 1, max: 31 }))
        .map(([times, of, on]) => rule('YEARLY', { interval: times, months: [of], monthDays: [on] })),
      fc
        .tuple(interval, month, weekday, nth)
        .map(([times, of, day, n]) =>
          rule('YEARLY', { interval: times, months: [of], days: [{ weekday: day, nth: n }] }),
        ),
    );
    for (const language of languages) {
      fc.assert(
        fc.property(said, (one) => {
          const reader = { language, locale: language, timeZone: 'UTC' };
          const words = word(rulePhrase(one), reader, plainMedium).replaceAll(/<\/?b>/g, '');
          expect([words, read(words, language)]).toEqual([words, formatRule(one)]);
        }),
        { numRuns: 300 },
      );
    }
  });

  it('never throws', () => {
    const pieces = fc.constantFrom(
      'every',
      'second',
      'thursday',
      'of',
      '2',
      'month',
      '.',
      'hver',
      'jeden',
      'du',
    );
    fc.assert(
      fc.property(
        fc.array(pieces, { maxLength: 8 }),
        (words) => void parseRecurrence(words.join(' '), { language: 'en' }),
      ),
    );
  });
});
