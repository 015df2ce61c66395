import type { Actor } from '../../../src/core/acting.ts';
import { addCommitment } from '../../../src/core/commitment/add-commitment.ts';
import { moveCommitment } from '../../../src/core/commitment/move-commitment.ts';
import { giveOffice } from '../../../src/core/committee/give-office.ts';
import type { Account, OfficeKind } from '../../../src/core/committee/member.ts';
import { DomainError } from '../../../src/core/domain-error.ts';
import type { Posting } from '../../../src/core/reminder/reminder.ts';
import { sisterCommittees } from '../../fakes/sister-committees.ts';

export const accountOf = ({ member }: Actor): Account => {
  const [account] = member.accounts;
  if (account === undefined) throw new Error('no chat');
  return account;
};
export const named = (actor: Actor) => ({ account: accountOf(actor) });

/** 'done', or the key of the refusal. */
export const outcomeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'done';
  } catch (error) {
    if (error instanceof DomainError) return error.phrase.key;
    throw error;
  }
};

/** Two committees, with what tests of offices ask for again and again. */
export async function officeBench() {
  const all = await sisterCommittees();
  const { deps, database } = all;
  const give = (actor: Actor, to: Actor, office: OfficeKind, untilOn?: string) =>
    giveOffice(deps, actor, {
      account: accountOf(to),
      office,
      ...(untilOn === undefined ? {} : { untilOn }),
    });
  return {
    ...all,
    give,
    offices: async ({ town }: Actor) =>
      Object.fromEntries(
        (await database.committees.officesOf([town.id])).map(({ kind, holderId }) => [kind, holderId]),
      ),
    postings: async (about: Posting['about'], view: Posting['view']) =>
      (await database.postings.postingsAbout(about)).filter((one) => one.view === view),
    spaceOf: ({ scope, town }: Actor) => {
      const space = scope.spaces.find((one) => one.townId === town.id && one.audience === 'committee');
      if (space === undefined) throw new Error('no space');
      return space.id;
    },
    audited: async (id: string) =>
      (await database.audit.entriesAbout(id, 20)).map(({ action, memberId }) => [action, memberId]),
    /** Mette is the secretary, and both she and her office have promised something. */
    atWork: async () => {
      const { mette, linda } = all;
      await give(mette, mette, 'secretary');
      const own = await addCommitment(deps, mette, { what: 'Book the hall', dueOn: '2027-03-01' });
      const office = await addCommitment(deps, mette, {
        what: 'Send the minutes',
        dueOn: '2027-03-02',
        owner: { office: 'secretary' },
      });
      for (const { number } of [own, office]) await moveCommitment(deps, linda, { number, move: 'accept' });
      return { own, office };
    },
    ownerOf: async (id: `cmt_${string}`) => (await database.commitments.commitment(id))?.owner,
  };
}
