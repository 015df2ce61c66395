import type { Commitment } from '../../core/commitment/commitment.ts';
import { isOverdue, type ListWish, listKey, themeKey } from '../../core/commitment/list-commitments.ts';
import { msg } from '../../core/message.ts';
import type { Phrase } from '../../core/text.ts';
import type { LocalDate } from '../../core/time/instant.ts';
import type { Card } from '../card.ts';
import { ownerName } from './commitment-card.ts';
import { type Anchors, duePhrase } from './commitment-details.ts';
import { whatOf } from './commitment-words.ts';
import { buttons, commandButton } from './notice.ts';
import { type Paging, pagedList } from './paged-list.ts';
import { type Facts, townName } from './people.ts';

export function commitmentsCard(
  commitments: readonly Commitment[],
  { filter, theme }: ListWish,
  facts: Facts,
  todayOn: LocalDate,
  anchors: Anchors,
  paging: Pick<Paging, 'reader' | 'place'>,
): Card {
  const add = commandButton(msg('command.commitment.add.button'), 'commitment/add', 'primary');
  const line = (one: Commitment): Phrase => {
    return msg('commitments.item', {
      reference: `C-${one.number}`,
      what: whatOf(one, facts),
      owner: msg('commitment.of-town', {
        owner: ownerName(one, facts),
        town: townName(facts, one.ownerTownId),
      }),
      due: duePhrase(one, anchors),
      state: stateOf(one, todayOn),
    });
  };
  const lines = commitments.map((one) => ({ key: listKey(one), line: line(one) }));
  return {
    tone: 'neutral',
    title:
      theme === undefined
        ? msg('commitments.title', { filter: msg(`choice.commitment-filter.${filter}`) })
        : msg('commitments.title.theme', { filter: msg(`choice.commitment-filter.${filter}`), theme }),
    blocks:
      lines.length === 0
        ? [{ type: 'text', text: msg('commitments.none') }, buttons(add)]
        : pagedList(
            lines,
            {
              ...paging,
              command: 'commitment/page',
              twinningId: facts.scope.twinning.id,
              options: { filter, ...(theme === undefined ? {} : { theme: themeKey(theme) }) },
            },
            add,
          ),
  };
}

function stateOf(one: Commitment, todayOn: LocalDate): Phrase {
  if (one.state === 'accepted' && one.amendment !== undefined) return msg('commitments.amended');
  return isOverdue(one, todayOn) ? msg('commitments.overdue') : msg(`commitments.state.${one.state}`);
}
