import type { Card } from './card.ts';
import type { AnywhereContext, Inside } from './command.ts';
import { readFacts } from './view/posting-card.ts';
import { statusCard } from './view/status-card.ts';

/** So many meetings are ahead or open at most. */
const MOST_MEETINGS = 500;

/** How a twinning stands, for the people of one of its towns. */
export async function showStatus(
  { database, now, world }: Pick<AnywhereContext, 'database' | 'now' | 'world'>,
  { scope, town }: Pick<Inside, 'scope' | 'town'>,
): Promise<Card> {
  const { twinning } = scope;
  const [facts, meetings, commitments] = await Promise.all([
    readFacts(database, twinning.id),
    database.meetings.meetingsOf(twinning.id, ['polling', 'undecided', 'confirmed'], MOST_MEETINGS),
    database.commitments.commitmentsOf(twinning.id),
  ]);
  if (facts === undefined) throw new RangeError('a twinning vanished while it was read');
  return statusCard({ ...facts, home: town }, meetings, commitments, now, world.timeZoneData());
}
