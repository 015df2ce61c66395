import type { Commitment } from '../core/commitment/commitment.ts';
import type { Move } from '../core/commitment/commitment-state.ts';
import { moveCommitment } from '../core/commitment/move-commitment.ts';
import { msg } from '../core/message.ts';
import type { Phrase } from '../core/text.ts';
import type { Card } from './card.ts';
import { defineCommand } from './command.ts';
import { commitment, optional, text } from './option-values.ts';
import { undoButton } from './view/commitment-buttons.ts';
import { buttons, notice } from './view/notice.ts';

/** What became of it, for who did it, with ten minutes to take it back. */
export const changedNotice = (changed: Commitment, done: Phrase): Card =>
  notice('good', done, buttons(undoButton(changed)));

const paramsOf = ({ number, what }: Commitment) => ({ reference: `C-${number}`, what });

/** One step of a commitment, by command or button. */
export const moveCommand = (move: Extract<Move, 'accept' | 'done' | 'confirm'>) =>
  defineCommand({
    scope: 'twinning',
    who: 'anyone',
    reply: 'private',
    surface: 'typed',
    options: { commitment: commitment() },
    lead: 'commitment',
    form: ['commitment'],
    async run({ commitment: number }, context) {
      const moved = await moveCommitment(context, context.inside, { number, move });
      return changedNotice(moved, msg(`command.commitment.${move}.done`, paramsOf(moved)));
    },
  });

/** A step that says no: with a reason, which the rules demand where the other side relied on it. */
export const refuseCommand = (move: Extract<Move, 'decline' | 'withdraw' | 'reopen'>) =>
  defineCommand({
    scope: 'twinning',
    who: 'anyone',
    reply: 'private',
    surface: 'typed',
    options: { commitment: commitment(), reason: optional(text('reason')) },
    lead: 'commitment',
    form: ['commitment', 'reason'],
    async run({ commitment: number, reason }, context) {
      const moved = await moveCommitment(context, context.inside, {
        number,
        move,
        ...(reason === undefined ? {} : { reason }),
      });
      return changedNotice(moved, msg(`command.commitment.${move}.done`, paramsOf(moved)));
    },
  });
