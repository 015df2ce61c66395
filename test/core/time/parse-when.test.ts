import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Language, languages } from '../../../src/core/text.ts';
import { parseDate } from '../../../src/core/time/parse-date.ts';
import { parseDateRange } from '../../../src/core/time/parse-date-range.ts';
import { parseDuration } from '../../../src/core/time/parse-duration.ts';
import { parseSlots } from '../../../src/core/time/parse-slots.ts';
import { parseTimeOfDay } from '../../../src/core/time/parse-time-of-day.ts';
import { parseWeeklyHours } from '../../../src/core/time/parse-weekly-hours.ts';
import { parseWhen, type WhenContext } from '../../../src/core/time/parse-when.ts';
import { instantOf } from '../../../src/core/time/resolve-wall.ts';
import { allTimeZones } from '../../../src/core/time/time-zone.ts';
import { lineToWall } from '../../../src/core/time/wall-time.ts';

// Tuesday 24 November 2026, 10:00 in Copenhagen.
const now = Date.UTC(2026, 10, 24, 9);
const timeZone = 'Europe/Copenhagen';

function meaning(text: string, language: Language, more: Partial<WhenContext> = {}): string {
  const result = parseWhen(text, { now, timeZone, language, ...more });
  if (result.ok) return result.value.wall.replace('T', ' ');
  if (result.problem !== 'ambiguous') return result.problem;
  return `? ${result.candidates.map(({ wall }) => wall.replace('T', ' ')).join(' | ')}`;
}

