import type { HolidayCalendar } from '../../core/holiday/holiday-calendar.ts';
import { holidaysAt, holidaysOfTowns, type TownHoliday } from '../../core/holiday/town-holidays.ts';
import type { Meeting } from '../../core/meeting/meeting.ts';
import { msg } from '../../core/message.ts';
import { type Language, list, type Phrase } from '../../core/text.ts';
import { type Instant, MINUTE_MS } from '../../core/time/instant.ts';
import { type Facts, townName } from './people.ts';

/** The facts, with the holidays around a meeting's slots, as its reader calls them. */
export async function withHolidays(
  facts: Facts,
  { slots, lengthMinutes }: Pick<Meeting, 'slots' | 'lengthMinutes'>,
  calendar: HolidayCalendar,
  language: Language,
): Promise<Facts> {
  if (slots.length === 0) return facts;
  const starts = slots.map(({ at }) => at);
  const span = {
    fromAt: Math.min(...starts),
    untilAt: Math.max(...starts) + lengthMinutes * MINUTE_MS,
  };
  return { ...facts, holidays: await holidaysOfTowns(calendar, facts.scope.towns, span, language) };
}

/** A slot, and below it whose holiday it is: shown and weighed, never silently left out. */
export function besideHolidays(slot: Phrase, at: Instant, lengthMinutes: number, facts: Facts): Phrase {
  const found = holidaysAt(at, lengthMinutes, facts.scope.towns, facts.holidays ?? []);
  const notes = new Map<string, { key: 'holiday.public' | 'holiday.other'; name: string; towns: string[] }>();
  for (const holiday of found) {
    const key = keyOf(holiday);
    const note = notes.get(`${key} ${holiday.name}`) ?? { key, name: holiday.name, towns: [] };
    const town = townName(facts, holiday.townId);
    notes.set(`${key} ${holiday.name}`, {
      ...note,
      towns: note.towns.includes(town) ? note.towns : [...note.towns, town],
    });
  }
  if (notes.size === 0) return slot;
  const holidays = [...notes.values()].map(({ key, name, towns }) => msg(key, { towns: list(towns), name }));
  return msg('holiday.beside', { slot, holidays: list(holidays, 'none') });
}

const keyOf = ({ kind }: TownHoliday) =>
  kind === 'public' || kind === 'bank' ? ('holiday.public' as const) : ('holiday.other' as const);
