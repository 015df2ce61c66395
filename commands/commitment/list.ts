import { defineCommand } from '../../src/chat/command.ts';

import { choice, optional } from '../../src/chat/option-values.ts';
import { commitmentsCard } from '../../src/chat/view/commitments-card.ts';
import { readFacts } from '../../src/chat/view/posting-card.ts';
import { filters, listCommitments } from '../../src/core/commitment/list-commitments.ts';
import { dateAt } from '../../src/core/time/local-date.ts';

export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'typed',
  options: { filter: optional(choice('commitment-filter', filters)) },
  lead: 'filter',
  async run({ filter = 'all' }, { database, inside, now, reader }) {
    const facts = await readFacts(database, inside.scope.twinning.id);
    if (facts === undefined) throw new RangeError('a twinning vanished while it was read');
    const todayOn = dateAt(now, reader.timeZone);
    const commitments = await listCommitments(database, inside, filter, todayOn);
    return commitmentsCard(commitments, filter, { ...facts, home: inside.town }, todayOn);
  },
});
