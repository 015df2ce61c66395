import { type Commitment, referenceOf } from '../commitment/commitment.ts';
import { isProposed, sideOf, turnOf } from '../commitment/commitment-state.ts';
import type { Member, Office, OfficeKind } from '../committee/member.ts';
import { convened, type Meeting } from '../meeting/meeting.ts';
import { DAY_MS, HOUR_MS, type Instant } from '../time/instant.ts';
import { nextTimeOfDay } from '../time/local-date.ts';
import type { Space, Town, TwinningScope } from '../twinning/twinning.ts';
import type { Id } from '../world.ts';
import type { Reminder, Target } from './reminder.ts';
import { isReachedDirectly } from './reminder-plan.ts';

/** When these messages come, on the clock of whoever gets them. */
const MORNING = '09:00';
/** A week by the calendar, also where the clocks change in it. */
const WEEK_MS = 7 * DAY_MS - 2 * HOUR_MS;

/** Something that a town was asked and has not answered. */
export interface Wait {
  /** poll: nobody of the town has voted. answer: words that the other side proposes. confirm: it is reported done. */
  readonly type: 'poll' | 'answer' | 'confirm';
  readonly subject: Meeting | Commitment;
  /** M-12, C-3. */
  readonly reference: string;
  readonly askedAt: Instant;
  readonly askedByTownId: Id<'town'>;
}

/** A town that has done nothing at all since it was asked something. */
export interface Silence {
  readonly townId: Id<'town'>;
  /** When the oldest of what it has not answered was asked. */
  readonly sinceAt: Instant;
  /** When anybody of the town last did anything; 0 for never. It tells one silence from the next. */
  readonly lastActAt: Instant;
  /** The oldest first. */
  readonly waits: readonly Wait[];
}

/** What may wait for answers, and who there is. */
export interface AskedFacts {
  readonly scope: TwinningScope;
  readonly members: readonly Member[];
  readonly offices: readonly Office[];
  /** Polls that are open, or ended undecided. */
  readonly meetings: readonly Meeting[];
  readonly commitments: readonly Commitment[];
}

/**
 * Whether a town is silent: something was asked of it after the last time that anybody of it did anything, and waits
 * still. Any deed, a vote or a no included, ends it at once.
 */
export function silenceOf(
  townId: Id<'town'>,
  lastActAt: Instant | undefined,
  facts: AskedFacts,
): Silence | undefined {
  const last = lastActAt ?? 0;
  const waits = [...pollWaits(townId, facts), ...commitmentWaits(townId, facts)]
    .filter(({ askedAt, askedByTownId }) => askedAt > last && askedByTownId !== townId)
    .sort((a, b) => a.askedAt - b.askedAt || (a.reference < b.reference ? -1 : 1));
  const [oldest] = waits;
  return oldest && { townId, sinceAt: oldest.askedAt, lastActAt: last, waits };
}

function pollWaits(townId: Id<'town'>, { meetings, members }: AskedFacts): Wait[] {
  const townOf = new Map(members.map((member) => [member.id, member.townId]));
  return meetings.flatMap((meeting): Wait[] => {
    const askedByTownId = townOf.get(meeting.organiserId);
    const isAsked = convened(meeting, members).some((member) => member.townId === townId);
    const hasVoted = meeting.ballots.some(({ memberId }) => townOf.get(memberId) === townId);
    if (askedByTownId === undefined || !isAsked || hasVoted) return [];
    const reference = `M-${meeting.number}`;
    return [{ type: 'poll', subject: meeting, reference, askedAt: meeting.createdAt, askedByTownId }];
  });
}

function commitmentWaits(townId: Id<'town'>, { commitments }: AskedFacts): Wait[] {
  return commitments.flatMap((commitment): Wait[] => {
    const turn = turnOf(commitment);
    const isProposal = isProposed(commitment);
    if (turn === undefined || sideOf(commitment, townId) !== turn) return [];
    // What is agreed is reminded of by its own bells.
    if (!isProposal && commitment.state !== 'done') return [];
    return [
      {
        type: isProposal ? 'answer' : 'confirm',
        subject: commitment,
        reference: referenceOf(commitment),
        askedAt: commitment.changedAt,
        askedByTownId: isProposal ? commitment.proposedByTownId : commitment.ownerTownId,
      },
    ];
  });
}

/** Whom to tell of a town's silence, and on whose clock. */
export interface Step {
  readonly target: Target;
  readonly timeZone: string;
}

/**
 * Whom to tell, in this order, each once: the contact person, the deputy and the chair of the silent town, then the chair
 * of each town that waits, whoever has waited longest first. Only people who may be written to directly; in place of
 * those of the silent town who may not, and where nobody holds office, its own committee space. Never another's space.
 */
