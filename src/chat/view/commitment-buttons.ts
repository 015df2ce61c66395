import { type Commitment, referenceOf } from '../../core/commitment/commitment.ts';
import { isProposed, mayAnswer, sideOf } from '../../core/commitment/commitment-state.ts';
import { UNDO_MINUTES } from '../../core/commitment/undo-commitment.ts';
import { msg } from '../../core/message.ts';
import type { Phrase } from '../../core/text.ts';
import type { Button } from '../card.ts';
import type { CommandPath } from '../command-paths.generated.ts';
import type { Facts } from './people.ts';

/** A button about this commitment, with what more its command needs. */
export const commitmentButton = (
  commitment: Pick<Commitment, 'number' | 'twinningId'>,
  command: CommandPath,
  label: Phrase,
  style: Button['style'] = 'secondary',
  {
    openForm = false,
    ...more
  }: { readonly openForm?: boolean; readonly [option: string]: string | boolean } = {},
): Button => ({
  type: 'button',
  label,
  style,
  call: {
    command,
    twinningId: commitment.twinningId,
    options: {
      commitment: referenceOf(commitment),
      ...Object.fromEntries(Object.entries(more).map(([name, value]) => [name, String(value)])),
    },
    ...(openForm ? { openForm } : {}),
  },
});

/** Only what this side can do next: answer what the other one says, take back its own word, report it done, confirm. */
export function commitmentButtons(commitment: Commitment, facts: Facts): Button[] {
  const { home } = facts;
  const side = home && sideOf(commitment, home.id);
  if (home === undefined || side === undefined) return [];
  const button = (
    command: CommandPath,
    label: Phrase,
    style: Button['style'] = 'secondary',
    openForm = false,
  ) => commitmentButton(commitment, command, label, style, { openForm });
  const counter = button('commitment/counter', msg('commitment.button.counter'), 'secondary', true);
  const done =
    commitment.state === 'accepted' && side === 'owner'
      ? [button('commitment/done', msg('commitment.button.done'), 'primary')]
      : [];
  if (mayAnswer(commitment, home.id))
    return [
      button('commitment/accept', msg('commitment.button.accept'), 'primary'),
      button('commitment/decline', msg('commitment.button.decline'), 'danger', true),
      counter,
      ...done,
    ];
  if (isProposed(commitment) && commitment.proposedByTownId === home.id)
    return [
      ...done,
      button('commitment/edit', msg('commitment.button.edit'), 'secondary', true),
      button('commitment/withdraw', msg('commitment.button.withdraw'), 'secondary', true),
    ];
  if (commitment.state === 'accepted') return [...done, counter];
  if (commitment.state === 'done' && side === 'other')
    return [
      button('commitment/confirm', msg('commitment.button.confirm'), 'primary'),
      button('commitment/reopen', msg('commitment.button.reopen'), 'secondary', true),
    ];
  return [];
}

export const historyButton = (commitment: Commitment): Button =>
  commitmentButton(commitment, 'commitment/history', msg('commitment.button.history'));

/** For who has just changed it; works for ten minutes, and says so when they are over. */
export const undoButton = (commitment: Commitment): Button =>
  commitmentButton(
    commitment,
    'commitment/undo',
    msg('commitment.button.undo', { minutes: UNDO_MINUTES }),
    'secondary',
    { version: String(commitment.version) },
  );
