import { msg } from '../../core/message.ts';
import { instant, type Language } from '../../core/text.ts';
import type { ParseNote } from '../../core/time/parse-outcome.ts';
import { instantOf } from '../../core/time/resolve-wall.ts';
import { timeOfWall } from '../../core/time/wall-time.ts';
import { formatWeeklyHours, type WeeklyHours } from '../../core/time/weekly-hours.ts';
import type { Block } from '../card.ts';

/** Says where the clock change made a time other than what was typed: skipped, or shown twice. */
export const clockNotes = (notes: readonly ParseNote[]): Block[] =>
  notes.flatMap((note): Block[] => {
    if (note.note === 'gap') {
      const taken = instantOf(note.takenWall, note.timeZone).at;
      return [
        {
          type: 'text',
          small: true,
          text: msg('clock.gap', { asked: timeOfWall(note.askedWall), taken: instant(taken, note.timeZone) }),
        },
      ];
    }
    if (note.note === 'overlap') {
      return [{ type: 'text', small: true, text: msg('clock.overlap', { wall: timeOfWall(note.wall) }) }];
    }
    return [];
  });

/** Says which hours run past midnight: that they end on the next day was perhaps not meant. */
export function nightNotes(hours: WeeklyHours, language: Language): Block[] {
  const nights = hours.filter(({ endMinute }) => endMinute > 1440);
  if (nights.length === 0) return [];
  const text = msg('availability.night', { hours: formatWeeklyHours(nights, language) });
  return [{ type: 'text', small: true, text }];
}
