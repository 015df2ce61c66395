import { msg } from '../../core/message.ts';
import type { Reminder } from '../../core/reminder/reminder.ts';
import { instant } from '../../core/text.ts';
import { MINUTE_MS } from '../../core/time/instant.ts';
import type { Card } from '../card.ts';
import { notice } from './notice.ts';
import { type Paging, pagedList } from './paged-list.ts';

/** What a person asked for and is still to ring, soonest first. */
export function remindersCard(
  reminders: readonly Reminder[],
  paging: Pick<Paging, 'reader' | 'place' | 'twinningId'>,
): Card {
  if (reminders.length === 0) return notice('neutral', msg('command.reminder.list.none'));
  const lines = reminders.map(({ number = 0, text, dueAt }) => ({
    key: `${String(Math.floor(dueAt / MINUTE_MS)).padStart(9, '0')}${String(number).padStart(9, '0')}`,
    line: msg('command.reminder.list.item', {
      reference: `R-${number}`,
      text: text ?? '',
      when: instant(dueAt, paging.reader.timeZone),
    }),
  }));
  return {
    tone: 'neutral',
    title: msg('command.reminder.list.title'),
    blocks: pagedList(lines, { ...paging, command: 'reminder/page' }),
  };
}