const PHRASES: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {
    '2027-01-12 17:00': '2027-01-12 17:00',
    '2027-01-12T17:00': '2027-01-12 17:00',
    '2027/1/12 9:05': '2027-01-12 09:05',
    'tomorrow 17:00': '2026-11-25 17:00',
    'Tomorrow, at 5 p.m.': '2026-11-25 17:00',
    'tomorrow at 6': '? 2026-11-25 06:00 | 2026-11-25 18:00',
    'tomorrow at seven pm': '2026-11-25 19:00',
    'tomorrow evening at 6': '2026-11-25 18:00',
    'tomorrow 8 in the evening': '2026-11-25 20:00',
    'today at 6': '2026-11-24 18:00',
    'tonight at 8': '2026-11-24 20:00',
    '6 pm tomorrow': '2026-11-25 18:00',
    '12 am tomorrow': '2026-11-25 00:00',
    'the day after tomorrow at noon': '2026-11-26 12:00',
    'in 20 minutes': '2026-11-24 10:20',
    'in half an hour': '2026-11-24 10:30',
    'in 2 hours and 15 minutes': '2026-11-24 12:15',
    'two hours from now': '2026-11-24 12:00',
    'in 2 days': '2026-11-26 10:00',
    'in 3 weeks at 18:00': '2026-12-15 18:00',
    'friday 18:00': '2026-11-27 18:00',
    'Friday the 27th of November at 18:00': '2026-11-27 18:00',
    'friday 25 november 18:00': 'weekday-mismatch',
    'tuesday 09:00': '2026-12-01 09:00',
    'tuesday 18:00': '? 2026-11-24 18:00 | 2026-12-01 18:00',
    'next tuesday 18:00': '2026-12-01 18:00',
    'next friday 18:00': '? 2026-11-27 18:00 | 2026-12-04 18:00',
    'thursday next week at 18:00': '2026-12-03 18:00',
    'Nov 24th, 2027 at 5:30 pm': '2027-11-24 17:30',
    '24/11 18:00': '2026-11-24 18:00',
    '05/03 18:00': '2027-03-05 18:00',
    '11/24 18:00': '2026-11-24 18:00',
    'the 28th at 18:00': '2026-11-28 18:00',
    'half past six tomorrow': '? 2026-11-25 06:30 | 2026-11-25 18:30',
    'quarter to seven in the evening': '2026-11-24 18:45',
    'tomorrow midnight': '? 2026-11-25 00:00 | 2026-11-26 00:00',
    tomorrow: 'time-missing',
    'tomorrow evening': 'time-missing',
    '09:00': '2026-11-25 09:00',
    '24/11 09:00': 'in-the-past',
    'yesterday 17:00': 'in-the-past',
    'in 0 minutes': 'in-the-past',
    '2027-02-30 17:00': 'impossible-date',
    '31/4 17:00': 'impossible-date',
    '25:00': 'impossible-time',
    'tomorrow 24:00': 'impossible-time',
    '13 pm': 'impossible-time',
    '2040-01-01 10:00': 'too-far',
    'in 9999 weeks': 'too-far',
    'last friday 18:00': 'not-understood',
    'tomorrow 5-6pm': 'not-understood',
    'tomorrow 17:00 CET': 'not-understood',
    '2027-01-12T17:00Z': 'not-understood',
    'whenever suits': 'not-understood',
    '20 minutes': 'not-understood',
    'tomorrow tomorrow 17:00': 'not-understood',
    '17:00 18:00': 'not-understood',
    '17': 'not-understood',
    constructor: 'not-understood',
  },
  da: {
    'i morgen kl. 19.30': '2026-11-25 19:30',
    'imorgen kl 19': '2026-11-25 19:00',
    'i overmorgen kl. 9': '2026-11-26 09:00',
    'om 2 timer': '2026-11-24 12:00',
    'om halvanden time': '2026-11-24 11:30',
    'om en halv time': '2026-11-24 10:30',
    'om tre kvarter': '2026-11-24 10:45',
    'om 20 min.': '2026-11-24 10:20',
    'om 3 uger': '2026-12-15 10:00',
    'kl. 19': '2026-11-24 19:00',
    'kl. 9': '2026-11-25 09:00',
    'kl. 1930': '2026-11-24 19:30',
    '19.30 i morgen': '2026-11-25 19:30',
    '24/11 18:00': '2026-11-24 18:00',
    'd. 24. november kl. 19': '2026-11-24 19:00',
    'd. 28. kl. 18': '2026-11-28 18:00',
    'torsdag d. 26/11 kl. 19': '2026-11-26 19:00',
    'lørdag den 12. december 2026 kl. 14.00': '2026-12-12 14:00',
    'LØRDAG KL. 14': '2026-11-28 14:00',
    'på fredag kl. 19': '2026-11-27 19:00',
    'fredag aften kl. 7': '2026-11-27 19:00',
    'fredag i næste uge kl. 19': '2026-12-04 19:00',
    'næste fredag kl. 19': '? 2026-11-27 19:00 | 2026-12-04 19:00',
    'i aften kl. 8': '2026-11-24 20:00',
    'i aften': 'time-missing',
    'halv ti': '? 2026-11-24 21:30 | 2026-11-25 09:30',
    'i morgen halv otte om aftenen': '2026-11-25 19:30',
    'i morgen kvart over syv om morgenen': '2026-11-25 07:15',
    '10.12': 'time-missing',
    '10.12 19.30': '2026-12-10 19:30',
    '19.30': '2026-11-24 19:30',
    '31. maj 2027 kl. 18': '2027-05-31 18:00',
    '31/2 kl. 18': 'impossible-date',
    'i går kl. 18': 'in-the-past',
    snart: 'not-understood',
    'morgen 18 Uhr': '2026-11-25 18:00',
    'demain à 18h30': '2026-11-25 18:30',
  },
  de: {
    'morgen 18 Uhr': '2026-11-25 18:00',
    'morgen um 18:30 Uhr': '2026-11-25 18:30',
    'morgen um 8': '2026-11-25 08:00',
    'morgen früh um 8': '2026-11-25 08:00',
    'morgen Abend halb acht': '2026-11-25 19:30',
    'übermorgen 19 Uhr': '2026-11-26 19:00',
    'uebermorgen 19 Uhr': '2026-11-26 19:00',
    'heute Abend um 8': '2026-11-24 20:00',
    'heute 18.30': '2026-11-24 18:30',
    'Freitagabend 19 Uhr': '2026-11-27 19:00',
    'Mo 18 Uhr': '2026-11-30 18:00',
    'am Mi. 2.12. um 18 Uhr': '2026-12-02 18:00',
    'Freitag, den 27. November um 19:00 Uhr': '2026-11-27 19:00',
    'am 24.11.2026 um 18 Uhr': '2026-11-24 18:00',
    '24.11. 18:00': '2026-11-24 18:00',
    'am 28. um 18 Uhr': '2026-11-28 18:00',
    '18 Uhr 30': '2026-11-24 18:30',
    'um sieben Uhr abends': '2026-11-24 19:00',
    'halb acht': '? 2026-11-24 19:30 | 2026-11-25 07:30',
    'nächsten Freitag 19 Uhr': '? 2026-11-27 19:00 | 2026-12-04 19:00',
    'Donnerstag nächster Woche um 18 Uhr': '2026-12-03 18:00',
    'in 20 Minuten': '2026-11-24 10:20',
    'in einer Stunde': '2026-11-24 11:00',
    'in anderthalb Stunden': '2026-11-24 11:30',
    'in einer Viertelstunde': '2026-11-24 10:15',
    'in zwei Wochen um 18 Uhr': '2026-12-08 18:00',
    'letzten Freitag 18 Uhr': 'not-understood',
    'gestern 18 Uhr': 'in-the-past',
    '30.2.2027 18 Uhr': 'impossible-date',
    'i morgen kl. 19': '2026-11-25 19:00',
  },
  fr: {
    'demain à 18h30': '2026-11-25 18:30',
    'demain 18h': '2026-11-25 18:00',
    'demain soir à 8h': '2026-11-25 20:00',
    'demain à sept heures du soir': '2026-11-25 19:00',
    'demain à six heures et demie du soir': '2026-11-25 18:30',
    'ce soir à 20h': '2026-11-24 20:00',
    'après-demain à 9 h': '2026-11-26 09:00',
    'aujourd’hui à 18h': '2026-11-24 18:00',
    'dans 20 minutes': '2026-11-24 10:20',
    'dans une demi-heure': '2026-11-24 10:30',
    'dans deux heures et demie': '2026-11-24 12:30',
    'dans quinze jours à 18h': '2026-12-09 18:00',
    'le 24 novembre à 18h': '2026-11-24 18:00',
    'le 28 à 18h': '2026-11-28 18:00',
    'le 3 décembre à 18 heures': '2026-12-03 18:00',
    '1er mars 2027 à midi': '2027-03-01 12:00',
    'lundi 30 novembre 2026 à 19h': '2026-11-30 19:00',
    'vendredi à 18 h 30': '2026-11-27 18:30',
    'vendredi prochain à 18h': '? 2026-11-27 18:00 | 2026-12-04 18:00',
    'jeudi de la semaine prochaine à 18h': '2026-12-03 18:00',
    'samedi matin à 10h': '2026-11-28 10:00',
    'mer. 2/12 à 18h': '2026-12-02 18:00',
    'hier 18h': 'in-the-past',
    'le 31 avril à 18h': 'impossible-date',
    bientôt: 'not-understood',
  },
};

