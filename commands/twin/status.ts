import { defineCommand } from '../../src/chat/command.ts';
import { readFacts } from '../../src/chat/view/posting-card.ts';
import { statusCard } from '../../src/chat/view/status-card.ts';

export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'public',
  surface: 'typed',
  options: {},
  async run(_, { database, inside, now, world }) {
    const { twinning } = inside.scope;
    const [facts, meetings, commitments] = await Promise.all([
      readFacts(database, twinning.id),
      database.meetings.meetingsOf(twinning.id, ['polling', 'undecided', 'confirmed'], 500),
      database.commitments.commitmentsOf(twinning.id),
    ]);
    if (facts === undefined) throw new RangeError('a twinning vanished while it was read');
    return statusCard({ ...facts, home: inside.town }, meetings, commitments, now, world.timeZoneData());
  },
});
