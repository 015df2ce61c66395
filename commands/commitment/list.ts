import { defineCommand } from '../../src/chat/command.ts';
import { choice, optional, theme } from '../../src/chat/option-values.ts';
import { showCommitments } from '../../src/chat/show-list.ts';
import { filters } from '../../src/core/commitment/list-commitments.ts';

export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'typed',
  options: { filter: optional(choice('commitment-filter', filters)), theme: optional(theme()) },
  lead: 'filter',
  run: ({ filter = 'all', theme: about }, context) => showCommitments(context, { filter, theme: about }),
});
