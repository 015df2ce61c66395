import { msg } from '../../core/message.ts';
import { instant } from '../../core/text.ts';
import type { ParseNote } from '../../core/time/parse-outcome.ts';
import { instantOf } from '../../core/time/resolve-wall.ts';
import { timeOfWall } from '../../core/time/wall-time.ts';
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
