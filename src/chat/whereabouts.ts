import { ensureMember } from '../core/committee/ensure-member.ts';
import type { Member } from '../core/committee/member.ts';
import type { Database } from '../core/stores.ts';
import type { Space, Town, TwinningScope } from '../core/twinning/twinning.ts';
import type { World } from '../core/world.ts';
import type { Call, Profile, Reader } from './call.ts';
import type { Inside, Scope } from './command.ts';
import { spaceReader } from './reader.ts';

/** Who asks, and where: as much as is known. */
export interface Whereabouts {
  readonly profile: Profile;
  readonly space?: Space;
  readonly town?: Town;
  readonly member?: Member;
  readonly inside?: Inside;
  /** How this space reads, in a bound channel. */
  readonly spaceReader?: Reader;
  /** The person became a member just now. */
  readonly fresh: boolean;
}

type Parts = { readonly world: World; readonly database: Database };

/**
 * The channel decides which twinning. In a direct message it is the one that the pressed button names, if the
 * person belongs to it, or the only one they are in. A person unknown so far who uses a command in a bound
 * space becomes a member of its town.
 */
export async function whereabouts(
  parts: Parts,
  call: Call,
  profile: Profile,
  scope: Scope,
): Promise<Whereabouts> {
  const { database } = parts;
  const { place } = call;
  const space = place.direct
    ? undefined
    : await database.twinnings.spaceAt(place.platform, place.tenantId, place.channelId);
  const persons = await database.committees.membersByAccount(call.caller);
  if (space !== undefined) return inSpace(parts, call, profile, scope, space, persons);
  return elsewhere(parts, call, profile, persons);
}

async function inSpace(
  parts: Parts,
  call: Call,
  profile: Profile,
  wanted: Scope,
  space: Space,
  persons: readonly Member[],
): Promise<Whereabouts> {
  const scope = await parts.database.twinnings.scope(space.twinningId);
  const spaceTown = scope?.towns.find((town) => town.id === space.townId);
  if (scope === undefined || spaceTown === undefined)
    throw new RangeError('a space without its twinning or town');
  const here = { profile, space, spaceReader: spaceReader(space, spaceTown) };
  // A button that names another twinning than the channel's is a forgery or a stray: it finds nothing.
  if (call.twinningId !== undefined && call.twinningId !== space.twinningId)
    return { ...here, town: spaceTown, fresh: false };
  const known =
    persons.find((person) => person.townId === space.townId) ??
    persons.find((person) => scope.towns.some((town) => town.id === person.townId));
  if (known === undefined && wanted === 'anywhere') return { ...here, town: spaceTown, fresh: false };
  const member = known ?? (await ensureMember(parts, { town: spaceTown, account: accountOf(call), profile }));
  const town = scope.towns.find((candidate) => candidate.id === member.townId) ?? spaceTown;
  return { ...here, town, member, inside: { scope, town, member, space }, fresh: !member.askedRepresents };
}

async function elsewhere(
  parts: Parts,
  call: Call,
  profile: Profile,
  persons: readonly Member[],
): Promise<Whereabouts> {
  for (const member of persons) {
    const scopes = await twinningsOf(parts.database, member);
    const scope =
      call.twinningId === undefined
        ? scopes.length === 1
          ? scopes[0]
          : undefined
        : scopes.find(({ twinning }) => twinning.id === call.twinningId);
    const town = scope?.towns.find((candidate) => candidate.id === member.townId);
    if (scope !== undefined && town !== undefined) {
      return { profile, town, member, inside: { scope, town, member }, fresh: false };
    }
  }
  const member = persons[0];
  const town = member && (await parts.database.twinnings.town(member.townId));
  return {
    profile,
    fresh: false,
    ...(member === undefined ? {} : { member }),
    ...(town === undefined ? {} : { town }),
  };
}

async function twinningsOf(database: Database, member: Member): Promise<TwinningScope[]> {
  const twinnings = await database.twinnings.twinningsOfTown(member.townId);
  const scopes = await Promise.all(twinnings.map(({ id }) => database.twinnings.scope(id)));
  return scopes.filter((scope) => scope !== undefined);
}

const accountOf = ({ caller: { platform, tenantId, userId } }: Call) => ({ platform, tenantId, userId });
