import { type Group, groups } from '../committee/member.ts';

export const answers = ['yes', 'if-need-be', 'no'] as const;
export type Answer = (typeof answers)[number];

/** What the quorum rules need to know of a member; a `Member` is one. */
export interface QuorumMember {
  readonly id: string;
  readonly townId: string;
  /** Who has not said whom they represent counts as a person only. */
  readonly represents?: Group | undefined;
  /** Counts for the group only when a regular member of that town and group is absent. */
  readonly substitute?: boolean | undefined;
  /** Offices held at present, such as `chair`. */
  readonly offices?: readonly string[] | undefined;
}

/** Everything in the rule must hold. */
export interface QuorumRule {
  /** Heads needed in each town by group, where the town has such members. */
  readonly perTown: Readonly<Partial<Record<Group, number>>>;
  /** Heads needed altogether. */
  readonly minimum?: number | undefined;
  /** Holders who must come, substitutes or not: "two officers, one of them chair or deputy" is two entries. */
  readonly offices?: readonly OfficeRule[] | undefined;
}

export interface OfficeRule {
  readonly anyOf: readonly string[];
  readonly atLeast: number;
}

export const DEFAULT_QUORUM: QuorumRule = { perTown: { municipality: 1, citizens: 1 } };

export interface QuorumResult {
  readonly met: boolean;
  /** Groups that are too few, by town; in the order of the members given. */
  readonly missing: readonly { readonly townId: string; readonly group: Group }[];
  /** Heads still needed for `minimum`. */
  readonly missingHeads: number;
  readonly missingOffices: readonly OfficeRule[];
}

/**
 * Whether those who come can decide. Each person is one head: ids that occur twice count once, and so does a
 * person listed under both sides, who fills the one side where they help most (found exactly, by augmenting
 * paths, not by order). A town without any regular or substitute member of a group is not asked for that group.
 */
export function quorum(
  members: readonly QuorumMember[],
  coming: ReadonlySet<string>,
  rule: QuorumRule = DEFAULT_QUORUM,
): QuorumResult {
  const sides = sidesOf(members, coming);
  const missing = missingGroups(sides, rule);
  const heads = new Set(sides.flatMap(({ counting }) => counting)).size;
  const missingHeads = Math.max(0, (rule.minimum ?? 0) - heads);
  const missingOffices = (rule.offices ?? []).filter(({ anyOf, atLeast }) => {
    const holders = members.filter(
      ({ id, offices }) => coming.has(id) && offices?.some((office) => anyOf.includes(office)),
    );
    return new Set(holders.map(({ id }) => id)).size < atLeast;
  });
  return {
    met: missing.length === 0 && missingHeads === 0 && missingOffices.length === 0,
    missing,
    missingHeads,
    missingOffices,
  };
}

/** Ids of those whose answer makes them count as coming: yes and if-need-be. */
export function comingIds(given: ReadonlyMap<string, Answer>): Set<string> {
  const coming = new Set<string>();
  for (const [id, answer] of given) if (answer !== 'no') coming.add(id);
  return coming;
}

/** One group of one town. */
interface Side {
  readonly townId: string;
  readonly group: Group | undefined;
  /** Ids of those who come and count. */
  readonly counting: readonly string[];
}

/** Towns in the order of the members given, and the groups of a town in theirs. */
function sidesOf(members: readonly QuorumMember[], coming: ReadonlySet<string>): Side[] {
  const towns = new Map<string, Map<Group | undefined, QuorumMember[]>>();
  for (const member of members) {
    let town = towns.get(member.townId);
    if (town === undefined) {
      town = new Map();
      towns.set(member.townId, town);
    }
    const side = town.get(member.represents);
    if (side === undefined) town.set(member.represents, [member]);
    else side.push(member);
  }
  return [...towns].flatMap(([townId, town]) =>
    [...groups, undefined].flatMap((group) => {
      const side = town.get(group);
      return side === undefined ? [] : [{ townId, group, counting: countingOf(side, coming) }];
    }),
  );
}

function countingOf(side: readonly QuorumMember[], coming: ReadonlySet<string>): string[] {
  const present = side.filter(({ id }) => coming.has(id));
  return present
    .filter((member) => member.substitute !== true || stands(member, side, coming))
    .map(({ id }) => id);
}

/**
 * Whether a substitute who comes stands in for somebody: one for each absent regular member; the first by id, so
 * that the order of the list changes nothing.
 */
function stands(member: QuorumMember, side: readonly QuorumMember[], coming: ReadonlySet<string>): boolean {
  const regulars = side.filter(({ id, substitute }) => substitute !== true && id !== member.id);
  // A vacant seat is an absent regular member: the substitute stands in.
  if (regulars.length === 0) return true;
  const absent = new Set(regulars.filter(({ id }) => !coming.has(id)).map(({ id }) => id)).size;
  const before = side.filter(({ id, substitute }) => substitute === true && coming.has(id) && id < member.id);
  return new Set(before.map(({ id }) => id)).size < absent;
}

interface Seat {
  readonly townId: string;
  readonly group: Group;
  readonly candidates: readonly string[];
}

function missingGroups(sides: readonly Side[], rule: QuorumRule): { townId: string; group: Group }[] {
  const seats: Seat[] = [];
  for (const { townId, group, counting } of sides) {
    const needed = group === undefined ? 0 : (rule.perTown[group] ?? 0);
    for (let n = 0; n < needed; n++)
      if (group !== undefined) seats.push({ townId, group, candidates: counting });
  }
  const holderOfSeat = new Map<string, Seat>();
  const unfilled = seats.filter((seat) => !fill(seat, holderOfSeat, new Set()));
  const named = new Map(unfilled.map(({ townId, group }) => [`${townId} ${group}`, { townId, group }]));
  return [...named.values()];
}

function fill(seat: Seat, seatOf: Map<string, Seat>, tried: Set<string>): boolean {
  for (const id of seat.candidates) {
    if (tried.has(id)) continue;
    tried.add(id);
    const taken = seatOf.get(id);
    if (taken === undefined || fill(taken, seatOf, tried)) {
      seatOf.set(id, seat);
      return true;
    }
  }
  return false;
}
