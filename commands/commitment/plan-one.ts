import { defineCommand } from '../../src/chat/command.ts';
import { commitment } from '../../src/chat/option-values.ts';
import { plan } from '../../src/chat/programme-options.ts';
import { showPart } from '../../src/chat/show-programme.ts';

/** One of a plan's commitments by itself, with its buttons, for who asks. */
export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'control',
  options: { plan: plan(), commitment: commitment() },
  run: ({ commitment: number }, context) => showPart(context, number),
});
