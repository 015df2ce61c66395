import type { CalendarEntry } from '../../../src/core/calendar/calendar-entry.ts';
import type { Town, TwinningScope } from '../../../src/core/twinning/twinning.ts';

const town = (id: string, name: string, timeZone: string): Town => ({
  id: `town_${id}`,
  name,
  country: 'DK',
  timeZone,
  language: 'en',
  createdAt: 0,
});
export const aalborg = town('aalborg', 'Aalborg', 'Europe/Copenhagen');
export const antibes = town('antibes', 'Antibes', 'Europe/Paris');
export const solvang = town('solvang', 'Solvang', 'America/Los_Angeles');

export const threeTowns: TwinningScope = {
  twinning: { id: 'twn_1', name: '', createdAt: 0 },
  towns: [aalborg, antibes, solvang],
  spaces: [],
};

/** 12 January 2027, 18:00 in Aalborg, for an hour and a half. */
export const anEntry = (changes: Partial<CalendarEntry> = {}, title = 'Youth Games 2027'): CalendarEntry => {
  const startAt = changes.startAt ?? Date.UTC(2027, 0, 12, 17);
  return {
    uid: 'mtg_0123456789abcdef@twinbell',
    sequence: 2,
    startAt,
    endAt: startAt + 90 * 60_000,
    timeZone: 'Europe/Copenhagen',
    cancelled: false,
    createdAt: Date.UTC(2026, 10, 1, 9),
    revisedAt: Date.UTC(2026, 10, 2, 9),
    scope: threeTowns,
    meeting: {
      id: 'mtg_0123456789abcdef',
      twinningId: 'twn_1',
      number: 3,
      title,
      organiserId: 'mbr_1',
      lengthMinutes: 90,
      participantIds: [],
      state: changes.cancelled ? 'cancelled' : 'confirmed',
      slots: [],
      confirmedSlot: 1,
      version: 2,
      createdAt: 0,
    },
    ...changes,
  };
};

export const inEnglish = { language: 'en', locale: 'en-GB', timeZone: 'Europe/London' } as const;
