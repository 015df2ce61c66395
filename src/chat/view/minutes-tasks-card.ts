import type { SaidOwner } from '../../core/meeting/minutes-line.ts';
import type { LineFate } from '../../core/meeting/minutes-offers.ts';
import type { WrittenMinutes } from '../../core/meeting/write-minutes.ts';
import { msg } from '../../core/message.ts';
import { day, list, type Phrase } from '../../core/text.ts';
import type { Block, Button, Card } from '../card.ts';
import type { ParseContext } from '../option.ts';
import { parseRefusal } from '../parse-refusal.ts';
import { ownerName } from './commitment-card.ts';
import { buttons } from './notice.ts';
import { type Facts, memberOrNobody, townName } from './people.ts';
import { meetingButton } from './record-buttons.ts';

/** More would not fit beside the lines. */
const MOST_BUTTONS = 10;

/** What was understood of each task line, and what is still to be said about it. */
export function minutesTasksCard(
  written: WrittenMinutes,
  facts: Facts,
  context: ParseContext,
  done?: Phrase,
): Card {
  const { meeting, minutes, lines } = written;
  const open = lines.flatMap((fate, index): Button[] =>
    isToComplete(fate, facts)
      ? [
          meetingButton(
            meeting,
            'meeting/minutes-offer',
            msg('minutes.button.complete', { number: index + 1 }),
            { line: String(index + 1), base: String(minutes.version) },
            'primary',
            true,
          ),
        ]
      : [],
  );
  const intro: Block[] = [
    ...(done === undefined ? [] : [{ type: 'text' as const, text: done }]),
    ...(lines.length === 0 ? [{ type: 'text' as const, small: true, text: msg('minutes.tasks.none') }] : []),
  ];
  return {
    tone: open.length > 0 ? 'attention' : done === undefined ? 'neutral' : 'good',
    title: msg('minutes.tasks.title', { reference: `M-${meeting.number}`, title: meeting.title }),
    blocks: [
      ...intro,
      ...lines.map(
        (fate, index): Block => ({
          type: 'text',
          text: msg('minutes.task', { number: index + 1, told: told(fate, written, facts, context) }),
        }),
      ),
      ...(open.length === 0 ? [] : [buttons(...open.slice(0, MOST_BUTTONS))]),
    ],
  };
}

/** Whether the reader can go on with it: what belongs to another town, that town completes. */
const isToComplete = (fate: LineFate, facts: Facts): boolean =>
  fate.type === 'incomplete' ||
  fate.type === 'offer' ||
  fate.type === 'too-long' ||
  (fate.type === 'other-town' && fate.townId === facts.home?.id);

function told(fate: LineFate, { commitments }: WrittenMinutes, facts: Facts, context: ParseContext): Phrase {
  const { what, owner, due } = fate.read;
  switch (fate.type) {
    case 'offered': {
      const commitment = commitments.find(({ id }) => id === fate.commitmentId);
      if (commitment === undefined) return msg('minutes.task.what', { what });
      const params = {
        reference: `C-${commitment.number}`,
        what: commitment.what,
        owner: ownerName(commitment, facts),
        state: msg(`commitments.state.${commitment.state}`),
      };
      return commitment.dueOn === undefined
        ? msg('minutes.task.offered', params)
        : msg('minutes.task.offered-due', { ...params, due: day(commitment.dueOn) });
    }
    case 'other-town':
      return msg('minutes.task.other-town', {
        what,
        owner: ownerOf(owner, facts),
        town: townName(facts, fate.townId),
      });
    case 'no-partner':
      return msg('minutes.task.no-partner', { what });
    case 'too-long':
      return msg('minutes.task.too-long', { what: `${[...what].slice(0, 80).join('')}…` });
    case 'offer':
      return msg('minutes.task.ready', { what, owner: ownerOf(owner, facts) });
    case 'incomplete':
      if (due.state === 'unclear') {
        const { phrase } = parseRefusal(due.failure, due.typed, context, 'date');
        return msg('minutes.task.due-unclear', { what, why: phrase });
      }
      if (owner.state === 'unclear')
        return owner.names.length === 0
          ? msg('minutes.task.owner-unknown', { what, typed: owner.typed })
          : msg('minutes.task.owner-unclear', { what, names: list(owner.names, 'or') });
      return msg('minutes.task.no-owner', { what });
  }
}

function ownerOf(owner: SaidOwner, facts: Facts): Phrase {
  if (owner.state === 'office') return msg(`choice.office.${owner.office}`);
  return msg('list.plain', {
    items: list([owner.state === 'member' ? memberOrNobody(facts, owner.memberId) : msg('list.nobody')]),
  });
}
