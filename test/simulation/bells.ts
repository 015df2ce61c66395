import { DateTime } from 'luxon';
import type { CommitmentChange } from '../../src/core/commitment/commitment-change.ts';
import { confirmedAt } from '../../src/core/meeting/meeting.ts';
import type { Reminder } from '../../src/core/reminder/reminder.ts';
import { HOUR_MS, type Instant } from '../../src/core/time/instant.ts';
import type { Space, Town } from '../../src/core/twinning/twinning.ts';
import type { Ring } from './ring.ts';
import { grouped } from './rows.ts';

/** How late a message may be that had to be sent again: by its lease, or by the longest wait between two tries. */
const LATE_MS = 2 * HOUR_MS;
const MOST = 10_000;
/** Somebody who is late hears of it in the first weeks, then once in four, and in the end no more. */
const WEEKLY_TIMES = 8;
const SELDOM_WEEKS = 4;
const LAST_WEEK = 52;

/** What should have rung in these years, by the facts and another library's calendar; says what did not, or twice. */
export async function missedBells(ring: Ring, reminders: readonly Reminder[]): Promise<readonly string[]> {
  return [
    ...(await missedOfMeetings(ring, reminders)),
    ...(await missedOfCommitments(ring, reminders)),
    ...(await missedOfSpaces(ring, reminders)),
  ];
}

const nine = (day: DateTime): Instant => day.startOf('day').set({ hour: 9 }).toMillis();
const zoned = (at: Instant, { timeZone }: Town) => DateTime.fromMillis(at, { zone: timeZone });
const read = (at: Instant) => new Date(at).toISOString().slice(0, 16);

/** One that was rung, in time; `what` names it when it was not. */
function judge(what: string, dueAt: Instant, rows: readonly Reminder[], mayFail: boolean): string[] {
  const rung = rows.filter((row) => row.dueAt === dueAt && row.state === 'sent');
  if (rung.length > 1) return [`${what} rang ${rung.length} times`];
  const [row] = rung;
  if (row === undefined) {
    const states = rows.filter((one) => one.dueAt === dueAt).map(({ state }) => state);
    return mayFail ? [] : [`${what} did not ring at ${read(dueAt)}: ${states.join() || 'no row'}`];
  }
  const late = (row.sentAt ?? Number.POSITIVE_INFINITY) - dueAt;
  return late < 0 || late > LATE_MS ? [`${what} rang ${late} ms after its time`] : [];
}

/** A week, a day and an hour before each meeting that took place, in every space that was there and could be reached. */
async function missedOfMeetings(ring: Ring, reminders: readonly Reminder[]): Promise<string[]> {
  const { towns, spaces, twinning } = await ring.scope();
  const rows = grouped(reminders, ({ about }) => about.id as string);
  const missed: string[] = [];
  for (const meeting of await ring.database.meetings.meetingsOf(twinning.id, ['confirmed'], MOST)) {
    const at = confirmedAt(meeting);
    if (at === undefined || at > ring.world.now()) continue;
    const fixedAt = meeting.revisedAt ?? meeting.createdAt;
    for (const space of spaces) {
      const town = townOf(space, towns);
      const day = zoned(at, town);
      const bells: readonly (readonly [Reminder['kind'], Instant])[] = [
        ['meeting-days', nine(day.minus({ days: 7 }))],
        ['meeting-days', nine(day.minus({ days: 1 }))],
        ['meeting-hour', at - HOUR_MS],
      ];
      const own = (rows.get(meeting.id) ?? []).filter(
        ({ target, subjectVersion }) =>
          target.type === 'space' && target.spaceId === space.id && subjectVersion === meeting.version,
      );
      for (const [kind, dueAt] of bells) {
        if (dueAt <= Math.max(fixedAt, space.boundAt) || dueAt >= at) continue;
        const what = `${kind} of M-${meeting.number} in ${town.name} (${space.audience})`;
        missed.push(
          ...judge(
            what,
            dueAt,
            own.filter((row) => row.kind === kind),
            wasGone(ring, space, dueAt),
          ),
        );
      }
    }
  }
  return missed;
}

const wasGone = ({ post }: Ring, space: Space, at: Instant): boolean =>
  // A try that was under way when it went.
  (post.goneAt(space) ?? Number.POSITIVE_INFINITY) <= at + LATE_MS;

function townOf({ townId }: Pick<Space, 'townId'>, towns: readonly Town[]): Town {
  const found = towns.find(({ id }) => id === townId);
  if (found === undefined) throw new Error('a space of no town');
  return found;
}

