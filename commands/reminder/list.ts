import { defineCommand } from '../../src/chat/command.ts';
import { showReminders } from '../../src/chat/show-list.ts';

export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'typed',
  options: {},
  run: (_, context) => showReminders(context),
});
