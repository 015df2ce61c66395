import { defineCommand } from '../../src/chat/command.ts';

import { commitment } from '../../src/chat/option-values.ts';
import { notice } from '../../src/chat/view/notice.ts';
import { moveCommitment } from '../../src/core/commitment/move-commitment.ts';
import { msg } from '../../src/core/message.ts';

export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'typed',
  options: { commitment: commitment() },
  lead: 'commitment',
  form: ['commitment'],
  async run({ commitment: number }, context) {
    const moved = await moveCommitment(context, context.inside, { number, move: 'accept' });
    return notice(
      'good',
      msg('command.commitment.accept.done', { reference: `C-${moved.number}`, what: moved.what }),
    );
  },
});
