import { refusal } from '../core/domain-error.ts';
import { todayFor } from '../core/programme/plan-programme.ts';
import type { Programme } from '../core/programme/programme.ts';
import type { Id } from '../core/world.ts';
import type { Card } from './card.ts';
import type { TwinningContext } from './command.ts';
import type { PagePlace } from './page.ts';
import { commitmentCard } from './view/commitment-card.ts';
import { commitmentDetails } from './view/commitment-details.ts';
import { ownFacts } from './view/own-facts.ts';
import { programmeListCard } from './view/programme-card.ts';
import { programmePlanCard } from './view/programme-plan-card.ts';
import { shownProgramme } from './view/programme-shown.ts';

/** A draft for whoever plans it, with the day on their clock. */
export async function showPlan(context: TwinningContext, draft: Programme): Promise<Card> {
  const { inside, now, programmes } = context;
  const facts = await ownFacts(context);
  const template = programmes[draft.template];
  return programmePlanCard({ draft, template, facts, todayOn: todayFor(inside, now) });
}

/** What a plan has offered, for one reader, a page at a time. */
export async function showProgramme(
  context: TwinningContext,
  id: Id<'prg'>,
  place?: PagePlace,
): Promise<Card> {
  const { database, inside, reader } = context;
  const programme = await database.programmes.programme(id);
  if (programme?.twinningId !== inside.scope.twinning.id || programme.state !== 'offered')
    throw refusal('error.programme.not-found');
  const facts = await ownFacts(context);
  return programmeListCard(await shownProgramme(programme, facts, database), facts, { reader, place });
}

/** One commitment by itself, with its buttons. */
export async function showCommitment(context: TwinningContext, number: number): Promise<Card> {
  const { database, inside } = context;
  const commitment = await database.commitments.commitmentByNumber(inside.scope.twinning.id, number);
  if (commitment === undefined) throw refusal('error.commitment.not-found', { reference: `C-${number}` });
  const details = await commitmentDetails(database, commitment);
  return commitmentCard(commitment, await ownFacts(context), details);
}