describe('parseWhen', () => {
  for (const language of languages) {
    it(`reads the phrase table of ${language}, asking back rather than guessing`, () => {
      const phrases = PHRASES[language];
      const read = Object.fromEntries(Object.keys(phrases).map((text) => [text, meaning(text, language)]));
      expect(read).toEqual(phrases);
    });
  }

  it('asks Americans who write English whether the month comes first', () => {
    const zone = { timeZone: 'America/Los_Angeles' };
    expect(meaning('05/03 18:00', 'en', zone)).toBe('? 2027-03-05 18:00 | 2027-05-03 18:00');
    expect(meaning('05/05 18:00', 'en', zone)).toBe('2027-05-05 18:00');
    expect(meaning('05/03 18:00', 'da', zone)).toBe('2027-03-05 18:00');
  });

  it('takes the later time in a gap and the first in an overlap, and says so', () => {
    const gap = parseWhen('2027-03-28 02:30', { now, timeZone, language: 'en' });
    expect(gap).toMatchObject({
      value: { wall: '2027-03-28T03:30' },
      notes: [{ note: 'gap', askedWall: '2027-03-28T02:30' }],
    });
    const overlap = parseWhen('2027-10-31 02:30', { now, timeZone, language: 'en' });
    expect(overlap).toMatchObject({
      value: { at: Date.UTC(2027, 9, 31, 0, 30) },
      notes: [{ note: 'overlap' }],
    });
  });

  it('takes a default time only where one is offered', () => {
    expect(parseWhen('tomorrow', { now, timeZone, language: 'en', defaultTime: '09:00' })).toMatchObject({
      value: { wall: '2026-11-25T09:00' },
      notes: [{ note: 'default-time', time: '09:00' }],
    });
  });

  it('refuses nothing and too much without reading it', () => {
    expect(meaning('', 'en')).toBe('empty');
    expect(meaning('   ', 'en')).toBe('empty');
    expect(meaning('9'.repeat(201), 'en')).toBe('text-too-long');
  });

  it('reads an ISO date and time in any zone as that wall time', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...allTimeZones()),
        fc.constantFrom(...languages),
        fc.integer({ min: Date.UTC(2026, 11, 1), max: Date.UTC(2036, 0, 1) }),
        (zone, language, line) => {
          const wall = lineToWall(line);
          const result = parseWhen(wall.replace('T', ' '), { now, timeZone: zone, language });
          const expected = instantOf(wall, zone);
          expect(result).toMatchObject({ ok: true, value: { at: expected.at, wall: expected.wall } });
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('all parsers', () => {
  const word = fc.constantFrom(
    ...'in om dans the den le am um kl at a - .. , ; : . / 1 12 24 31 99 2027 9999 00 h uhr pm to til bis au and og et halv half next naeste friday fre so mar may morgen i demain evening min timer week mon-fri 17-21 2027-01-12 17:00 ~ @ end ultimo 🎉 < " \\ constructor'.split(
      ' ',
    ),
  );
  const texts = fc.oneof(
    fc.string({ maxLength: 200, unit: 'binary' }),
    fc.array(word, { maxLength: 30 }).map((words) => words.join(' ').slice(0, 200)),
  );

  it('never throw and never take long, whatever is typed', () => {
    fc.assert(
      fc.property(texts, fc.constantFrom(...languages), (text, language) => {
        const context = { now, timeZone, language };
        const startedAt = performance.now();
        const results = [
          parseWhen(text, context),
          parseDate(text, context),
          parseDateRange(text, context),
          parseDuration(text, context),
          parseSlots(text, context),
          parseWeeklyHours(text, context),
          parseTimeOfDay(text, context),
        ];
        expect(performance.now() - startedAt).toBeLessThan(250);
        for (const result of results) expect(typeof result.ok).toBe('boolean');
        const [when] = results;
        if (when?.ok) expect(parseWhen(text, context)).toEqual(when);
      }),
      { numRuns: 1500 },
    );
  });

  it('never accept a moment in the past or on a day that does not exist', () => {
    fc.assert(
      fc.property(texts, fc.constantFrom(...languages), (text, language) => {
        const when = parseWhen(text, { now, timeZone, language });
        if (!when.ok) return;
        expect(when.value.at).toBeGreaterThan(now);
        // In the second showing of an hour the wall time alone means the first.
        expect([0, 3_600_000]).toContain(when.value.at - instantOf(when.value.wall, timeZone).at);
      }),
      { numRuns: 1500 },
    );
  });
});
