import type { Actor, Deps } from '../acting.ts';
import { refusal } from '../domain-error.ts';
import type { Transaction } from '../stores.ts';
import type { LocalDate } from '../time/instant.ts';
import { dateAt } from '../time/local-date.ts';
import type { Id } from '../world.ts';
import type { PastWay, Programme } from './programme.ts';
import { type PlannedStep, planProgramme } from './programme-plan.ts';
import type { ProgrammeName, ProgrammeTemplate } from './programme-template.ts';

/** A plan that only who makes it sees. Host is their town until they say otherwise; all the others are guests. */
export async function draftProgramme(
  { database, world }: Deps,
  actor: Actor,
  input: { readonly template: ProgrammeName; readonly on: LocalDate },
): Promise<Programme> {
  const now = world.now();
  const { scope, town, member } = actor;
  const guests = scope.towns.filter(({ id }) => id !== town.id);
  if (guests.length === 0) throw refusal('error.commitment.no-partner');
  const programme: Programme = {
    id: world.newId('prg'),
    twinningId: scope.twinning.id,
    template: input.template,
    on: input.on,
    hostTownId: town.id,
    guestTownIds: guests.map(({ id }) => id),
    plannedById: member.id,
    plannedByTownId: town.id,
    leftOut: [],
    past: 'leave-out',
    deadlines: {},
    state: 'draft',
    parts: [],
    kept: {},
    createdAt: now,
  };
  await database.transaction((tx) => tx.programmes.insertProgramme(programme));
  return programme;
}

/** What may be otherwise in a draft. Places of towns count from 0, in the order in which they joined. */
export interface ProgrammeChange {
  readonly on?: LocalDate;
  /** The steps and deadlines that stay, of those in the template. */
  readonly steps?: readonly string[];
  readonly hostPlace?: number;
  readonly guestPlaces?: readonly number[];
  readonly past?: PastWay;
  readonly deadline?: { readonly id: string; readonly on: LocalDate };
}

/** Changes a draft. Only who plans it may. @throws DomainError when it is not theirs, or offered already. */
export async function changeProgramme(
  { database, world }: Deps,
  actor: Actor,
  template: (name: ProgrammeName) => ProgrammeTemplate,
  id: Id<'prg'>,
  change: ProgrammeChange,
): Promise<Programme> {
  const todayOn = todayFor(actor, world.now());
  return await database.transaction(async (tx) => {
    const draft = await lockOwnDraft(tx, actor, id);
    const plan = template(draft.template);
    const changed = withChange(draft, change, plan, actor.scope.towns, choosable(plan, draft, todayOn));
    await tx.programmes.saveProgramme(changed);
    return changed;
  });
}

function withChange(
  draft: Programme,
  change: ProgrammeChange,
  template: ProgrammeTemplate,
  towns: Actor['scope']['towns'],
  choices: readonly PlannedStep[],
): Programme {
  const { steps, deadline } = change;
  const known = template.deadlines.find((one) => one.id === deadline?.id);
  if (deadline !== undefined && known === undefined) throw refusal('error.programme.no-such-deadline');
  const setsDate = known !== undefined && known.task === undefined;
  const hostTownId = town(towns, change.hostPlace)?.id ?? draft.hostTownId;
  // Whoever plans takes part; and there is nobody to promise anything to without a guest.
  const chosen = change.guestPlaces?.map((place) => town(towns, place)?.id) ?? draft.guestTownIds;
  const guests = new Set([
    ...chosen,
    draft.plannedByTownId,
    ...(chosen.length === 0 ? [draft.hostTownId] : []),
  ]);
  if (change.hostPlace !== undefined) guests.add(draft.hostTownId);
  guests.delete(hostTownId);
  if (guests.size === 0) throw refusal('error.programme.guest-missing');
  const ids = choices.map(({ task }) => task.id);
  const kept = draft.leftOut.filter(
    // A day for it was just said: it is wanted.
    (one) => one !== deadline?.id && (steps === undefined || !ids.includes(one)),
  );
  return {
    ...draft,
    on: setsDate && deadline !== undefined ? deadline.on : (change.on ?? draft.on),
    hostTownId,
    guestTownIds: towns.map(({ id }) => id).filter((id) => guests.has(id)),
    past: change.past ?? draft.past,
    leftOut: steps === undefined ? kept : [...kept, ...ids.filter((one) => !steps.includes(one))],
    deadlines:
      deadline === undefined || setsDate
        ? draft.deadlines
        : { ...draft.deadlines, [deadline.id]: deadline.on },
  };
}

function town(towns: Actor['scope']['towns'], place: number | undefined) {
  if (place === undefined) return undefined;
  const found = towns[place];
  if (found === undefined) throw refusal('error.programme.guest-missing');
  return found;
}

/** The steps that may be ticked and unticked: not those that are left out anyway because their day has passed. */
export const choosable = (
  template: ProgrammeTemplate,
  draft: Programme,
  todayOn: LocalDate,
): readonly PlannedStep[] =>
  planProgramme(template, draft, todayOn).filter(({ isPast }) => !isPast || draft.past === 'now');

/** A draft of the caller's own, held until the transaction ends. @throws DomainError */
export async function lockOwnDraft(tx: Transaction, actor: Actor, id: Id<'prg'>): Promise<Programme> {
  const found = await tx.programmes.lockProgramme(id);
  if (found === undefined || found.twinningId !== actor.scope.twinning.id)
    throw refusal('error.programme.not-found');
  if (found.plannedById !== actor.member.id) throw refusal('error.programme.planner-only');
  if (found.state !== 'draft') throw refusal('error.programme.offered-already');
  return found;
}

/** Today on the planner's clock. */
export const todayFor = ({ town, member }: Actor, now: number): LocalDate =>
  dateAt(now, member.timeZone ?? town.timeZone);
