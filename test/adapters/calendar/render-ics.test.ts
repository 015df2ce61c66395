import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { renderIcs } from '../../../src/adapters/calendar/render-ics.ts';
import { wordEntry } from '../../../src/chat/view/calendar-words.ts';
import type { CalendarEntry } from '../../../src/core/calendar/calendar-entry.ts';
import { languages } from '../../../src/core/text.ts';
import { allTimeZones } from '../../../src/core/time/time-zone.ts';
import { anEntry, inEnglish } from './entries.ts';
import { lintIcs } from './lint-ics.ts';
import { insideOf, lineOf, lineOfStamp, offsetAt, onsetsOf, rawOf, readIcs, textOf } from './read-ics.ts';

const inWords = (entry: CalendarEntry) => wordEntry(entry, 'follows', inEnglish);
const feed = (...entries: CalendarEntry[]) =>
  [...renderIcs({ type: 'feed', name: 'Meetings: Aalborg' }, entries, inWords)].join('');
const file = (entry: CalendarEntry) => [...renderIcs({ type: 'file' }, [entry], inWords)].join('');
const eventsOf = (text: string) => insideOf(readIcs(text), 'VEVENT');
const only = (text: string) => {
  const [first, ...others] = eventsOf(text);
  if (first === undefined || others.length > 0) throw new Error('not one event');
  return first;
};

/** The instants of an event as a program works them out from nothing but the text. */
function instantsOf(text: string): { startAt: number; endAt: number } {
  const at = (name: string) => {
    const line = lineOf(only(text), name);
    if (line === undefined) throw new Error(`no ${name}`);
    const wall = lineOfStamp(line.value);
    if (line.parameters.TZID === undefined) return wall;
    const zone = insideOf(readIcs(text), 'VTIMEZONE').find(
      (one) => rawOf(one, 'TZID') === line.parameters.TZID,
    );
    if (zone === undefined) throw new Error('a zone that is not described');
    const onsets = onsetsOf(zone, 2040);
    // Of the two offsets around, the one that shows this wall time; of two instants the first (RFC 5545, 3.3.5).
    return [wall - 86_400_000, wall + 86_400_000]
      .map((near) => wall - (offsetAt(onsets, near) ?? 0) * 60_000)
      .filter((instant) => wall - instant === (offsetAt(onsets, instant) ?? 0) * 60_000)
      .sort((a, b) => a - b)[0];
  };
  return { startAt: at('DTSTART') ?? Number.NaN, endAt: at('DTEND') ?? Number.NaN };
}

