import type { Member, Office } from '../committee/member.ts';
import type { Stores } from '../stores.ts';
import type { Instant } from '../time/instant.ts';
import type { TwinningScope } from '../twinning/twinning.ts';
import { convened, type Meeting } from './meeting.ts';
import { leadingSlot, type PollRanking } from './poll-ranking.ts';
import { DEFAULT_QUORUM, type QuorumMember, type QuorumRule, quorum } from './quorum.ts';

/** What decides a poll besides its ballots. */
export interface PollTerms {
  readonly rule: QuorumRule;
  readonly offices: readonly Pick<Office, 'kind' | 'holderId'>[];
}

const usualTerms: PollTerms = { rule: DEFAULT_QUORUM, offices: [] };

/** As the towns have agreed, with the offices held today. */
export async function pollTerms(stores: Stores, { twinning, towns }: TwinningScope): Promise<PollTerms> {
  const { quorum: rule } = await stores.settings.settings(twinning.id);
  return { rule, offices: await stores.committees.officesOf(towns.map(({ id }) => id)) };
}

/** Members as the quorum's rules see them: with the offices they hold. */
export const withOffices = <M extends { readonly id: string }>(
  members: readonly M[],
  offices: PollTerms['offices'],
): (M & { readonly offices: readonly string[] })[] =>
  members.map((member) => ({
    ...member,
    offices: offices.filter(({ holderId }) => holderId === member.id).map(({ kind }) => kind),
  }));

const asked = (meeting: Meeting, members: readonly Member[], { offices }: PollTerms): QuorumMember[] =>
  withOffices(convened(meeting, members), offices);

/**
 * How the poll stands among those who are convened today.
 * @param after only slots that begin later: one that has passed can lead no more
 */
export const pollRanking = (
  meeting: Meeting,
  members: readonly Member[],
  terms: PollTerms = usualTerms,
  after: Instant = Number.NEGATIVE_INFINITY,
): PollRanking =>
  leadingSlot(
    meeting.slots.filter(({ at }) => at > after),
    meeting.ballots,
    asked(meeting, members, terms),
    terms.rule,
    meeting.requiredIds,
  );

/** Whether everybody convened has said something about every slot. */
export function everybodyAnswered(meeting: Meeting, members: readonly Member[]): boolean {
  const everybody = convened(meeting, members);
  const given = new Set(meeting.ballots.map(({ memberId, slot }) => `${memberId} ${slot}`));
  return (
    everybody.length > 0 &&
    everybody.every(({ id }) => meeting.slots.every(({ number }) => given.has(`${id} ${number}`)))
  );
}

/** The slot that confirms itself: it leads alone, with quorum, and with everybody who must come. */
export function slotThatConfirmsItself(ranking: PollRanking): number | undefined {
  const { leading, tie } = ranking;
  const suits = leading?.quorum.met === true && leading.missingRequired.length === 0;
  return suits && tie.length === 0 ? leading.slot : undefined;
}

export interface PollTrouble {
  /** They have said no to every slot. */
  readonly noneSuits: readonly Member[];
  /** Not one slot can confirm itself any more, even if all who have not answered it come. */
  readonly outOfReach: boolean;
}

const FEWEST_TO_ASK_ANEW = 2;
const SHARE_TO_ASK_ANEW = 0.1;

/** Whether it is time to offer the organiser a new search, and why; undefined while the poll may still end well. */
export function pollTrouble(
  meeting: Meeting,
  members: readonly Member[],
  terms: PollTerms,
): PollTrouble | undefined {
  const people = asked(meeting, members, terms);
  const given = new Map(
    meeting.ballots.map((ballot) => [`${ballot.memberId} ${ballot.slot}`, ballot.answer]),
  );
  const refuses = (id: string, slot: number) => given.get(`${id} ${slot}`) === 'no';
  const noneSuits = convened(meeting, members).filter(({ id }) =>
    meeting.slots.every(({ number }) => refuses(id, number)),
  );
  const reachable = ({ number }: Meeting['slots'][number]) => {
    const possible = new Set(people.filter(({ id }) => !refuses(id, number)).map(({ id }) => id));
    const required = people.filter(({ id }) => meeting.requiredIds?.some((one) => one === id));
    return quorum(people, possible, terms.rule).met && required.every(({ id }) => possible.has(id));
  };
  // A rule that these people could never satisfy is no reason to look for other hours.
  const everybody = new Set(people.map(({ id }) => id));
  const outOfReach = quorum(people, everybody, terms.rule).met && !meeting.slots.some(reachable);
  const several = Math.max(FEWEST_TO_ASK_ANEW, Math.ceil(people.length * SHARE_TO_ASK_ANEW));
  return outOfReach || noneSuits.length >= several ? { noneSuits, outOfReach } : undefined;
}
