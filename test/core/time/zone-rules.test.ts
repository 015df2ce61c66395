import { describe, expect, it } from 'vitest';
import { zoneRules } from '../../../src/core/time/zone-rules.ts';

const lastSunday = (month: number) => ({ day: { month, weekday: 7, nth: -1 } });

describe('the rules that clocks follow', () => {
  it('are one for summer and one for winter in Copenhagen', () => {
    expect(zoneRules('Europe/Copenhagen', 2026, 2028)).toEqual([
      { kind: 'daylight', startsOn: '1970-03-29T02:00', before: 60, after: 120, yearly: lastSunday(3) },
      { kind: 'standard', startsOn: '1970-10-25T03:00', before: 120, after: 60, yearly: lastSunday(10) },
    ]);
  });

  it('begin with winter where the year begins in summer', () => {
    const rules = zoneRules('Australia/Sydney', 2026, 2028) ?? [];
    expect(rules.map(({ kind, startsOn }) => [kind, startsOn])).toEqual([
      ['standard', '1970-04-05T03:00'],
      ['daylight', '1970-10-04T02:00'],
    ]);
  });

  it('may name a weekday on or after a date', () => {
    expect(zoneRules('Asia/Jerusalem', 2024, 2036)?.[0]?.yearly).toEqual({
      day: { month: 3, weekday: 5, onOrAfter: 23 },
    });
  });

  it('are one offset where clocks stand still, and each offset in turn where it changed for good', () => {
    const still = { kind: 'standard', startsOn: '1970-01-01T00:00', before: 345, after: 345 };
    expect(zoneRules('Asia/Kathmandu', 2026, 2028)).toEqual([still]);
    expect(zoneRules('Asia/Almaty', 2023, 2025)?.map(({ startsOn, after }) => [startsOn, after])).toEqual([
      ['1970-01-01T00:00', 360],
      ['2024-03-01T00:00', 300],
    ]);
  });

  it('are none where clocks follow the moon', () => {
    expect(zoneRules('Africa/Casablanca', 2026, 2028)).toBeUndefined();
    expect(() => zoneRules('', 2026, 2028)).toThrow(RangeError);
  });
});
