import { describe, expect, it } from 'vitest';
import type { CalendarAddresses } from '../../src/chat/calendar-addresses.ts';
import { languages } from '../../src/core/text.ts';

export function calendarAddressesContract(name: string, addresses: CalendarAddresses): void {
  describe(name, () => {
    it('are web addresses over https that end like a calendar', () => {
      for (const address of [addresses.feed('abc234'), addresses.meetingFile('mtg_abc234', 'da')]) {
        expect(new URL(address).protocol).toBe('https:');
        expect(new URL(address).pathname).toMatch(/\.ics$/);
      }
    });

    it('are the same each time, and others for other secrets, meetings and languages', () => {
      const all = [
        ...['abc234', 'abc235'].map((secret) => addresses.feed(secret)),
        ...languages.flatMap((language) =>
          (['mtg_abc234', 'mtg_abc235'] as const).map((id) => addresses.meetingFile(id, language)),
        ),
      ];
      expect(new Set(all).size).toBe(all.length);
      expect(addresses.meetingFile('mtg_abc234', 'fr')).toBe(addresses.meetingFile('mtg_abc234', 'fr'));
    });
  });
}