/** A week and a day before, on the day, and after it ever more seldom: as long as it was accepted in those words. */
async function missedOfCommitments(ring: Ring, reminders: readonly Reminder[]): Promise<string[]> {
  const { database, world } = ring;
  const { towns, spaces, twinning } = await ring.scope();
  const rows = grouped(reminders, ({ about }) => about.id as string);
  const missed: string[] = [];
  for (const { id, number, ownerTownId } of await database.commitments.commitmentsOf(twinning.id)) {
    const changes = await database.commitments.changesOf(id);
    const town = townOf({ townId: ownerTownId }, towns);
    const home = spaces.filter((space) => space.townId === town.id);
    for (const [index, change] of changes.entries()) {
      const endAt = changes[index + 1]?.at ?? world.now();
      const own = (rows.get(id) ?? []).filter(({ subjectVersion }) => subjectVersion === change.version);
      for (const { kind, dueAt } of bellsWhile(change, endAt, town)) {
        const what = `${kind} of C-${number} v${change.version} (${town.name})`;
        // While the town had no place of its own there may have been nobody to tell.
        const mayFail = home.some((space) => wasGone(ring, space, dueAt) && !replaced(space, home, dueAt));
        missed.push(
          ...judge(
            what,
            dueAt,
            own.filter((row) => row.kind === kind),
            mayFail,
          ),
        );
      }
    }
  }
  return missed;
}

const replaced = (gone: Space, home: readonly Space[], at: Instant): boolean =>
  home.some(({ id, audience, boundAt }) => id !== gone.id && audience === gone.audience && boundAt < at);

function bellsWhile({ at, standing }: CommitmentChange, endAt: Instant, town: Town) {
  const { state, dueOn } = standing;
  if (state !== 'accepted' || dueOn === undefined) return [];
  const due = DateTime.fromISO(dueOn, { zone: town.timeZone });
  const bells: { kind: Reminder['kind']; dueAt: Instant }[] = [
    { kind: 'commitment-days', dueAt: nine(due.minus({ days: 7 })) },
    { kind: 'commitment-days', dueAt: nine(due.minus({ days: 1 })) },
    { kind: 'commitment-today', dueAt: nine(due) },
  ];
  // The week in which it was agreed, if it was late by then, has begun already.
  const daysOver = zoned(at, town).startOf('day').diff(due, 'days').days;
  let week = Math.max(0, Math.floor(daysOver / 7)) + 1;
  for (let isFirst = true; isFirst || week <= LAST_WEEK; isFirst = false) {
    bells.push({ kind: 'commitment-overdue', dueAt: nine(due.plus({ weeks: week })) });
    week += week < WEEKLY_TIMES ? 1 : SELDOM_WEEKS;
  }
  return bells.filter(({ dueAt }) => dueAt > at && dueAt < endAt);
}

/** A digest row for each week, rung or with nothing to say, and a greeting on each anniversary. */
async function missedOfSpaces(ring: Ring, reminders: readonly Reminder[]): Promise<string[]> {
  const { towns, spaces, twinning } = await ring.scope();
  const now = ring.world.now();
  const missed: string[] = [];
  for (const space of spaces) {
    const town = townOf(space, towns);
    const own = reminders.filter(({ target }) => target.type === 'space' && target.spaceId === space.id);
    const untilAt = Math.min(now, ring.post.goneAt(space) ?? now);
    const digests = own.filter(({ kind, dueAt }) => kind === 'digest' && dueAt <= now);
    const first = zoned(space.boundAt, town).startOf('week');
    for (let day = first; nine(day) < untilAt; day = day.plus({ weeks: 1 })) {
      const dueAt = nine(day);
      if (dueAt <= space.boundAt) continue;
      const rows = digests.filter((row) => row.dueAt === dueAt);
      if (rows.length !== 1) missed.push(`${rows.length} digests for ${town.name} at ${read(dueAt)}`);
    }
    for (let year = 1; ; year += 1) {
      const since = DateTime.fromISO(twinning.sinceOn ?? '', { zone: town.timeZone });
      const dueAt = nine(since.plus({ years: year }));
      if (!(dueAt < untilAt)) break;
      if (dueAt <= space.boundAt) continue;
      const rows = own.filter(({ kind }) => kind === 'anniversary');
      missed.push(...judge(`anniversary in ${town.name}`, dueAt, rows, wasGone(ring, space, dueAt)));
    }
  }
  return missed;
}
