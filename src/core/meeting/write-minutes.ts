import { type Actor, audit, type Deps, post, refresh } from '../acting.ts';
import { cleanText } from '../clean-text.ts';
import { addCommitmentIn, type Offer } from '../commitment/add-commitment.ts';
import type { Commitment } from '../commitment/commitment.ts';
import { refusal } from '../domain-error.ts';
import type { Stores } from '../stores.ts';
import type { LocalDate } from '../time/instant.ts';
import type { TypedContext } from '../time/parse-outcome.ts';
import { findMeeting, lockMeeting } from './find-meeting.ts';
import { checkMayRecord } from './may-record.ts';
import type { Meeting } from './meeting.ts';
import type { Minutes, OfferedLine } from './meeting-record.ts';
import {
  type LineContext,
  lineKey,
  ownerNamed,
  readTaskLine,
  type TaskLine,
  taskLines,
} from './minutes-line.ts';
import { decideLines, type LineFate } from './minutes-offers.ts';

/** As much as both platforms' forms give back whole. */
export const LONGEST_MINUTES = 4000;
export const MOST_TASK_LINES = 20;

/** How dates are read: on whose clock, in which language. */
export type Reading = Pick<TypedContext, 'timeZone' | 'language'>;

export interface WrittenMinutes {
  readonly meeting: Meeting;
  readonly minutes: Minutes;
  readonly lines: readonly LineFate[];
  /** What the lines have become, now or earlier. */
  readonly commitments: readonly Commitment[];
}

/** They are other than the writer knew: nothing is saved. */
export interface MinutesClash {
  readonly meeting: Meeting;
  readonly theirs: Minutes;
}

/**
 * Keeps the minutes, shows them in every space, and offers what their task lines promise, each line once.
 * @param input.base the version that the writer saw: 0 when there were none
 */
export async function writeMinutes(
  { database, world }: Deps,
  actor: Actor,
  input: {
    readonly number: number;
    readonly text: string;
    readonly base: number;
    readonly reading: Reading;
  },
): Promise<WrittenMinutes | MinutesClash> {
  const now = world.now();
  const { scope } = actor;
  const count = taskLines(input.text).length;
  if (count > MOST_TASK_LINES)
    throw refusal('error.meeting.too-many-tasks', { count, limit: MOST_TASK_LINES }).of('text');
  return await database.transaction(async (tx) => {
    const meeting = await lockMeeting(tx, scope, input.number);
    await checkMayRecord(tx, actor, meeting, now);
    const before = await tx.records.minutesOf(meeting.id);
    if (before !== undefined && before.text !== input.text && before.version !== input.base)
      return { meeting, theirs: before };
    const context = await lineContext(tx, actor, now, input.reading);
    const offered: OfferedLine[] = [...(before?.offered ?? [])];
    const read = readLines(input.text, context);
    for (const fate of decideLines(read, offered, actor, context.people)) {
      if (fate.type !== 'offer') continue;
      const { id } = await addCommitmentIn(tx, world, now, actor, offerOf(fate.read));
      offered.push(offeredLine(fate.read, id));
    }
    const minutes: Minutes = {
      meetingId: meeting.id,
      text: input.text,
      version: (before?.version ?? 0) + 1,
      writtenById: actor.member.id,
      writtenAt: now,
      offered,
    };
    await tx.records.saveMinutes(minutes);
    const about = { type: 'meeting', id: meeting.id } as const;
    await tx.reminders.cancelReminders(about, { kinds: ['minutes-missing'] });
    await refresh(tx, about, ['minutes']);
    const shown = (await tx.postings.postingsAbout(about)).filter(({ view }) => view === 'minutes');
    const unshown = scope.spaces.filter(({ id }) => !shown.some(({ spaceId }) => spaceId === id));
    await post(tx, world, now, unshown, about, 'minutes');
    await audit(tx, world, now, actor, 'meeting/minutes', meeting.id);
    const lines = decideLines(read, offered, actor, context.people);
    return { meeting, minutes, lines, commitments: await commitmentsOf(tx, minutes) };
  });
}

