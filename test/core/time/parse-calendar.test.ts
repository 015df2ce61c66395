import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Language, languages } from '../../../src/core/text.ts';
import type { Weekday } from '../../../src/core/time/instant.ts';
import { parseDate } from '../../../src/core/time/parse-date.ts';
import { parseDateRange } from '../../../src/core/time/parse-date-range.ts';
import { parseDuration } from '../../../src/core/time/parse-duration.ts';
import { parseSlots } from '../../../src/core/time/parse-slots.ts';
import { parseTimeOfDay } from '../../../src/core/time/parse-time-of-day.ts';
import { parseWeeklyHours } from '../../../src/core/time/parse-weekly-hours.ts';
import { formatWeeklyHours, tidyWeeklyHours } from '../../../src/core/time/weekly-hours.ts';

// Tuesday 24 November 2026, 10:00 in Copenhagen.
const context = { now: Date.UTC(2026, 10, 24, 9), timeZone: 'Europe/Copenhagen' };
type Table = readonly (readonly [text: string, language: Language, expected: string])[];

function check(table: Table, read: (text: string, language: Language) => string): void {
  const found = table.map(([text, language]) => [text, language, read(text, language)]);
  expect(found).toEqual(table);
}

describe('parseDate', () => {
  it('reads days in four languages', () => {
    check(
      [
        ['2027-01-12', 'en', '2027-01-12'],
        ['24/11', 'en', '2026-11-24'],
        ['24.11.2026', 'de', '2026-11-24'],
        ['24.11.26', 'de', '2026-11-24'],
        ['31. maj', 'da', '2027-05-31'],
        ['1.3.', 'da', '2027-03-01'],
        ['1/10', 'da', '2027-10-01'],
        ['friday', 'en', '2026-11-27'],
        ['next friday', 'en', '? 2026-11-27 2026-12-04'],
        ['tuesday', 'en', '? 2026-11-24 2026-12-01'],
        ['på fredag', 'da', '2026-11-27'],
        ['om 3 uger', 'da', '2026-12-15'],
        ['in two months', 'en', '2027-01-24'],
        ['end of january', 'en', '2027-01-31'],
        ['ultimo februar', 'da', '2027-02-28'],
        ['Ende Januar', 'de', '2027-01-31'],
        ['fin janvier', 'fr', '2027-01-31'],
        ['le 1er mai', 'fr', '2027-05-01'],
        ['today', 'en', '2026-11-24'],
        ['yesterday', 'en', 'in-the-past'],
        ['23/11', 'en', 'in-the-past'],
        ['29 feb', 'en', 'impossible-date'],
        ['29/2/2028', 'en', '2028-02-29'],
        ['2027-02-30', 'en', 'impossible-date'],
        ['32/1', 'en', 'impossible-date'],
        ['3/13', 'da', 'impossible-date'],
        ['friday 18:00', 'en', 'not-understood'],
        ['2099-01-01', 'en', 'too-far'],
        ['soon', 'en', 'not-understood'],
      ],
      (text, language) => {
        const result = parseDate(text, { ...context, language });
        if (result.ok) return result.value;
        return result.problem === 'ambiguous' ? `? ${result.candidates.join(' ')}` : result.problem;
      },
    );
  });
});

