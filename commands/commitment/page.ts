import { defineCommand } from '../../src/chat/command.ts';
import { choice, optional, pagePlace, theme } from '../../src/chat/option-values.ts';
import { showCommitments } from '../../src/chat/show-list.ts';
import { filters } from '../../src/core/commitment/list-commitments.ts';

export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'update',
  surface: 'control',
  options: { filter: choice('commitment-filter', filters), theme: optional(theme()), ...pagePlace },
  run: ({ filter, theme: about, ...place }, context) =>
    showCommitments(context, { filter, theme: about }, place),
});
