import type { Commitment } from '../../core/commitment/commitment.ts';
import type { Filter } from '../../core/commitment/list-commitments.ts';
import { msg } from '../../core/message.ts';
import { day, type Phrase } from '../../core/text.ts';
import type { LocalDate } from '../../core/time/instant.ts';
import type { Card } from '../card.ts';
import { ownerName } from './commitment-card.ts';
import { buttons, commandButton } from './notice.ts';
import { type Facts, townName } from './people.ts';

const MOST = 25;

export function commitmentsCard(
  commitments: readonly Commitment[],
  filter: Filter,
  facts: Facts,
  todayOn: LocalDate,
): Card {
  const line = (one: Commitment): Phrase => {
    const overdue = one.state === 'accepted' && one.dueOn !== undefined && one.dueOn < todayOn;
    return msg('commitments.item', {
      reference: `C-${one.number}`,
      what: one.what,
      owner: msg('commitment.of-town', {
        owner: ownerName(one, facts),
        town: townName(facts, one.ownerTownId),
      }),
      due: one.dueOn === undefined ? msg('commitment.no-due') : day(one.dueOn),
      state: overdue ? msg('commitments.overdue') : msg(`commitments.state.${one.state}`),
    });
  };
  const more = commitments.length - MOST;
  return {
    tone: 'neutral',
    title: msg('commitments.title', { filter: msg(`choice.commitment-filter.${filter}`) }),
    blocks: [
      commitments.length === 0
        ? { type: 'text', text: msg('commitments.none') }
        : { type: 'list', items: commitments.slice(0, MOST).map(line) },
      ...(more > 0
        ? [{ type: 'text' as const, small: true, text: msg('commitments.more', { count: more }) }]
        : []),
      buttons(commandButton(msg('command.commitment.add.button'), 'commitment/add', 'primary')),
    ],
  };
}