describe('parseDateRange', () => {
  it('reads stretches of the calendar, both ends inclusive', () => {
    check(
      [
        ['2027-01-10..2027-01-31', 'en', '2027-01-10 2027-01-31'],
        ['2027-01-10 - 2027-01-31', 'fr', '2027-01-10 2027-01-31'],
        ['2027-01-10 to 2027-01-31', 'en', '2027-01-10 2027-01-31'],
        ['january 2027', 'en', '2027-01-01 2027-01-31'],
        ['november', 'en', '2026-11-24 2026-11-30'],
        ['next 3 weeks', 'en', '2026-11-24 2026-12-15'],
        ['de næste 3 uger', 'da', '2026-11-24 2026-12-15'],
        ['die nächsten 2 Monate', 'de', '2026-11-24 2027-01-24'],
        ['les 3 prochaines semaines', 'fr', '2026-11-24 2026-12-15'],
        ['10.-31. januar', 'da', '2027-01-10 2027-01-31'],
        ['20/12..10/1', 'da', '2026-12-20 2027-01-10'],
        ['du 10 au 31 janvier 2027', 'fr', '2027-01-10 2027-01-31'],
        ['vom 28. Dezember bis 5. Januar 2028', 'de', '2027-12-28 2028-01-05'],
        ['uge 12', 'da', '2027-03-22 2027-03-28'],
        ['week 53', 'en', '2026-12-28 2027-01-03'],
        ['week 53 2027', 'en', 'not-understood'],
        ['next week', 'en', '2026-11-30 2026-12-06'],
        ['tomorrow..friday', 'en', '2026-11-25 2026-11-27'],
        ['2027-01-12', 'en', '2027-01-12 2027-01-12'],
        ['2026-11-01..2026-12-01', 'en', '2026-11-24 2026-12-01'],
        ['31/1..10/1', 'en', 'ends-before-start'],
        ['2026-01-01..2026-02-01', 'en', 'in-the-past'],
        ['2027-02-25..2027-02-30', 'en', 'impossible-date'],
        ['2027-01-01..2028-12-01', 'en', 'too-long'],
        ['..', 'en', 'not-understood'],
      ],
      (text, language) => {
        const result = parseDateRange(text, { ...context, language });
        return result.ok ? `${result.value.fromOn} ${result.value.untilOn}` : result.problem;
      },
    );
  });

  it('says when a range was cut to begin today', () => {
    expect(parseDateRange('2026-11-01..2026-12-01', { ...context, language: 'en' })).toMatchObject({
      notes: [{ note: 'starts-today', typedFromOn: '2026-11-01' }],
    });
  });
});

describe('parseDuration', () => {
  it('reads lengths, and tells too short from too long', () => {
    check(
      [
        ['90', 'en', '90'],
        ['90m', 'en', '90'],
        ['1h30', 'en', '90'],
        ['1:30', 'en', '90'],
        ['1.5h', 'en', '90'],
        ['1,5 time', 'da', '90'],
        ['halvanden time', 'en', '90'],
        ['2 Stunden', 'de', '120'],
        ['une heure et demie', 'fr', '90'],
        ['1 time og 30 minutter', 'en', '90'],
        ['half an hour', 'en', '30'],
        ['24h', 'en', '1440'],
        ['0', 'en', 'too-short'],
        ['4 min', 'en', 'too-short'],
        ['40h', 'en', 'too-long'],
        ['-5', 'en', 'not-understood'],
        ['1:75', 'en', 'not-understood'],
        ['long', 'en', 'not-understood'],
      ],
      (text, language) => {
        const result = parseDuration(text, { language });
        return result.ok ? String(result.value) : result.problem;
      },
    );
  });
});

describe('parseTimeOfDay', () => {
  it('reads times of day', () => {
    check(
      [
        ['19:30', 'en', '19:30'],
        ['kl. 19.30', 'da', '19:30'],
        ['7pm', 'en', '19:00'],
        ['18 Uhr', 'de', '18:00'],
        ['18h30', 'fr', '18:30'],
        ['noon', 'en', '12:00'],
        ['halv otte om aftenen', 'da', '19:30'],
        ['9', 'da', '09:00'],
        ['9', 'en', 'ambiguous'],
        ['24:00', 'en', 'impossible-time'],
        ['tomorrow 9:00', 'en', 'not-understood'],
      ],
      (text, language) => {
        const result = parseTimeOfDay(text, { language });
        return result.ok ? result.value : result.problem;
      },
    );
  });
});

describe('parseSlots', () => {
  const read = (text: string) => parseSlots(text, { ...context, language: 'en' });

  it('sorts the slots and tells of a double', () => {
    const result = read('2027-01-14 18:30; 2027-01-12 17:00\n2027-01-12 17:00;');
    expect(result).toMatchObject({
      ok: true,
      value: [{ wall: '2027-01-12T17:00' }, { wall: '2027-01-14T18:30' }],
    });
    expect(result).toMatchObject({ notes: [{ note: 'duplicate', typed: '2027-01-12 17:00' }] });
  });

  it('says which slot is wrong, and when there are too few or too many', () => {
    expect(read('2027-01-12 17:00; 2020-01-01 10:00')).toMatchObject({
      problem: 'in-the-past',
      slot: { position: 2 },
    });
    expect(read('2027-01-12 17:00')).toMatchObject({ problem: 'too-few', got: 1, limit: 2 });
    expect(read(Array(60).fill('2027-01-12 17:00').join(';'))).toMatchObject({
      problem: 'too-many',
      got: 60,
      limit: 10,
    });
  });
});

