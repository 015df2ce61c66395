import { audit, type Deps, type Doer, post } from '../acting.ts';
import type { Transaction } from '../stores.ts';
import { DAY_MS, type Instant } from '../time/instant.ts';
import { dateAt } from '../time/local-date.ts';
import { committeeSpaces, scopesOf } from '../twinning/town-scopes.ts';
import type { Id, World } from '../world.ts';
import { refreshPromisesOf } from './duties.ts';
import type { Departure, Office } from './member.ts';

/** Nobody holds it from now on. Its promises stay with it; until somebody takes it over the deputy answers for it. */
export async function vacateOffice(
  tx: Transaction,
  world: World,
  now: Instant,
  doer: Doer,
  { id, townId, kind, holderId }: Office,
): Promise<void> {
  await tx.committees.saveOffice({
    id,
    townId,
    kind,
    sinceOn: dateAt(now, doer.town.timeZone),
    ...(holderId === undefined ? {} : { formerId: holderId }),
  });
  await refreshPromisesOf(tx, townId, kind);
  await audit(tx, world, now, doer, 'committee/vacant', id);
}

export interface Succession {
  readonly formerId: Id<'mbr'>;
  readonly why: Departure | 'term';
  /** What became vacant. */
  readonly offices: readonly Pick<Office, 'kind'>[];
}

/**
 * Asks the committee once who takes over what somebody has left, and tells the partners once whom to write to
 * meanwhile. A town in several twinnings is asked in the first one in which it has a space.
 */
export async function announceSuccession(
  tx: Transaction,
  world: World,
  now: Instant,
  { town }: Doer,
  { formerId, why, offices }: Succession,
): Promise<void> {
  const scopes = await scopesOf(tx, town.id);
  const own = scopes.map((scope) => committeeSpaces(scope, town.id)).find(({ length }) => length > 0) ?? [];
  const partners = scopes.flatMap((scope) =>
    scope.towns.filter(({ id }) => id !== town.id).flatMap(({ id }) => committeeSpaces(scope, id)),
  );
  const about = { type: 'member', id: formerId } as const;
  await post(tx, world, now, [...own, ...(offices.length === 0 ? [] : partners)], about, 'succession', {
    why,
    townId: town.id,
    offices: offices.map(({ kind }) => kind).join(','),
    on: dateAt(now, town.timeZone),
  });
}

/** Offices whose term is over become vacant; returns how many. Those that one person held are one question. */
export async function endTerms({ database, world }: Deps): Promise<number> {
  const now = world.now();
  // Somewhere it is tomorrow already; each town's own clock decides below.
  const over = await database.committees.endedTerms(dateAt(now + DAY_MS, 'UTC'));
  const holders = new Set(over.flatMap(({ holderId }) => holderId ?? []));
  let ended = 0;
  for (const holderId of holders)
    ended += await database.transaction((tx) => endTermsOf(tx, world, now, holderId));
  return ended;
}

async function endTermsOf(tx: Transaction, world: World, now: Instant, holderId: Id<'mbr'>): Promise<number> {
  // Two workers come one after the other, and the second finds nothing to end.
  const holder = await tx.committees.lockMember(holderId);
  const town = holder && (await tx.twinnings.town(holder.townId));
  if (town === undefined) return 0;
  const todayOn = dateAt(now, town.timeZone);
  const offices = (await tx.committees.officesOf([town.id])).filter(
    (office) => office.holderId === holderId && office.untilOn !== undefined && office.untilOn < todayOn,
  );
  if (offices.length === 0) return 0;
  for (const office of offices) await vacateOffice(tx, world, now, { town }, office);
  await announceSuccession(tx, world, now, { town }, { formerId: holderId, why: 'term', offices });
  return offices.length;
}
