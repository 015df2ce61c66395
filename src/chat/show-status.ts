import type { Card } from './card.ts';
import type { AnywhereContext, Inside } from './command.ts';
import { readFacts } from './view/posting-card.ts';
import { statusCard } from './view/status-card.ts';
import { readStatus } from './view/status-facts.ts';

/** How a twinning stands, for the people of one of its towns. */
export async function showStatus(
  { database, now, world }: Pick<AnywhereContext, 'database' | 'now' | 'world'>,
  { scope, town }: Pick<Inside, 'scope' | 'town'>,
): Promise<Card> {
  const read = await readFacts(database, scope.twinning.id);
  if (read === undefined) throw new RangeError('a twinning vanished while it was read');
  const facts = { ...read, home: town };
  return statusCard(await readStatus(database, facts, now), facts, world.timeZoneData());
}
