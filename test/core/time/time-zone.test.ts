import { describe, expect, it } from 'vitest';
import { dateAt, nextTimeOfDay } from '../../../src/core/time/local-date.ts';
import { isTimeZone, normaliseTimeZone, suggestTimeZones } from '../../../src/core/time/time-zone.ts';

describe('normaliseTimeZone', () => {
  it('answers with the usual spelling of today', () => {
    const read = (typed: string) => {
      const result = normaliseTimeZone(typed);
      return result.ok ? result.timeZone : result.suggestions[0];
    };
    expect(read('europe/copenhagen')).toBe('Europe/Copenhagen');
    expect(read(' Europe/Kiev ')).toBe('Europe/Kyiv');
    expect(read('Asia/Calcutta')).toBe('Asia/Kolkata');
    expect(read('US/Eastern')).toBe('America/New_York');
    expect(read('america/los angeles')).toBe('America/Los_Angeles');
    expect(read('utc')).toBe('UTC');
  });

  it('suggests what may have been meant, and takes no offset for a zone', () => {
    for (const typed of ['', '+01:00', 'UTC+1', 'Z', 'Mars/Olympus', 'x'.repeat(500)]) {
      expect(normaliseTimeZone(typed)).toMatchObject({ ok: false, problem: 'zone-unknown' });
      expect(isTimeZone(typed)).toBe(false);
    }
    expect(suggestTimeZones('Copenhagen', 3)[0]).toBe('Europe/Copenhagen');
    expect(suggestTimeZones('kopenhagen', 3)[0]).toBe('Europe/Copenhagen');
    expect(suggestTimeZones('Paris, France', 3)[0]).toBe('Europe/Paris');
    expect(suggestTimeZones('los an', 3)[0]).toBe('America/Los_Angeles');
    expect(suggestTimeZones('europe', 25)).toHaveLength(25);
    expect(suggestTimeZones('', 25)).toEqual([]);
  });
});

describe('nextTimeOfDay', () => {
  it('is strictly later, on the local clock, also on the day the clocks change', () => {
    const zone = 'Europe/Copenhagen';
    const nine = Date.UTC(2027, 2, 27, 8);
    expect(nextTimeOfDay(nine - 1, '09:00', zone).at).toBe(nine);
    // 23 hours later: that night is an hour short.
    expect(nextTimeOfDay(nine, '09:00', zone).at).toBe(nine + 23 * 3_600_000);
    expect(dateAt(nextTimeOfDay(nine, '09:00', zone).at, zone)).toBe('2027-03-28');
  });
});
