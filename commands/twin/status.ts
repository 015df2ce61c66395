import { defineCommand } from '../../src/chat/command.ts';
import { ownFacts } from '../../src/chat/view/own-facts.ts';
import { statusCard } from '../../src/chat/view/status-card.ts';
import { readStatus } from '../../src/chat/view/status-facts.ts';

export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'public',
  surface: 'typed',
  options: {},
  async run(_, context) {
    const { database, now, world } = context;
    const facts = await ownFacts(context);
    return statusCard(await readStatus(database, facts, now), facts, world.timeZoneData());
  },
});
