import type { Commitment } from '../../core/commitment/commitment.ts';
import { type Filter, listKey } from '../../core/commitment/list-commitments.ts';
import { msg } from '../../core/message.ts';
import { day, type Phrase } from '../../core/text.ts';
import type { LocalDate } from '../../core/time/instant.ts';
import type { Card } from '../card.ts';
import { ownerName } from './commitment-card.ts';
import { buttons, commandButton } from './notice.ts';
import { type Paging, pagedList } from './paged-list.ts';
import { type Facts, townName } from './people.ts';

export function commitmentsCard(
  commitments: readonly Commitment[],
  filter: Filter,
  facts: Facts,
  todayOn: LocalDate,
  paging: Pick<Paging, 'reader' | 'place'>,
): Card {
  const add = commandButton(msg('command.commitment.add.button'), 'commitment/add', 'primary');
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
  const lines = commitments.map((one) => ({ key: listKey(one), line: line(one) }));
  return {
    tone: 'neutral',
    title: msg('commitments.title', { filter: msg(`choice.commitment-filter.${filter}`) }),
    blocks:
      lines.length === 0
        ? [{ type: 'text', text: msg('commitments.none') }, buttons(add)]
        : pagedList(
            lines,
            {
              ...paging,
              command: 'commitment/page',
              twinningId: facts.scope.twinning.id,
              options: { filter },
            },
            add,
          ),
  };
}
