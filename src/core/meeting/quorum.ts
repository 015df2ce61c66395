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
  const counting = members.filter((member) => counts(member, members, coming));
  const missing = missingGroups(members, counting, rule);
  const heads = new Set(counting.map(({ id }) => id)).size;
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

function counts(
  member: QuorumMember,
  members: readonly QuorumMember[],
  coming: ReadonlySet<string>,
): boolean {
  if (!coming.has(member.id)) return false;
  if (member.substitute !== true) return true;
  const regulars = members.filter(
    (other) =>
      other.substitute !== true &&
      other.id !== member.id &&
      other.townId === member.townId &&
      other.represents === member.represents,
  );
  // A vacant seat is an absent regular member: the substitute stands in.
  return regulars.length === 0 || substitutesThatCount(member, regulars, members, coming);
}

/** One substitute per absent regular member; the first by id, so that the order of the list changes nothing. */
function substitutesThatCount(
  member: QuorumMember,
  regulars: readonly QuorumMember[],
  members: readonly QuorumMember[],
  coming: ReadonlySet<string>,
): boolean {
  const absent = new Set(regulars.filter(({ id }) => !coming.has(id)).map(({ id }) => id)).size;
  const before = members.filter(
    (other) =>
      other.substitute === true &&
      other.townId === member.townId &&
      other.represents === member.represents &&
      coming.has(other.id) &&
      other.id < member.id,
  );
  return new Set(before.map(({ id }) => id)).size < absent;
}

interface Seat {
  readonly townId: string;
  readonly group: Group;
  readonly candidates: readonly string[];
}

function missingGroups(
  members: readonly QuorumMember[],
  counting: readonly QuorumMember[],
  rule: QuorumRule,
): { townId: string; group: Group }[] {
  const seats: Seat[] = [];
  for (const townId of new Set(members.map((member) => member.townId))) {
    for (const group of groups) {
      const needed = rule.perTown[group] ?? 0;
      const has = members.some((member) => member.townId === townId && member.represents === group);
      if (!has) continue;
      const candidates = counting.filter((member) => member.townId === townId && member.represents === group);
      for (let n = 0; n < needed; n++)
        seats.push({ townId, group, candidates: candidates.map(({ id }) => id) });
    }
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
