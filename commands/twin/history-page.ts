import { defineCommand } from '../../src/chat/command.ts';
import { optional, pagePlace, text } from '../../src/chat/option-values.ts';
import { showHistory } from '../../src/chat/show-list.ts';
import { historyPlace } from '../../src/chat/view/history-card.ts';

export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'update',
  surface: 'control',
  options: { about: optional(text('name')), ...pagePlace },
  run: ({ about, ...place }, context) => showHistory(context, about, historyPlace(place)),
});
