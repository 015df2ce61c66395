import { defineCommand } from '../../src/chat/command.ts';
import { commitment } from '../../src/chat/option-values.ts';
import { showCommitment } from '../../src/chat/show-programme.ts';

/** One commitment by itself, with its buttons, for who asks. */
export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'control',
  options: { commitment: commitment() },
  run: ({ commitment: number }, context) => showCommitment(context, number),
});
