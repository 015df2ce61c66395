import { defineCommand } from '../../src/chat/command.ts';
import { commitment, ordinal } from '../../src/chat/option-values.ts';
import { notice } from '../../src/chat/view/notice.ts';
import { undoCommitment } from '../../src/core/commitment/undo-commitment.ts';
import { msg } from '../../src/core/message.ts';

export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'control',
  options: { commitment: commitment(), version: ordinal() },
  async run({ commitment: number, version }, context) {
    const undone = await undoCommitment(context, context.inside, { number, version });
    return notice(
      'good',
      msg('command.commitment.undo.done', { reference: `C-${undone.number}`, what: undone.what }),
    );
  },
});
