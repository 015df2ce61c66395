import type { Group } from '../committee/member.ts';
import type { Instant } from '../time/instant.ts';
import {
  type Answer,
  comingIds,
  DEFAULT_QUORUM,
  type QuorumMember,
  type QuorumResult,
  type QuorumRule,
  quorum,
} from './quorum.ts';

export interface PollSlot {
  readonly number: number;
  readonly at: Instant;
}

export interface PollBallot {
  readonly slot: number;
  readonly memberId: string;
  readonly answer: Answer;
}

/** One slot, counted in heads: ballots of people who are no longer members are left out. */
export interface SlotTally {
  readonly slot: number;
  readonly at: Instant;
  readonly yes: number;
  readonly ifNeedBe: number;
  readonly no: number;
  readonly quorum: QuorumResult;
  /** Ids of those who must come and do not, or have not answered; in the order of the members given. */
  readonly missingRequired: readonly string[];
}

export interface PollRanking {
  /** Best first: who must come, quorum, then yes and if-need-be together, then yes, then the earliest. */
  readonly ranking: readonly SlotTally[];
  /** The best slot, if anybody can come to it at all; of equal ones the earliest. */
  readonly leading: SlotTally | undefined;
  /** All slots as good as the leading one but for their date, it included; empty when it leads alone. */
  readonly tie: readonly number[];
}

/** Which slot leads. The order in which slots, ballots and members are given changes nothing. */
export function leadingSlot(
  slots: readonly PollSlot[],
  ballots: readonly PollBallot[],
  members: readonly QuorumMember[],
  rule: QuorumRule = DEFAULT_QUORUM,
  requiredIds: readonly string[] = [],
): PollRanking {
  const ranking = slots.map((slot) => tally(slot, ballots, members, rule, requiredIds));
  ranking.sort((a, b) => byAnswers(a, b) || a.at - b.at || a.slot - b.slot);
  const first = ranking[0];
  const leading = first !== undefined && first.yes + first.ifNeedBe > 0 ? first : undefined;
  const equal = leading === undefined ? [] : ranking.filter((other) => byAnswers(other, leading) === 0);
  return { ranking, leading, tie: equal.length > 1 ? equal.map(({ slot }) => slot) : [] };
}

export interface UnansweredGroup {
  readonly townId: string;
  /** Undefined for those who have not said whom they represent. */
  readonly represents: Group | undefined;
  readonly memberIds: readonly string[];
}

/** Who has not answered for any slot, by town and group, in the order of the members given. */
export function unanswered(
  members: readonly QuorumMember[],
  ballots: readonly Pick<PollBallot, 'memberId'>[],
): UnansweredGroup[] {
  const answered = new Set(ballots.map(({ memberId }) => memberId));
  const waiting = new Map<string, { townId: string; represents: Group | undefined; memberIds: string[] }>();
  for (const { id, townId, represents } of members) {
    if (answered.has(id)) continue;
    const key = `${townId} ${represents ?? ''}`;
    const group = waiting.get(key) ?? { townId, represents, memberIds: [] };
    group.memberIds.push(id);
    waiting.set(key, group);
  }
  return [...waiting.values()];
}

function tally(
  slot: PollSlot,
  ballots: readonly PollBallot[],
  members: readonly QuorumMember[],
  rule: QuorumRule,
  requiredIds: readonly string[],
): SlotTally {
  const ids = new Set(members.map(({ id }) => id));
  const given = new Map<string, Answer>();
  for (const { slot: number, memberId, answer } of ballots) {
    if (number === slot.number && ids.has(memberId)) given.set(memberId, answer);
  }
  const count = (wanted: Answer) => [...given.values()].filter((answer) => answer === wanted).length;
  const coming = comingIds(given);
  return {
    slot: slot.number,
    at: slot.at,
    yes: count('yes'),
    ifNeedBe: count('if-need-be'),
    no: count('no'),
    quorum: quorum(members, coming, rule),
    missingRequired: [...ids].filter((id) => requiredIds.includes(id) && !coming.has(id)),
  };
}

function byAnswers(a: SlotTally, b: SlotTally): number {
  return (
    a.missingRequired.length - b.missingRequired.length ||
    Number(b.quorum.met) - Number(a.quorum.met) ||
    b.yes + b.ifNeedBe - (a.yes + a.ifNeedBe) ||
    b.yes - a.yes
  );
}
