import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LINK_LIMIT, link } from '../../../src/chat/link.ts';
import { googleUrl, outlookUrl } from '../../../src/chat/view/calendar-links.ts';
import { wordEntry } from '../../../src/chat/view/calendar-words.ts';
import { msg } from '../../../src/core/message.ts';
import { anEntry, inEnglish } from '../../adapters/calendar/entries.ts';

const label = msg('calendar.add.google');

describe('the links that make a copy', () => {
  const entry = anEntry();
  const words = wordEntry(entry, 'copy', inEnglish);

  it('tell Google the instants, the words and that it is a copy', () => {
    const url = new URL(googleUrl(entry, words));
    expect(`${url.origin}${url.pathname}`).toBe('https://calendar.google.com/calendar/r/eventedit');
    expect(url.searchParams.get('dates')).toBe('20270112T170000Z/20270112T183000Z');
    expect(url.searchParams.get('text')).toBe('Youth Games 2027');
    expect(url.searchParams.get('details')).toBe(words.description);
    expect(words.description).toContain('a copy');
  });

  it.each(['live', 'office'] as const)('tell Outlook (%s) the same', (edition) => {
    const url = new URL(outlookUrl(edition, entry, words));
    expect(url.origin).toBe(`https://outlook.${edition}.com`);
    expect(url.searchParams.get('startdt')).toBe('2027-01-12T17:00:00Z');
    expect(url.searchParams.get('enddt')).toBe('2027-01-12T18:30:00Z');
    expect(url.searchParams.get('subject')).toBe('Youth Games 2027');
    expect(url.searchParams.get('rru')).toBe('addevent');
  });

  it('fit into a button whatever the meeting is called, and are never torn inside a character', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme', minLength: 1, maxLength: 150 }),
          fc.constantFrom('&details=x#y?z+%', 'Ø'.repeat(150), '😀'.repeat(150), '日本'.repeat(75)),
        ),
        (title) => {
          const written = wordEntry(anEntry({}, title), 'copy', inEnglish);
          for (const url of [googleUrl(entry, written), outlookUrl('live', entry, written)]) {
            expect(link(label, url).url.length).toBeLessThanOrEqual(LINK_LIMIT);
            const shown = new URL(url).searchParams.get(url.includes('google') ? 'text' : 'subject') ?? '';
            expect(shown === title || (shown.endsWith('…') && title.startsWith(shown.slice(0, -1)))).toBe(
              true,
            );
          }
        },
      ),
    );
  });
});

describe('a link', () => {
  it('is https, or on this computer', () => {
    for (const url of ['https://example.org/a', 'http://127.0.0.1:3000/a', 'http://localhost:1/'])
      expect(link(label, url).url).toBe(url);
    for (const url of [
      'http://example.org/',
      'javascript:alert(1)',
      'http://127.0.0.1.example.org/',
      'no address',
    ])
      expect(() => link(label, url)).toThrow();
    expect(() => link(label, `https://example.org/${'a'.repeat(LINK_LIMIT)}`)).toThrow(RangeError);
  });
});
