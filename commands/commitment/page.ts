import { defineCommand } from '../../src/chat/command.ts';
import { choice, pagePlace } from '../../src/chat/option-values.ts';
import { showCommitments } from '../../src/chat/show-list.ts';
import { filters } from '../../src/core/commitment/list-commitments.ts';

export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'update',
  surface: 'control',
  options: { filter: choice('commitment-filter', filters), ...pagePlace },
  run: ({ filter, ...place }, context) => showCommitments(context, filter, place),
});
