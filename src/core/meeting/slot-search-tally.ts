import type { QuorumMember, QuorumRule } from './quorum.ts';
import { StartCounter } from './slot-search-counter.ts';
import { type Calendar, roomForWeek, writeFreeStarts } from './slot-search-free.ts';
import type { StartGrid } from './slot-search-grid.ts';

/** Somebody convened, and when they can come. */
export interface Convened extends QuorumMember {
  readonly required: boolean;
  readonly calendar: Calendar;
}

/** For each start of the grid, who can come, in numbers. */
export interface Tally {
  readonly required: StartCounter;
  /** Groups too few, offices too few, and one for too few heads; 0 exactly when `quorum` is met. */
  readonly quorumGaps: StartCounter;
  /** Towns of which nobody can come. */
  readonly absentTowns: StartCounter;
  readonly attending: StartCounter;
}

/** Counts group by group, so that only the starts of one group's people are held at a time. */
export function tallyStarts(people: readonly Convened[], grid: StartGrid, rule: QuorumRule): Tally {
  const { words } = grid;
  const { minimum, offices = [] } = rule;
  const towns = [...partition(people, ({ townId }) => townId).values()];
  const holders = offices.map(
    ({ anyOf }) => new Set(people.filter((one) => one.offices?.some((office) => anyOf.includes(office)))),
  );
  const present = holders.map(({ size }) => new StartCounter(words, size));
  const tally: Tally = {
    required: new StartCounter(words, people.filter(({ required }) => required).length),
    quorumGaps: new StartCounter(words, towns.length * 3 + offices.length + 1),
    absentTowns: new StartCounter(words, towns.length),
    attending: new StartCounter(words, people.length),
  };
  const heads = new StartCounter(words, minimum === undefined ? 0 : people.length);
  const ofGroup = new StartCounter(words, people.length);
  let row = new Int32Array(words);
  let before = new Int32Array(words);
  const week = roomForWeek();
  const none = new Int32Array(words);
  for (const town of towns) {
    none.fill(-1);
    for (const [represents, group] of partition(town, (one) => one.represents)) {
      ofGroup.reset(group.length);
      let waiting = false;
      for (const one of group) {
        [row, before] = [before, row];
        writeFreeStarts(one.calendar, grid, row, week);
        if (waiting) ofGroup.addRows(before, row);
        waiting = !waiting;
        if (one.required) tally.required.addRow(row);
        for (const [nth, counter] of present.entries()) if (holders[nth]?.has(one)) counter.addRow(row);
      }
      if (waiting) ofGroup.addRow(row);
      tally.attending.addCounter(ofGroup);
      ofGroup.below(1, row);
      for (let w = 0; w < words; w++) none[w] = (none[w] ?? 0) & (row[w] ?? 0);
      const needed = represents === undefined ? 0 : (rule.perTown[represents] ?? 0);
      // As many substitutes count as regular members are absent: together never more than there are regulars.
      const regulars = group.filter(({ substitute }) => substitute !== true).length;
      if (regulars > 0 && (regulars < needed || minimum !== undefined)) ofGroup.capAt(regulars);
      if (needed > 0) tally.quorumGaps.addRow(ofGroup.below(needed, row));
      if (minimum !== undefined) heads.addCounter(ofGroup);
    }
    tally.absentTowns.addRow(none);
  }
  if (minimum !== undefined) tally.quorumGaps.addRow(heads.below(minimum));
  for (const [nth, counter] of present.entries())
    tally.quorumGaps.addRow(counter.below(offices[nth]?.atLeast ?? 0));
  return tally;
}

function partition<K>(people: readonly Convened[], keyOf: (one: Convened) => K): Map<K, Convened[]> {
  const parts = new Map<K, Convened[]>();
  for (const one of people) {
    const key = keyOf(one);
    const part = parts.get(key);
    if (part === undefined) parts.set(key, [one]);
    else part.push(one);
  }
  return parts;
}
