import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeBusy } from '../../../src/core/availability/busy.ts';
import { calendarAddress } from '../../../src/core/availability/calendar-address.ts';
import { DomainError } from '../../../src/core/domain-error.ts';

const refused = (typed: string) => {
  try {
    return calendarAddress(typed);
  } catch (error) {
    if (error instanceof DomainError) {
      // A secret may be in it, however wrong it is.
      expect(JSON.stringify(error.phrase)).not.toContain('secret');
      return error.phrase.key;
    }
    throw error;
  }
};

describe('the address of a calendar', () => {
  it('is taken as calendar programs and chats write it', () => {
    const asked = 'https://calendar.example/secret/basic.ics?a=1&b=2';
    for (const typed of [asked, ` ${asked} `, `<${asked}>`, `<${asked}|calendar.example>`, `${asked}#x`])
      expect(calendarAddress(typed)).toBe(asked);
    expect(calendarAddress('webcal://p01.example/secret')).toBe('https://p01.example/secret');
    expect(calendarAddress('WEBCAL://p01.example/secret')).toBe('https://p01.example/secret');
  });

  it('is refused without https, with a password in it, or when it is none', () => {
    expect(refused('http://calendar.example/secret')).toBe('error.private-calendar.https');
    expect(refused('ftp://calendar.example/secret')).toBe('error.private-calendar.https');
    expect(refused('file:///secret')).toBe('error.private-calendar.https');
    expect(refused('https://me:secret@calendar.example/')).toBe('error.private-calendar.credentials');
    expect(refused('secret')).toBe('error.private-calendar.address');
    expect(refused('https://two words/secret')).toBe('error.private-calendar.address');
    expect(refused(`https://calendar.example/${'secret'.repeat(400)}`)).toBe(
      'error.private-calendar.address',
    );
  });
});

describe('busy times', () => {
  it('cover the same moments when they are merged, inside the window, and no two of them meet', () => {
    const span = fc
      .tuple(fc.nat(200), fc.nat(30))
      .map(([at, length]) => ({ fromAt: at, untilAt: at + length }));
    fc.assert(
      fc.property(fc.array(span, { maxLength: 20 }), span, (spans, window) => {
        const merged = mergeBusy(spans, window);
        const covers = (some: typeof spans, at: number) =>
          some.some(({ fromAt, untilAt }) => fromAt <= at && at < untilAt);
        for (let at = 0; at < 240; at += 1)
          expect(covers(merged, at)).toBe(covers(spans, at) && covers([window], at));
        merged.forEach(({ fromAt }, index) => {
          const before = merged[index - 1];
          if (before !== undefined) expect(fromAt).toBeGreaterThan(before.untilAt);
        });
      }),
    );
  });
});
