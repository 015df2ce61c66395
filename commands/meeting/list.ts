import { defineCommand } from '../../src/chat/command.ts';
import { meetingsCard } from '../../src/chat/view/meetings-card.ts';
import { readFacts } from '../../src/chat/view/posting-card.ts';

/** The occurrences of several series among them. */
const MOST_READ = 500;

export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'typed',
  options: {},
  async run(_, { database, inside, now }) {
    const { twinning } = inside.scope;
    const facts = await readFacts(database, twinning.id);
    if (facts === undefined) throw new RangeError('a twinning vanished while it was read');
    const meetings = await database.meetings.meetingsOf(
      twinning.id,
      ['polling', 'undecided', 'confirmed', 'cancelled'],
      MOST_READ,
    );
    const series = await database.series.seriesOf(twinning.id);
    return meetingsCard(meetings, series, { ...facts, home: inside.town }, now);
  },
});
