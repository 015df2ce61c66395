import type { TwinningContext } from '../command.ts';
import type { Facts } from './people.ts';
import { readFacts } from './posting-card.ts';

/** The facts that a person's own card about their twinning needs: their town comes first. */
export async function ownFacts({
  database,
  inside,
}: Pick<TwinningContext, 'database' | 'inside'>): Promise<
  Facts & { readonly home: NonNullable<Facts['home']> }
> {
  const facts = await readFacts(database, inside.scope.twinning.id);
  if (facts === undefined) throw new RangeError('a twinning vanished while it was read');
  return { ...facts, home: inside.town };
}
