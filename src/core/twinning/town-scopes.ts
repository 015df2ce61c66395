import type { Stores } from '../stores.ts';
import type { Id } from '../world.ts';
import type { Space, TwinningScope } from './twinning.ts';

/** All twinnings that a town takes part in. */
export async function scopesOf(
  { twinnings }: Pick<Stores, 'twinnings'>,
  townId: Id<'town'>,
): Promise<TwinningScope[]> {
  const found = await twinnings.twinningsOfTown(townId);
  const scopes = await Promise.all(found.map(({ id }) => twinnings.scope(id)));
  return scopes.filter((scope) => scope !== undefined);
}

/** Where a town's committee talks; where its youth does, if it has no other space. */
export function committeeSpaces({ spaces }: Pick<TwinningScope, 'spaces'>, townId: Id<'town'>): Space[] {
  const own = spaces.filter((space) => space.townId === townId);
  const committee = own.filter(({ audience }) => audience === 'committee');
  return committee.length === 0 ? own : committee;
}
