import { officeName } from '../../core/committee/office-name.ts';
import { msg } from '../../core/message.ts';
import { day, type Phrase } from '../../core/text.ts';
import type { Block } from '../card.ts';
import { handoverQuestion } from './handover-card.ts';
import { buttons } from './notice.ts';
import { type Facts, memberOrNobody, townName } from './people.ts';
import type { Ringing } from './reminder-body.ts';

/** What is said of offices: a term that ends, an office that has passed on, a handover that waits. */
export function officeBody(
  { reminder, office, handover, share }: Ringing,
  facts: Facts,
): { title: Phrase; blocks: Block[] } {
  if (reminder.kind === 'handover-open') {
    if (handover === undefined || share === undefined)
      throw new RangeError('a reminder of a handover without it');
    return handoverQuestion(handover, share, facts);
  }
  if (office === undefined) throw new RangeError('a reminder of an office without it');
  const names = { office: officeName(office.kind), town: townName(facts, office.townId) };
  const holder = memberOrNobody(facts, office.holderId);
  if (reminder.kind === 'office-passed')
    return {
      title: msg('reminder.office-passed.title', names),
      blocks: [{ type: 'text', text: msg('reminder.office-passed.text', { ...names, name: holder }) }],
    };
  if (office.untilOn === undefined) throw new RangeError('a reminder of a term without an end');
  return {
    title: msg('reminder.term-ending.title', names),
    blocks: [
      {
        type: 'text',
        text: msg('reminder.term-ending.text', { name: holder, until: day(office.untilOn), ...names }),
      },
      buttons(
        {
          type: 'button',
          label: msg('reminder.term-ending.button.again'),
          style: 'primary',
          call: {
            command: 'committee/office',
            twinningId: facts.scope.twinning.id,
            options: { office: office.kind },
            openForm: true,
          },
        },
        {
          type: 'button',
          label: msg('reminder.term-ending.button.handover'),
          style: 'secondary',
          call: {
            command: 'committee/handover',
            twinningId: facts.scope.twinning.id,
            options: { office: office.kind },
            openForm: true,
          },
        },
      ),
    ],
  };
}