describe('parseWeeklyHours', () => {
  it('reads weekly hours in four languages', () => {
    check(
      [
        ['mon-fri 17:00-21:00, sat 9-12', 'en', 'mon-fri 17:00-21:00, sat 09:00-12:00'],
        ['mon-fri 17:00-21:00 sat 9-12', 'en', 'mon-fri 17:00-21:00, sat 09:00-12:00'],
        ['weekdays 5-9pm', 'en', 'mon-fri 17:00-21:00'],
        ['weekdays 5-9', 'en', 'ambiguous'],
        ['every day 9am-5pm', 'en', 'mon-sun 09:00-17:00'],
        ['mon and wed 18-20, 21-22', 'en', 'mon 18:00-20:00 21:00-22:00, wed 18:00-20:00 21:00-22:00'],
        ['mon 18-20, mon 19-22', 'en', 'mon 18:00-22:00'],
        ['fri-mon 10-12', 'en', 'mon 10:00-12:00, fri-sun 10:00-12:00'],
        ['fri 22-02', 'en', 'fri 22:00-02:00'],
        ['mon 18-24', 'en', 'mon 18:00-24:00'],
        ['hverdage kl. 17-21, weekend 10-18', 'da', 'mon-fri 17:00-21:00, sat-sun 10:00-18:00'],
        ['lørdag fra 9.00 til 12.30', 'da', 'sat 09:00-12:30'],
        ['Mo, Mi 18-20 Uhr', 'de', 'mon 18:00-20:00, wed 18:00-20:00'],
        ['Mo bis Fr 17 bis 21 Uhr', 'de', 'mon-fri 17:00-21:00'],
        ['du lundi au vendredi de 17h à 21h', 'fr', 'mon-fri 17:00-21:00'],
        ['mar 17h30-21h et sam 9h-12h', 'fr', 'tue 17:30-21:00, sat 09:00-12:00'],
        ['mon 9-5', 'en', 'ends-before-start'],
        ['mon 17-17', 'en', 'ends-before-start'],
        ['mon 25-26', 'en', 'impossible-time'],
        ['mon', 'en', 'not-understood'],
        ['17-21', 'en', 'not-understood'],
        ['whenever', 'en', 'not-understood'],
      ],
      (text, language) => {
        const result = parseWeeklyHours(text, { language });
        return result.ok ? formatWeeklyHours(result.value, 'en') : result.problem;
      },
    );
  });

  it('flags hours that run past midnight', () => {
    expect(parseWeeklyHours('fri 22-02', { language: 'en' })).toMatchObject({
      notes: [{ note: 'crosses-midnight', weekday: 5, startMinute: 1320, endMinute: 1560 }],
    });
  });

  it('reads back what it writes, in every language', () => {
    const window = fc
      .record({
        weekday: fc.integer({ min: 1, max: 7 }).map((day) => day as Weekday),
        startMinute: fc.integer({ min: 0, max: 1439 }),
        length: fc.integer({ min: 1, max: 1440 }),
      })
      .map(({ weekday, startMinute, length }) => {
        const longest = startMinute + length > 1440 ? 720 : length;
        return { weekday, startMinute, endMinute: startMinute + Math.min(length, longest) };
      });
    fc.assert(
      fc.property(
        fc.array(window, { minLength: 1, maxLength: 5 }),
        fc.constantFrom(...languages),
        (windows, language) => {
          const hours = tidyWeeklyHours(windows);
          const text = formatWeeklyHours(hours, language);
          fc.pre(text.length <= 200);
          expect(parseWeeklyHours(text, { language })).toMatchObject({ ok: true, value: hours });
        },
      ),
      { numRuns: 1000 },
    );
  });
});
