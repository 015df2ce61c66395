import type { Commitment, Terms } from '../../core/commitment/commitment.ts';
import { type CommitmentChange, stepsOf } from '../../core/commitment/commitment-change.ts';
import { termsOf } from '../../core/commitment/commitment-terms.ts';
import { msg } from '../../core/message.ts';
import type { Stores } from '../../core/stores.ts';
import { day, list, type Phrase } from '../../core/text.ts';

/** The references of what commitments must be done before, by id. */
export type Anchors = ReadonlyMap<string, string>;

/** What a card needs of a commitment besides itself. */
export interface CommitmentDetails {
  readonly anchors: Anchors;
  /** While other terms than at first stand for an answer: those before them. */
  readonly was?: Terms;
}

export async function commitmentDetails(stores: Stores, commitment: Commitment): Promise<CommitmentDetails> {
  const changes = await stores.commitments.changesOf(commitment.id);
  const was = commitment.state === 'offered' ? termsBefore(changes) : undefined;
  const anchors = await anchorsOf(stores, [commitment, commitment.amendment, was]);
  return { anchors, ...(was === undefined ? {} : { was }) };
}

/** What stood before the last counter-offer. */
function termsBefore(changes: readonly CommitmentChange[]): Terms | undefined {
  const counter = stepsOf(changes).findLast(({ kind }) => kind === 'counter');
  return counter?.before && termsOf(counter.before);
}

export async function anchorsOf(
  { meetings, commitments }: Stores,
  all: readonly (Pick<Terms, 'dueBefore'> | undefined)[],
): Promise<Anchors> {
  const anchors = new Map<string, string>();
  for (const dueBefore of all.map((one) => one?.dueBefore)) {
    if (dueBefore === undefined || anchors.has(dueBefore.id)) continue;
    const { type, id } = dueBefore;
    const found = type === 'meeting' ? await meetings.meeting(id) : await commitments.commitment(id);
    if (found !== undefined) anchors.set(id, `${type === 'meeting' ? 'M' : 'C'}-${found.number}`);
  }
  return anchors;
}

/** Until when: the day, and what it goes with. */
export function duePhrase({ dueOn, dueBefore }: Omit<Terms, 'what'>, anchors: Anchors): Phrase {
  const reference = dueBefore && anchors.get(dueBefore.id);
  if (reference !== undefined)
    return dueOn === undefined
      ? msg('commitment.before', { reference })
      : msg('commitment.before-day', { reference, day: day(dueOn) });
  return dueOn === undefined ? msg('commitment.no-due') : msg('list.plain', { items: list([day(dueOn)]) });
}
