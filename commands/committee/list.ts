import { defineCommand } from '../../src/chat/command.ts';
import { committeeCard } from '../../src/chat/view/committee-card.ts';
import { readFacts } from '../../src/chat/view/posting-card.ts';

export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'typed',
  options: {},
  async run(_, { database, inside }) {
    const facts = await readFacts(database, inside.scope.twinning.id);
    if (facts === undefined) throw new RangeError('a twinning vanished while it was read');
    return committeeCard({ ...facts, home: inside.town });
  },
});
