import { post } from '../acting.ts';
import type { Transaction } from '../stores.ts';
import type { Instant } from '../time/instant.ts';
import type { PlatformName, Space, TwinningScope } from '../twinning/twinning.ts';
import type { World } from '../world.ts';
import type { Meeting } from './meeting.ts';

/** The platforms that have a calendar of events of their own. */
const platformsWithEvents: readonly PlatformName[] = ['discord'];

/**
 * The spaces that speak for their server: an event is seen in all of it, so two channels of one server share one. A
 * committee's comes before the youth's, and the one that was bound first before later ones.
 */
export function eventSpaces(spaces: readonly Space[]): Space[] {
  const first = new Map<string, Space>();
  for (const space of spaces) {
    if (!platformsWithEvents.includes(space.platform)) continue;
    const server = `${space.platform} ${space.tenantId}`;
    const other = first.get(server);
    if (other === undefined || comesBefore(space, other)) first.set(server, space);
  }
  return [...first.values()];
}

function comesBefore(a: Space, b: Space): boolean {
  if (a.audience !== b.audience) return a.audience === 'committee';
  return a.boundAt < b.boundAt || (a.boundAt === b.boundAt && a.id < b.id);
}

/**
 * From now on the meeting, whose time is fixed, stands among the events of each server that has such a thing. Again
 * and again is the same as once.
 */
export async function postEvents(
  tx: Transaction,
  world: World,
  now: Instant,
  scope: TwinningScope,
  { id }: Pick<Meeting, 'id'>,
): Promise<void> {
  const about = { type: 'meeting', id } as const;
  const posted = (await tx.postings.postingsAbout(about)).filter(({ view }) => view === 'event');
  const served = scope.spaces.filter((space) => posted.some(({ spaceId }) => spaceId === space.id));
  const spaces = eventSpaces(scope.spaces).filter((space) => !served.some((one) => sameServer(one, space)));
  await post(tx, world, now, spaces, about, 'event');
}

const sameServer = (a: Space, b: Space): boolean => a.platform === b.platform && a.tenantId === b.tenantId;
