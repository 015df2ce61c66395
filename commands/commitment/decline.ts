import { defineCommand } from '../../src/chat/command.ts';

import { commitment, optional, text } from '../../src/chat/option-values.ts';
import { notice } from '../../src/chat/view/notice.ts';
import { moveCommitment } from '../../src/core/commitment/move-commitment.ts';
import { msg } from '../../src/core/message.ts';

export default defineCommand({
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
      move: 'decline',
      ...(reason === undefined ? {} : { reason }),
    });
    return notice(
      'good',
      msg('command.commitment.decline.done', { reference: `C-${moved.number}`, what: moved.what }),
    );
  },
});
