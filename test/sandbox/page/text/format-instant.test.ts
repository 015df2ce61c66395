import { describe, expect, it } from 'vitest';
import { formatDiscordTime } from '../../../../src/sandbox/page/discord/format-discord-time.ts';
import { formatSlackDate } from '../../../../src/sandbox/page/slack/format-slack-date.ts';
import { fromWallTime, toWallTime } from '../../../../src/sandbox/page/text/format-instant.ts';

const NOW = Date.UTC(2027, 0, 8, 16);
const SLOT = Date.UTC(2027, 0, 13, 16) / 1000;
const mette = { locale: 'en-GB', timeZone: 'Europe/Copenhagen' };
const linda = { locale: 'en-US', timeZone: 'America/Los_Angeles' };

describe('wall time', () => {
  it('goes to an instant and back in any zone', () => {
    for (const zone of ['Europe/Copenhagen', 'America/Los_Angeles', 'Asia/Kathmandu', 'Pacific/Apia']) {
      expect(fromWallTime(toWallTime(NOW, zone), zone)).toBe(NOW);
    }
  });

  it('minds the change of the clocks', () => {
    expect(fromWallTime('2027-03-28T12:00', 'Europe/Copenhagen')).toBe(Date.UTC(2027, 2, 28, 10));
    expect(fromWallTime('2027-03-28T01:30', 'Europe/Copenhagen')).toBe(Date.UTC(2027, 2, 28, 0, 30));
    expect(fromWallTime('nonsense', 'Europe/Copenhagen')).toBeUndefined();
  });
});

describe('formatSlackDate', () => {
  it('shows each reader their own time, and the year only when it is far', () => {
    expect(formatSlackDate(SLOT, '{date_long} {time}', mette, NOW)).toBe('Wednesday 13 January 17:00');
    expect(formatSlackDate(SLOT, '{date_short} at {time}', linda, NOW)).toMatch(/^Jan 13 at 8:00\sAM$/);
    expect(formatSlackDate(SLOT + 300 * 86_400, '{date}', mette, NOW)).toBe('9 November 2027');
  });

  it('says today and tomorrow, and leaves unknown tokens', () => {
    expect(formatSlackDate(NOW / 1000, '{date_short_pretty} {what}', mette, NOW)).toBe('today {what}');
    expect(formatSlackDate(NOW / 1000 + 86_400, '{date_pretty}', mette, NOW)).toBe('tomorrow');
  });
});

describe('formatDiscordTime', () => {
  it('shows each reader their own time', () => {
    expect(formatDiscordTime(SLOT, 'F', mette, NOW)).toContain('17:00');
    expect(formatDiscordTime(SLOT, 't', linda, NOW)).toMatch(/^8:00\sAM$/);
    expect(formatDiscordTime(SLOT, 'R', mette, NOW)).toBe('in 5 days');
  });

  it('survives a zone and a locale that nobody knows', () => {
    expect(formatDiscordTime(SLOT, 't', { locale: '??', timeZone: 'Mars/Base' }, NOW)).toBe('16:00');
  });
});
