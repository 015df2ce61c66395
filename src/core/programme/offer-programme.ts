import { type Actor, audit, type Deps, post } from '../acting.ts';
import { offerIn } from '../commitment/add-commitment.ts';
import type { Commitment } from '../commitment/commitment.ts';
import { mayAnswer } from '../commitment/commitment-state.ts';
import { lockCommitment } from '../commitment/find-commitment.ts';
import { moveCommitmentIn } from '../commitment/move-commitment.ts';
import { refusal } from '../domain-error.ts';
import { planSilence } from '../reminder/notice-silence.ts';
import type { Id } from '../world.ts';
import { lockOwnDraft, todayFor } from './plan-programme.ts';
import type { Programme, ProgrammePart } from './programme.ts';
import { type PlannedPromise, planProgramme, promisesOf } from './programme-plan.ts';
import type { ProgrammeName, ProgrammeTemplate } from './programme-template.ts';

/**
 * Makes a plan's steps commitments of both sides, all or none: those of the planner's town are offered, those of the
 * others asked for. Every space gets one message that shows them all, instead of a card for each.
 */
export async function offerProgramme(
  { database, world }: Deps,
  actor: Actor,
  template: (name: ProgrammeName) => ProgrammeTemplate,
  id: Id<'prg'>,
): Promise<Programme> {
  const now = world.now();
  const { scope } = actor;
  return await database.transaction(async (tx) => {
    const draft = await lockOwnDraft(tx, actor, id);
    const plan = template(draft.template);
    const todayOn = todayFor(actor, now);
    if (draft.on < todayOn) throw refusal('error.programme.date-passed');
    const steps = planProgramme(plan, draft, todayOn);
    const promises = promisesOf(steps, draft);
    if (promises.length === 0) throw refusal('error.programme.nothing-left');
    const parts: ProgrammePart[] = [];
    for (const promise of promises) {
      const { id: commitmentId } = await offerIn(tx, world, now, actor, offerOf(promise, plan, actor));
      parts.push({ commitmentId, stepId: promise.task.id });
    }
    const kept = Object.fromEntries(
      steps
        .filter(({ dueOn }) => dueOn !== undefined)
        .map(({ task, seen }) => [task.id, { text: task.text, seen }]),
    );
    const offered: Programme = { ...draft, state: 'offered', parts, kept, createdAt: now };
    await tx.programmes.saveProgramme(offered);
    await post(tx, world, now, scope.spaces, { type: 'programme', id }, 'programme');
    await audit(tx, world, now, actor, 'commitment/plan', id);
    await planSilence(tx, world, now, scope);
    return offered;
  });
}

/** In the words of the town that owes it; every reader is shown the step in their own, as long as nobody edits it. */
function offerOf(
  { task, dueOn, ownerTownId, toTownIds }: PlannedPromise,
  { theme }: ProgrammeTemplate,
  { scope, town }: Actor,
): Parameters<typeof offerIn>[4] {
  const owner = scope.towns.find(({ id }) => id === ownerTownId) ?? town;
  return {
    what: task.text[owner.language],
    dueOn,
    owner: { office: task.office },
    between: { ownerTownId, toTownIds },
    theme: theme[town.language],
  };
}

/** What this town may answer now, by day of the plan. */
export const answerableOf = (
  { parts }: Programme,
  commitments: readonly Commitment[],
  townId: Id<'town'>,
): Commitment[] =>
  parts.flatMap(
    ({ commitmentId }) => commitments.find((one) => one.id === commitmentId && mayAnswer(one, townId)) ?? [],
  );

/** Accepts all of a plan that waits for the caller's town. What was answered or withdrawn meanwhile stays as it is. */
export async function acceptProgramme(
  { database, world }: Deps,
  actor: Actor,
  id: Id<'prg'>,
): Promise<{ readonly programme: Programme; readonly accepted: readonly Commitment[] }> {
  const now = world.now();
  return await database.transaction(async (tx) => {
    const programme = await tx.programmes.lockProgramme(id);
    if (programme?.twinningId !== actor.scope.twinning.id || programme.state !== 'offered')
      throw refusal('error.programme.not-found');
    const all = await tx.commitments.commitmentsOf(programme.twinningId);
    const accepted: Commitment[] = [];
    for (const { number } of answerableOf(programme, all, actor.town.id)) {
      const held = await lockCommitment(tx, actor.scope, number);
      if (mayAnswer(held, actor.town.id))
        accepted.push(await moveCommitmentIn(tx, world, now, actor, { number, move: 'accept' }));
    }
    if (accepted.length === 0) throw refusal('error.programme.nothing-waits');
    return { programme, accepted };
  });
}
