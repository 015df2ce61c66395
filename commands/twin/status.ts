import { defineCommand } from '../../src/chat/command.ts';
import { showStatus } from '../../src/chat/show-status.ts';

export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'public',
  surface: 'typed',
  options: {},
  run: (_, context) => showStatus(context, context.inside),
});
