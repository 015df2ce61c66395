import type { Group } from '../committee/member.ts';
import type { QuorumMember, QuorumRule } from './quorum.ts';

/** A person with the starts at which they can come, as pairs of first and last index. */
export interface FreePerson extends QuorumMember {
  readonly required?: boolean | undefined;
  readonly starts: readonly number[];
}

/** For each start of the grid, how far it is from everybody. All zero is perfect. */
export interface Tally {
  readonly missingRequired: Uint16Array;
  /** Groups too few, offices too few, and one for too few heads; 0 exactly when `quorum` is met. */
  readonly quorumGaps: Uint16Array;
  /** Towns of which nobody can come. */
  readonly absentTowns: Uint16Array;
  readonly attending: Uint16Array;
}

/**
 * Counts at every start by adding up where each person's ranges begin and end, so that the cost is one step per
 * range and one per start and group, not one per person and start. Ids must be unique.
 */
export function tallyStarts(people: readonly FreePerson[], count: number, rule: QuorumRule): Tally {
  const tally: Tally = {
    missingRequired: new Uint16Array(count),
    quorumGaps: new Uint16Array(count),
    absentTowns: new Uint16Array(count),
    attending: new Uint16Array(count),
  };
  const counter = new StartCounter(count);
  const required = people.filter((person) => person.required === true);
  if (required.length > 0) {
    counter.count(required, (i, free) => {
      tally.missingRequired[i] = required.length - free;
    });
  }
  const heads = new Uint16Array(rule.minimum === undefined ? 0 : count);
  for (const town of groupsOf(people, ({ townId }) => townId)) {
    counter.count(town, (i, free) => {
      tally.attending[i] = (tally.attending[i] ?? 0) + free;
      if (free === 0) tally.absentTowns[i] = (tally.absentTowns[i] ?? 0) + 1;
    });
    for (const group of groupsOf(town, ({ represents }) => represents ?? '')) {
      addGroup(group, counter, rule, tally.quorumGaps, heads);
    }
  }
  const minimum = rule.minimum ?? 0;
  for (let i = 0; i < heads.length; i++) if ((heads[i] ?? 0) < minimum) bump(tally.quorumGaps, i);
  for (const { anyOf, atLeast } of rule.offices ?? []) {
    const holders = people.filter(({ offices }) => offices?.some((office) => anyOf.includes(office)));
    counter.count(holders, (i, free) => {
      if (free < atLeast) bump(tally.quorumGaps, i);
    });
  }
  return tally;
}

/** One group of one town: regular members, and as many substitutes as regular members are absent. */
function addGroup(
  group: readonly FreePerson[],
  counter: StartCounter,
  rule: QuorumRule,
  gaps: Uint16Array,
  heads: Uint16Array,
): void {
  const represents: Group | undefined = group[0]?.represents;
  const needed = represents === undefined ? 0 : (rule.perTown[represents] ?? 0);
  if (needed === 0 && heads.length === 0) return;
  const regulars = group.filter(({ substitute }) => substitute !== true);
  const substitutes = group.filter(({ substitute }) => substitute === true);
  const add = (i: number, counting: number) => {
    if (counting < needed) bump(gaps, i);
    if (heads.length > 0) heads[i] = (heads[i] ?? 0) + counting;
  };
  if (substitutes.length === 0 || regulars.length === 0) {
    counter.count(group, add);
    return;
  }
  const present = counter.counts(regulars);
  counter.count(substitutes, (i, free) => {
    const regular = present[i] ?? 0;
    add(i, regular + Math.min(free, regulars.length - regular));
  });
}

/** Running sums over range edges, with one buffer for all of them. */
class StartCounter {
  readonly #edges: Int16Array;
  readonly #count: number;

  constructor(count: number) {
    this.#count = count;
    this.#edges = new Int16Array(count + 1);
  }

  /** Calls `each` with every start's index and how many of the people are free then. */
  count(people: readonly FreePerson[], each: (index: number, free: number) => void): void {
    const edges = this.#edges.fill(0);
    for (const { starts } of people) {
      for (let i = 0; i < starts.length; i += 2) {
        const first = starts[i] ?? 0;
        const after = (starts[i + 1] ?? 0) + 1;
        edges[first] = (edges[first] ?? 0) + 1;
        edges[after] = (edges[after] ?? 0) - 1;
      }
    }
    let free = 0;
    for (let i = 0; i < this.#count; i++) {
      free += edges[i] ?? 0;
      each(i, free);
    }
  }

  counts(people: readonly FreePerson[]): Uint16Array {
    const counts = new Uint16Array(this.#count);
    this.count(people, (i, free) => {
      counts[i] = free;
    });
    return counts;
  }
}

function groupsOf(people: readonly FreePerson[], keyOf: (person: FreePerson) => string): FreePerson[][] {
  const groups = new Map<string, FreePerson[]>();
  for (const person of people) {
    const group = groups.get(keyOf(person));
    if (group === undefined) groups.set(keyOf(person), [person]);
    else group.push(person);
  }
  return [...groups.values()];
}

function bump(counts: Uint16Array, i: number): void {
  counts[i] = (counts[i] ?? 0) + 1;
}
