import type { Stores, Transaction } from '../stores.ts';
import type { Instant } from '../time/instant.ts';
import type { TwinningScope } from '../twinning/twinning.ts';
import type { Id, World } from '../world.ts';
import type { Reminder } from './reminder.ts';
import {
  type AskedFacts,
  nextStep,
  type Silence,
  silenceIn,
  silenceOf,
  stepsOf,
  targetKey,
} from './silence.ts';

/** Polls that may wait for answers; more than any twinning has open. */
const MOST_POLLS = 200;

/** What is known of the silences of a twinning now. */
interface Silences {
  readonly facts: AskedFacts;
  readonly weeks: number;
  /** All bells about silences, in every state. */
  readonly bells: readonly Reminder[];
  readonly of: (townId: Id<'town'>) => Promise<Silence | undefined>;
}

async function readSilences(stores: Stores, scope: TwinningScope): Promise<Silences> {
  const { id } = scope.twinning;
  const townIds = scope.towns.map((town) => town.id);
  const facts: AskedFacts = {
    scope,
    members: await stores.committees.membersOf(townIds),
    offices: await stores.committees.officesOf(townIds),
    meetings: await stores.meetings.meetingsOf(id, ['polling', 'undecided'], MOST_POLLS),
    commitments: await stores.commitments.commitmentsOf(id),
  };
  const { silenceWeeks } = await stores.settings.settings(id);
  return {
    facts,
    weeks: silenceWeeks,
    bells: await stores.reminders.remindersAbout({ type: 'twinning', id }, ['silence']),
    async of(townId) {
      const deedAt = await stores.audit.lastDeedAt(id, townId);
      const ballotAt = await stores.meetings.lastBallotAt(id, townId);
      const last = Math.max(deedAt ?? 0, ballotAt ?? 0);
      return silenceOf(townId, last === 0 ? undefined : last, facts);
    },
  };
}

/**
 * Plans the next message about each silent town, and takes back what is not wanted any more. Asked again, it changes
 * nothing: whenever something is asked, when a message went out, and daily.
 * @returns how many messages were planned
 */
export async function planSilence(
  tx: Transaction,
  world: World,
  now: Instant,
  scope: TwinningScope,
): Promise<number> {
  const about = { type: 'twinning', id: scope.twinning.id } as const;
  const { facts, weeks, bells, of } = await readSilences(tx, scope);
  let known = [...bells];
  let planned = 0;
  for (const { id: townId } of scope.towns) {
    const silence = await of(townId);
    const next = silence && nextStep(silence, weeks, stepsOf(silence, facts), known, now);
    const scheduled = known.filter(
      (bell) => bell.state === 'scheduled' && silenceIn(bell.occurrence)?.townId === townId,
    );
    const kept = scheduled.find(
      (bell) =>
        next !== undefined &&
        targetKey(bell.target) === targetKey(next.target) &&
        silenceIn(bell.occurrence)?.lastActAt === silence?.lastActAt &&
        bell.dueAt >= next.earliestAt &&
        bell.dueAt <= next.dueAt,
    );
    for (const bell of scheduled)
      if (bell !== kept) {
        await tx.reminders.cancelReminders(about, { id: bell.id });
        known = known.filter((one) => one !== bell);
      }
    if (next === undefined || kept !== undefined) continue;
    const { target, occurrence, dueAt } = next;
    const bell: Reminder = {
      id: world.newId('rem'),
      twinningId: scope.twinning.id,
      about,
      kind: 'silence',
      target,
      occurrence,
      // A bell that was taken back and is wanted again at the same time is another one.
      subjectVersion: 1 + bells.filter((one) => one.occurrence === occurrence).length,
      dueAt,
      createdAt: now,
      state: 'scheduled',
      attempts: 0,
    };
    await tx.reminders.insertReminders([bell]);
    tx.wake({ type: 'reminder', id: bell.id, at: dueAt });
    known.push(bell);
    planned += 1;
  }
  return planned;
}

/**
 * The silence that a bell is about, as it is when it rings; undefined when the town has done anything meanwhile, when
 * nothing waits any more, or when somebody else would be told now.
 */
export async function ringingSilence(
  stores: Stores,
  scope: TwinningScope,
  bell: Reminder,
): Promise<Silence | undefined> {
  const about = silenceIn(bell.occurrence);
  const { facts, weeks, bells, of } = await readSilences(stores, scope);
  const silence = about && (await of(about.townId));
  if (silence === undefined || silence.lastActAt !== about?.lastActAt) return undefined;
  const others = bells.filter(({ id }) => id !== bell.id);
  // As of its own time: late by an hour, it would otherwise seem to be meant for another morning.
  const next = nextStep(silence, weeks, stepsOf(silence, facts), others, bell.dueAt);
  const isMeant = next !== undefined && targetKey(next.target) === targetKey(bell.target);
  return isMeant && next.dueAt <= bell.dueAt ? silence : undefined;
}
