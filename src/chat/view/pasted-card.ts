import { quoted } from '../../core/clean-text.ts';
import type { PastedLine } from '../../core/commitment/paste-commitments.ts';
import type { TaskLine } from '../../core/meeting/minutes-line.ts';
import { msg } from '../../core/message.ts';
import { day, list, type Phrase } from '../../core/text.ts';
import type { Id } from '../../core/world.ts';
import type { Button, Card } from '../card.ts';
import type { ParseContext } from '../option.ts';
import { parseRefusal } from '../parse-refusal.ts';
import { ownerName } from './commitment-card.ts';
import { buttons } from './notice.ts';
import type { Facts } from './people.ts';

const SHOWN = 80;

/**
 * What has become of each pasted line, with a form for each that is not certain.
 * @param drafts of the unclear lines, by their place
 */
export function pastedCard(
  lines: readonly PastedLine[],
  drafts: ReadonlyMap<number, Id<'drf'>>,
  facts: Facts,
  context: ParseContext,
): Card {
  const offered = lines.filter(({ type }) => type === 'offered').length;
  const complete = [...drafts].map(
    ([index, draft]): Button => ({
      type: 'button',
      label: msg('minutes.button.complete', { number: index + 1 }),
      style: 'primary',
      call: {
        command: 'commitment/add',
        twinningId: facts.scope.twinning.id,
        options: { draft },
        openForm: true,
      },
    }),
  );
  return {
    tone: complete.length > 0 ? 'attention' : 'good',
    title: msg('commitment.pasted.title', { count: offered }),
    blocks: [
      {
        type: 'list',
        items: lines.map((line, index) =>
          msg('minutes.task', { number: index + 1, told: told(line, facts, context) }),
        ),
      },
      ...(complete.length === 0
        ? []
        : [{ type: 'text' as const, text: msg('commitment.pasted.unclear') }, buttons(...complete)]),
    ],
  };
}

function told(line: PastedLine, facts: Facts, context: ParseContext): Phrase {
  if (line.type === 'unclear') return whyUnclear(line.read, context);
  const { commitment } = line;
  const params = {
    reference: `C-${commitment.number}`,
    what: quoted(commitment.what, SHOWN),
    owner: ownerName(commitment, facts),
    state:
      line.type === 'there' ? msg('commitment.pasted.there') : msg(`commitments.state.${commitment.state}`),
  };
  return commitment.dueOn === undefined
    ? msg('minutes.task.offered', params)
    : msg('minutes.task.offered-due', { ...params, due: day(commitment.dueOn) });
}

function whyUnclear({ what, owner, due }: TaskLine, context: ParseContext): Phrase {
  const shown = quoted(what, SHOWN);
  if (due.state === 'unclear') {
    const { phrase } = parseRefusal(due.failure, due.typed, context, 'date');
    return msg('minutes.task.due-unclear', { what: shown, why: phrase });
  }
  if (owner.state !== 'unclear') return msg('minutes.task.too-long', { what: shown });
  return owner.names.length === 0
    ? msg('minutes.task.owner-unknown', { what: shown, typed: owner.typed })
    : msg('minutes.task.owner-unclear', { what: shown, names: list(owner.names, 'or') });
}
