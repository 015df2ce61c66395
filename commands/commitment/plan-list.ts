import { defineCommand } from '../../src/chat/command.ts';
import { plan } from '../../src/chat/programme-options.ts';
import { showProgramme } from '../../src/chat/show-programme.ts';

/** All of a plan, one by one, for who asks. */
export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'control',
  options: { plan: plan() },
  run: ({ plan: id }, context) => showProgramme(context, id),
});
