import { moveCommitment } from '../core/commitment/move-commitment.ts';
import { msg } from '../core/message.ts';
import { defineCommand } from './command.ts';
import { commitment } from './option-values.ts';
import { notice } from './view/notice.ts';

/** One step of a commitment, by command or button. */
export const moveCommand = (move: 'accept' | 'done' | 'confirm') =>
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
      return notice(
        'good',
        msg(`command.commitment.${move}.done`, { reference: `C-${moved.number}`, what: moved.what }),
      );
    },
  });
