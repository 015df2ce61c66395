import { defineCommand } from '../../src/chat/command.ts';
import { pagePlace } from '../../src/chat/option-values.ts';
import { showReminders } from '../../src/chat/show-list.ts';

export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'update',
  surface: 'control',
  options: pagePlace,
  run: (place, context) => showReminders(context, place),
});