/** What has become of the task lines, as this person would read them. */
export async function readMinutes(
  { database, world }: Deps,
  actor: Actor,
  input: { readonly number: number; readonly reading: Reading },
): Promise<WrittenMinutes> {
  const meeting = await findMeeting(database, actor.scope, input.number);
  const minutes = await database.records.minutesOf(meeting.id);
  if (minutes === undefined) throw refusal('error.meeting.no-minutes', { title: meeting.title });
  const context = await lineContext(database, actor, world.now(), input.reading);
  const lines = decideLines(readLines(minutes.text, context), minutes.offered, actor, context.people);
  return { meeting, minutes, lines, commitments: await commitmentsOf(database, minutes) };
}

/** Offers one line as somebody has completed it: for a person or an office of their own town. */
export async function offerLine(
  { database, world }: Deps,
  actor: Actor,
  input: {
    readonly number: number;
    /** Its place among the task lines, from 1, in this version of the minutes. */
    readonly line: number;
    readonly base: number;
    readonly what: string;
    readonly owner: string;
    readonly dueOn?: LocalDate;
    readonly reading: Reading;
  },
): Promise<Commitment> {
  const now = world.now();
  return await database.transaction(async (tx) => {
    const meeting = await lockMeeting(tx, actor.scope, input.number);
    const minutes = await tx.records.minutesOf(meeting.id);
    const context = await lineContext(tx, actor, now, input.reading);
    const fate =
      minutes?.version === input.base
        ? decideLines(readLines(minutes.text, context), minutes.offered, actor, context.people)[
            input.line - 1
          ]
        : undefined;
    if (minutes === undefined || fate === undefined) throw refusal('error.meeting.minutes-changed');
    if (fate.type === 'offered') {
      const { number = 0 } = (await tx.commitments.commitment(fate.commitmentId)) ?? {};
      throw refusal('error.meeting.line-offered', { reference: `C-${number}` });
    }
    const owner = certainOwner(input.owner, actor, context);
    const commitment = await addCommitmentIn(tx, world, now, actor, {
      what: cleanText(input.what, 'what'),
      owner,
      ...(input.dueOn === undefined ? {} : { dueOn: input.dueOn }),
    });
    const offered = [...minutes.offered, offeredLine(fate.read, commitment.id)];
    await tx.records.saveMinutes({ ...minutes, offered });
    await refresh(tx, { type: 'meeting', id: meeting.id }, ['minutes']);
    return commitment;
  });
}

function certainOwner(
  typed: string,
  { scope, town }: Actor,
  context: LineContext,
): NonNullable<Offer['owner']> {
  const owner = ownerNamed(typed, context);
  if (owner?.state === 'office') return { office: owner.office };
  if (owner?.state !== 'member')
    throw refusal('error.meeting.line-owner', { typed, town: town.name }).of('owner');
  const { memberId } = owner;
  const townId = context.people.find(({ id }) => id === memberId)?.townId;
  if (townId !== town.id)
    throw refusal('error.meeting.line-other-town', {
      name: typed,
      town: scope.towns.find(({ id }) => id === townId)?.name ?? '',
    }).of('owner');
  return { memberId };
}

const readLines = (text: string, context: LineContext): TaskLine[] =>
  taskLines(text).map((line) => readTaskLine(line, context));

async function lineContext(
  stores: Stores,
  { scope, town }: Actor,
  now: number,
  reading: Reading,
): Promise<LineContext> {
  const people = await stores.committees.membersOf(scope.towns.map(({ id }) => id));
  return { ...reading, now, people, townId: town.id };
}

const offeredLine = ({ line, what }: TaskLine, commitmentId: Commitment['id']): OfferedLine => ({
  line: lineKey(line),
  what: lineKey(what),
  commitmentId,
});

const offerOf = ({ what, owner, due }: TaskLine): Offer => ({
  what: cleanText(what, 'what'),
  ...(owner.state === 'member' ? { owner: { memberId: owner.memberId } } : {}),
  ...(owner.state === 'office' ? { owner: { office: owner.office } } : {}),
  ...(due.state === 'day' ? { dueOn: due.on } : {}),
});

async function commitmentsOf({ commitments }: Stores, { offered }: Minutes): Promise<Commitment[]> {
  const found: Commitment[] = [];
  for (const { commitmentId } of offered) {
    const commitment = await commitments.commitment(commitmentId);
    if (commitment !== undefined) found.push(commitment);
  }
  return found;
}
