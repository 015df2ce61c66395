import { defineCommand } from '../../src/chat/command.ts';
import { helpCard } from '../../src/chat/view/help-card.ts';

export default defineCommand({
  scope: 'anywhere',
  who: 'anyone',
  reply: 'private',
  surface: 'typed',
  options: {},
  run: async (_, { known }) => helpCard(known !== undefined),
});
