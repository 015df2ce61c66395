import { mayRemove } from '../../core/meeting/change-agenda.ts';
import type { Meeting } from '../../core/meeting/meeting.ts';
import type { AgendaItem } from '../../core/meeting/meeting-record.ts';
import { msg } from '../../core/message.ts';
import type { Phrase } from '../../core/text.ts';
import type { Block, Button, Card } from '../card.ts';
import { buttons } from './notice.ts';
import { type Facts, memberOrNobody, townName } from './people.ts';
import { addToAgendaButton, meetingButton } from './record-buttons.ts';

/** So many items of the longest kind stay within a message of either platform, with a button for each. */
const PAGE = 10;

const line = (item: AgendaItem, number: number, facts: Facts): Phrase => {
  const townId = facts.members.find(({ id }) => id === item.authorId)?.townId;
  const params = { number, text: item.text, author: memberOrNobody(facts, item.authorId) };
  // Whoever has left the committee has left their town's list, too.
  return townId === undefined
    ? msg('agenda.item.former', params)
    : msg('agenda.item', { ...params, town: townName(facts, townId) });
};

/** The agenda beside other things: its first items, and where to see the rest. */
export function agendaBlocks(meeting: Meeting, items: readonly AgendaItem[], facts: Facts): Block[] {
  const more = items.length - PAGE;
  return [
    { type: 'text', text: msg('agenda.heading') },
    ...items
      .slice(0, PAGE)
      .map((item, index): Block => ({ type: 'text', text: line(item, index + 1, facts) })),
    ...(more > 0
      ? [
          { type: 'text' as const, small: true, text: msg('agenda.more', { count: more }) },
          buttons(meetingButton(meeting, 'meeting/agenda-page', msg('agenda.button.all'))),
        ]
      : []),
  ];
}

export interface AgendaReader {
  readonly memberId: string;
  /** They organise the meeting or hold an office: they may remove any item. */
  readonly mayDecide: boolean;
}

/** One person's own copy of the agenda, in pages, with what they may remove. */
export function agendaCard(
  meeting: Meeting,
  items: readonly AgendaItem[],
  facts: Facts,
  { memberId, mayDecide }: AgendaReader,
  page: number,
  done?: Phrase,
): Card {
  const last = Math.max(0, Math.ceil(items.length / PAGE) - 1);
  const at = Math.min(page, last);
  const shown = items
    .slice(at * PAGE, (at + 1) * PAGE)
    .map((item, index) => ({ item, number: at * PAGE + index + 1 }));
  const turn = (to: number, label: Phrase): Button =>
    meetingButton(meeting, 'meeting/agenda-turn', label, { page: String(to) });
  const removing = shown
    .filter(({ item }) => mayRemove(item, memberId, mayDecide))
    .map(({ item, number }) =>
      meetingButton(meeting, 'meeting/agenda-remove', msg('agenda.button.remove', { number }), {
        item: item.id,
        page: String(at),
      }),
    );
  return {
    tone: done === undefined ? 'neutral' : 'good',
    title: msg('agenda.title', { reference: `M-${meeting.number}`, title: meeting.title }),
    blocks: [
      ...(done === undefined ? [] : [{ type: 'text' as const, text: done }]),
      ...(shown.length === 0
        ? [{ type: 'text' as const, text: msg('agenda.empty') }]
        : shown.map(({ item, number }): Block => ({ type: 'text', text: line(item, number, facts) }))),
      ...(last === 0
        ? []
        : [
            {
              type: 'text' as const,
              small: true,
              text: msg('record.page', { page: at + 1, pages: last + 1 }),
            },
          ]),
      ...(removing.length === 0 ? [] : [buttons(...removing)]),
      buttons(
        addToAgendaButton(meeting),
        ...(at > 0 ? [turn(at - 1, msg('record.back'))] : []),
        ...(at < last ? [turn(at + 1, msg('record.next'))] : []),
      ),
    ],
  };
}
