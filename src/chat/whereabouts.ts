import { ensureMember } from '../core/committee/ensure-member.ts';
import type { Member } from '../core/committee/member.ts';
import { notePresence } from '../core/committee/note-presence.ts';
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
  /** The town that somebody was removed from, who is a member of none here any more. */
  readonly removedFrom?: Town;
  /** The person became a member just now. */
  readonly fresh: boolean;
}

type Parts = { readonly world: World; readonly database: Database };

/**
 * The channel decides which twinning. In a direct message it is the one that the pressed button names, if the
 * person belongs to it, or the only one they are in. A person unknown so far who uses a command in a bound
 * space becomes a member of its town. Who had gone from the platform and asks something is back; who was removed by an
 * office holder stays so.
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
  const persons = await personsOf(parts, call);
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
  if (known === undefined && (await wasRemoved(parts, call, space.townId)) !== undefined)
    return { ...here, town: spaceTown, removedFrom: spaceTown, fresh: false };
  const member = known ?? (await ensureMember(parts, { town: spaceTown, account: accountOf(call), profile }));
  const town = scope.towns.find((candidate) => candidate.id === member.townId) ?? spaceTown;
  return { ...here, town, member, inside: { scope, town, member, space }, fresh: !member.askedRepresents };
}

async function elsewhere(
  { database }: Parts,
  call: Call,
  profile: Profile,
  persons: readonly Member[],
): Promise<Whereabouts> {
  for (const member of persons) {
    const scopes = await twinningsOf(database, member);
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
  const removed = member === undefined ? await wasRemoved({ database }, call) : undefined;
  const removedFrom = removed && (await database.twinnings.town(removed.townId));
  const town = member && (await database.twinnings.town(member.townId));
  return {
    profile,
    fresh: false,
    ...(member === undefined ? {} : { member }),
    ...(town === undefined ? {} : { town }),
    // Its language is the best guess for the sentence that says so.
    ...(removedFrom === undefined ? {} : { town: removedFrom, removedFrom }),
  };
}

/** Everybody this account is; those who had gone are back with their first word. */
async function personsOf(parts: Parts, { caller }: Call): Promise<Member[]> {
  const { committees } = parts.database;
  const persons = await committees.membersByAccount(caller);
  const gone = (await committees.formerByAccount(caller)).filter(({ left }) => left?.why === 'gone');
  const back = gone.filter(({ townId }) => persons.every((person) => person.townId !== townId));
  if (back.length === 0) return persons;
  for (const { id } of back) await notePresence(parts, id, true);
  return await committees.membersByAccount(caller);
}

/** As whom this account was removed (from that town), if it was. */
async function wasRemoved(
  { database }: Pick<Parts, 'database'>,
  { caller }: Call,
  townId?: Town['id'],
): Promise<Member | undefined> {
  const former = await database.committees.formerByAccount(caller);
  return former.find((one) => one.left?.why === 'removed' && (townId ?? one.townId) === one.townId);
}

async function twinningsOf(database: Database, member: Member): Promise<TwinningScope[]> {
  const twinnings = await database.twinnings.twinningsOfTown(member.townId);
  const scopes = await Promise.all(twinnings.map(({ id }) => database.twinnings.scope(id)));
  return scopes.filter((scope) => scope !== undefined);
}

const accountOf = ({ caller: { platform, tenantId, userId } }: Call) => ({ platform, tenantId, userId });