export function stepsOf({ townId, waits }: Silence, { scope, members, offices }: AskedFacts): Step[] {
  const steps = new Map<string, Step>();
  const add = (target: Target, timeZone: string) => {
    const key = targetKey(target);
    if (!steps.has(key)) steps.set(key, { target, timeZone });
  };
  const holderOf = (town: Town, kind: OfficeKind) => {
    const holderId = offices.find((office) => office.townId === town.id && office.kind === kind)?.holderId;
    return members.find(({ id, active }) => id === holderId && active);
  };
  const founderOf = (town: Town) => members.find(({ id, active }) => id === town.founderId && active);

  const town = scope.towns.find(({ id }) => id === townId);
  if (town === undefined) return [];
  const space = committeeSpaceOf(townId, scope);
  const holders = (['contact-person', 'deputy', 'chair'] as const).map((kind) => holderOf(town, kind));
  const own = holders.some((holder) => holder !== undefined) ? holders : [founderOf(town)];
  for (const person of own.every((one) => one === undefined) ? ['nobody' as const] : own) {
    if (person === undefined) continue;
    if (person !== 'nobody' && isReachedDirectly(person))
      add({ type: 'member', memberId: person.id }, person.timeZone ?? town.timeZone);
    else if (space !== undefined) add({ type: 'space', spaceId: space.id }, town.timeZone);
  }
  for (const askedBy of new Set(waits.map(({ askedByTownId }) => askedByTownId))) {
    const partner = scope.towns.find(({ id }) => id === askedBy);
    if (partner === undefined) continue;
    const chair = [
      holderOf(partner, 'chair'),
      holderOf(partner, 'deputy'),
      holderOf(partner, 'contact-person'),
      founderOf(partner),
    ].find((person) => person !== undefined && isReachedDirectly(person));
    if (chair !== undefined) add({ type: 'member', memberId: chair.id }, chair.timeZone ?? partner.timeZone);
  }
  return [...steps.values()];
}

/** Where the committee of a town talks; never the youth's space. */
export const committeeSpaceOf = (townId: string, scope: TwinningScope): Space | undefined =>
  scope.spaces.find((space) => space.townId === townId && space.audience === 'committee');

/** A message about a silence, planned or gone out. */
export type SilenceBell = Pick<Reminder, 'target' | 'occurrence' | 'dueAt' | 'state' | 'sentAt'>;

/** Which silence a bell is about. */
export function silenceIn(occurrence: string): Pick<Silence, 'townId' | 'lastActAt'> | undefined {
  const [, townId, at] = /^(town_[a-z0-9]+)-(\d+)-\d+$/.exec(occurrence) ?? [];
  return townId === undefined ? undefined : { townId: townId as Id<'town'>, lastActAt: Number(at) };
}

const isAbout = ({ occurrence }: Pick<Reminder, 'occurrence'>, { townId, lastActAt }: Silence): boolean => {
  const about = silenceIn(occurrence);
  return about?.townId === townId && about.lastActAt === lastActAt;
};

export interface NextStep extends Step {
  readonly occurrence: string;
  readonly dueAt: Instant;
  /** A bell planned any time from here on may stay as it is. */
  readonly earliestAt: Instant;
}

/**
 * The next message about a silence: to the first who was not told of it yet, after so many weeks, at least a week after
 * the one before, and never two to one person in one week, whichever towns they are about.
 * @param weeks 0: never
 * @param bells all about silences in this twinning but the one that is just ringing; cancelled ones were never heard
 */
export function nextStep(
  silence: Silence,
  weeks: number,
  steps: readonly Step[],
  bells: readonly SilenceBell[],
  now: Instant,
): NextStep | undefined {
  if (weeks === 0) return undefined;
  const heard = bells.filter(({ state }) => state !== 'cancelled' && state !== 'scheduled');
  const told = heard.filter((bell) => isAbout(bell, silence));
  const next = steps.find(({ target }) => told.every((bell) => targetKey(bell.target) !== targetKey(target)));
  if (next === undefined) return undefined;
  const ownOf = (bell: SilenceBell) => targetKey(bell.target) === targetKey(next.target);
  const others = bells.filter(
    (bell) =>
      bell.state !== 'cancelled' && ownOf(bell) && silenceIn(bell.occurrence)?.townId !== silence.townId,
  );
  let earliestAt = Math.max(
    silence.sinceAt + weeks * 7 * DAY_MS,
    ...told.map((bell) => (bell.sentAt ?? bell.dueAt) + WEEK_MS),
  );
  const morningAfter = (at: Instant) => nextTimeOfDay(Math.max(at, now) - 1, MORNING, next.timeZone).at;
  // Earlier ones first, so that stepping over one does not land beside another.
  for (const at of others.map((bell) => bell.sentAt ?? bell.dueAt).sort((a, b) => a - b))
    if (Math.abs(morningAfter(earliestAt) - at) < WEEK_MS) earliestAt = at + WEEK_MS;
  const dueAt = morningAfter(earliestAt);
  return {
    ...next,
    earliestAt,
    dueAt,
    occurrence: `${silence.townId}-${silence.lastActAt}-${dueAt}`,
  };
}

export const targetKey = (target: Target): string =>
  target.type === 'member' ? target.memberId : target.spaceId;
