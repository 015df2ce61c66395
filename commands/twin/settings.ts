import { defineCommand } from '../../src/chat/command.ts';
import { readFacts } from '../../src/chat/view/posting-card.ts';
import { settingsCard } from '../../src/chat/view/settings-card.ts';

/** What the towns have agreed, each with a button to its own small form. */
export default defineCommand({
  scope: 'twinning',
  who: 'office-holder',
  reply: 'private',
  surface: 'typed',
  options: {},
  async run(_, { database, inside }) {
    const { twinning } = inside.scope;
    const facts = await readFacts(database, twinning.id);
    return facts && settingsCard(await database.settings.settings(twinning.id), facts, inside.space);
  },
});