describe('an iCalendar text', () => {
  it('says when, where the clocks stand in each town, and that it follows', () => {
    const shown = only(feed(anEntry()));
    expect(lineOf(shown, 'DTSTART')).toMatchObject({
      parameters: { TZID: 'Europe/Copenhagen' },
      value: '20270112T180000',
    });
    expect(rawOf(shown, 'DTEND')).toBe('20270112T193000');
    expect(textOf(shown, 'SUMMARY')).toBe('Youth Games 2027');
    expect(textOf(shown, 'DESCRIPTION')).toMatch(
      /^Tuesday,? 12 January 2027 at 18:00 in Aalborg and Antibes, 09:00 in Solvang\n/,
    );
    expect(textOf(shown, 'DESCRIPTION')).toContain('follows by itself');
    expect(rawOf(shown, 'DTSTAMP')).toBe('20261102T090000Z');
    expect(rawOf(shown, 'LAST-MODIFIED')).toBe('20261102T090000Z');
    expect(rawOf(shown, 'SEQUENCE')).toBe('2');
  });

  it('keeps its identity and organiser through a move and a cancellation, and counts up', () => {
    const planned = anEntry();
    const moved = anEntry({ startAt: planned.startAt + 86_400_000, sequence: 3 });
    const cancelled = anEntry({ startAt: moved.startAt, sequence: 4, cancelled: true });
    const texts = [planned, moved, cancelled].map((entry) => only(feed(entry)));
    expect(new Set(texts.map((one) => rawOf(one, 'UID'))).size).toBe(1);
    expect(new Set(texts.map((one) => JSON.stringify(lineOf(one, 'ORGANIZER')))).size).toBe(1);
    expect(texts.map((one) => rawOf(one, 'SEQUENCE'))).toEqual(['2', '3', '4']);
    expect(texts.map((one) => rawOf(one, 'STATUS'))).toEqual(['CONFIRMED', 'CONFIRMED', 'CANCELLED']);
    expect(textOf(texts[2] ?? only(''), 'SUMMARY')).toBe('Cancelled: Youth Games 2027');
  });

  it('publishes a file, cancels by one, and keeps a feed that cancels among the published', () => {
    const method = (text: string) => rawOf(readIcs(text), 'METHOD');
    expect(method(file(anEntry()))).toBe('PUBLISH');
    expect(method(file(anEntry({ cancelled: true })))).toBe('CANCEL');
    expect(method(feed(anEntry({ cancelled: true })))).toBe('PUBLISH');
  });

  it('is empty but whole without meetings', () => {
    expect(lintIcs(feed())).toEqual([]);
    expect(eventsOf(feed())).toEqual([]);
  });

  it('is in UTC where a clock cannot be described, and in the hour that clocks show twice', () => {
    const inRabat = anEntry({ timeZone: 'Africa/Casablanca' });
    const secondHour = Date.UTC(2026, 9, 25, 1, 30);
    const twice = anEntry({ startAt: secondHour, endAt: secondHour + 3_600_000 });
    const first = anEntry({ startAt: secondHour - 3_600_000, endAt: secondHour + 3_600_000 });
    for (const entry of [inRabat, twice, anEntry({ timeZone: 'UTC' })]) {
      expect(readIcs(feed(entry)).inside.map(({ name }) => name)).toEqual(['VEVENT']);
      expect(instantsOf(feed(entry))).toEqual({ startAt: entry.startAt, endAt: entry.endAt });
    }
    expect(rawOf(only(feed(first)), 'DTSTART')).toBe('20261025T023000');
  });

  it('means the same instants as the entry, for any zone and time, and breaks no rule', () => {
    const from = Date.UTC(2024, 0, 1) / 900_000;
    const until = Date.UTC(2036, 11, 30) / 900_000;
    fc.assert(
      fc.property(
        fc.constantFrom(...allTimeZones()),
        fc.integer({ min: from, max: until }),
        fc.integer({ min: 1, max: 40 }),
        (timeZone, start, length) => {
          const startAt = start * 900_000;
          const entry = anEntry({ timeZone, startAt, endAt: startAt + length * 900_000 });
          const text = feed(entry);
          expect(lintIcs(text)).toEqual([]);
          expect(instantsOf(text)).toEqual({ startAt, endAt: entry.endAt });
        },
      ),
      { numRuns: 150 },
    );
  }, 60_000);

  it('takes the hour before, at and after every change of the clocks of the towns', () => {
    for (const timeZone of ['Europe/Copenhagen', 'America/Los_Angeles', 'Australia/Lord_Howe']) {
      let at = Temporal.Instant.fromEpochMilliseconds(Date.UTC(2026, 0, 1)).toZonedDateTimeISO(timeZone);
      for (let change = 0; change < 6; change += 1) {
        at = at.getTimeZoneTransition('next') ?? at;
        for (const quarters of [-8, -4, -2, -1, 0, 1, 2, 4, 8]) {
          const startAt = at.epochMilliseconds + quarters * 900_000;
          const entry = anEntry({ timeZone, startAt, endAt: startAt + 3_600_000 });
          expect(instantsOf(feed(entry))).toEqual({ startAt, endAt: startAt + 3_600_000 });
        }
      }
    }
  });

  it('carries any words unharmed, in lines of at most 75 octets', () => {
    const words = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 150 }),
      fc.constantFrom(
        'a;b,c\\d:e"f',
        '𝄞'.repeat(60),
        'Ø'.repeat(120),
        'BEGIN:VEVENT',
        '\\n',
        'x\\',
        'ß😀,;'.repeat(20),
      ),
    );
    fc.assert(
      fc.property(words, words, (title, host) => {
        // What came through the door: one line, nothing invisible (src/core/clean-text.ts).
        const clean = (text: string) => text.replace(/[\p{Cc}\u2028\u2029\ufeff]/gu, '');
        const written = {
          title: clean(title),
          description: `${clean(host)}\n${clean(title)}`,
          location: clean(host),
        };
        const parts = renderIcs({ type: 'feed', name: clean(host) }, [anEntry()], () => written);
        const text = [...parts].join('');
        expect(lintIcs(text)).toEqual([]);
        expect(textOf(only(text), 'SUMMARY')).toBe(written.title);
        expect(textOf(only(text), 'DESCRIPTION')).toBe(written.description);
        expect(textOf(only(text), 'LOCATION')).toBe(written.location);
      }),
    );
  });

  it('is worded for its reader', () => {
    const locales = { en: 'en-GB', da: 'da-DK', de: 'de-DE', fr: 'fr-FR' } as const;
    const titles = languages.map(
      (language) =>
        wordEntry(anEntry({ cancelled: true }), 'copy', { ...inEnglish, language, locale: locales[language] })
          .title,
    );
    expect(titles).toEqual([
      'Cancelled: Youth Games 2027',
      'Aflyst: Youth Games 2027',
      'Abgesagt: Youth Games 2027',
      'Annulé : Youth Games 2027',
    ]);
  });
});

describe('the rules for calendars', () => {
  const good = feed(anEntry());
  it.each([
    ['CRLF', (text: string) => text.replaceAll('\r\n', '\n')],
    ['the last line has no CRLF', (text: string) => text.slice(0, -2)],
    ['octets', (text: string) => text.replace('SUMMARY:', `SUMMARY:${'Ø'.repeat(50)}`)],
    ['DTSTAMP is not in UTC', (text: string) => text.replace(/(DTSTAMP:\d{8}T\d{6})Z/, '$1')],
    ['no VTIMEZONE', (text: string) => text.replace('TZID:Europe/Copenhagen', 'TZID:Europe/Paris')],
    ['ends before it begins', (text: string) => text.replace('20270112T193000', '20270112T180000')],
    ['UNTIL is not in UTC', (text: string) => text.replace('BYDAY=-1SU', 'BYDAY=-1SU;UNTIL=20270101T000000')],
    ['RDATE', (text: string) => text.replace('TZOFFSETTO', 'RDATE:20270101T000000\r\nTZOFFSETTO')],
    ['a UID twice', (text: string) => text.replace(/BEGIN:VEVENT[\s\S]*END:VEVENT\r\n/, '$&$&')],
    ['CANCEL without', (text: string) => text.replace('METHOD:PUBLISH', 'METHOD:CANCEL')],
    ['VALARM', (text: string) => text.replace('END:VEVENT', 'BEGIN:VALARM\r\nEND:VALARM\r\nEND:VEVENT')],
  ])('notice: %s', (fault, spoil) => {
    expect(lintIcs(spoil(good)).join('\n')).toContain(fault);
    expect(lintIcs(good)).toEqual([]);
  });
});
