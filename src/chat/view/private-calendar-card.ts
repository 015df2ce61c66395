import { calendarTrouble } from '../../core/availability/calendar-trouble.ts';
import type { CalendarState } from '../../core/availability/private-calendar.ts';
import { msg } from '../../core/message.ts';
import { code, instant, type Phrase } from '../../core/text.ts';
import type { Block, Button, Card } from '../card.ts';
import { buttons, commandButton } from './notice.ts';

/** One's own private calendar: of its address only the host, of its entries only how many times they take. */
export function privateCalendarCard(state: CalendarState, done?: Phrase, ...notes: Phrase[]): Card {
  const said: Block[] = done === undefined ? [] : [{ type: 'text', text: done }];
  const small = [...notes, msg('private-calendar.keeps')];
  return {
    tone: done !== undefined ? 'good' : state.calendar.trouble === undefined ? 'neutral' : 'attention',
    blocks: [
      ...said,
      ...privateCalendarBlocks(state),
      ...small.map((text): Block => ({ type: 'text', text, small: true })),
    ],
  };
}

/** Below one's own hours. */
export function ownCalendarBlocks(state: CalendarState | undefined, mayConnect: boolean): Block[] {
  if (state !== undefined) return privateCalendarBlocks(state);
  if (!mayConnect) return [];
  return [buttons(commandButton(msg('command.availability.calendar.button'), 'availability/calendar'))];
}

function privateCalendarBlocks({ calendar, host, busy }: CalendarState): Block[] {
  const where = host === undefined ? msg('private-calendar.somewhere') : code(host);
  const unread = calendar.whole?.unread ?? 0;
  return [
    {
      type: 'text',
      text:
        calendar.lastReadAt === undefined
          ? msg('private-calendar.not-yet', { host: where })
          : msg('private-calendar.busy', { host: where, count: busy, at: instant(calendar.lastReadAt) }),
    },
    ...(unread === 0
      ? []
      : [{ type: 'text' as const, text: msg('private-calendar.unread', { count: unread }) }]),
    ...(calendar.trouble === undefined
      ? []
      : [
          {
            type: 'text' as const,
            text: msg('private-calendar.trouble', { why: calendarTrouble(calendar.trouble).phrase }),
          },
        ]),
    buttons(
      button(msg('private-calendar.refresh'), 'availability/calendar-refresh', 'secondary'),
      button(msg('private-calendar.forget'), 'availability/calendar-forget', 'danger'),
    ),
  ];
}

const button = (label: Phrase, command: Button['call']['command'], style: Button['style']): Button => ({
  type: 'button',
  label,
  style,
  call: { command, options: {} },
});
