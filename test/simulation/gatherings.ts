import type { Actor } from '../../src/core/acting.ts';
import { cancelMeeting, castBallot, confirmMeeting } from '../../src/core/meeting/decide-meeting.ts';
import { confirmedAt } from '../../src/core/meeting/meeting.ts';
import { moveMeeting } from '../../src/core/meeting/move-meeting.ts';
import { proposeMeeting } from '../../src/core/meeting/propose-meeting.ts';
import { pollSlots, publishPoll } from '../../src/core/meeting/publish-poll.ts';
import { takeAttendance } from '../../src/core/meeting/take-attendance.ts';
import { writeMinutes } from '../../src/core/meeting/write-minutes.ts';
import { startSeries } from '../../src/core/series/start-series.ts';
import { DAY_MS, type Instant, type ZonedMoment } from '../../src/core/time/instant.ts';
import { addDays, dateAt } from '../../src/core/time/local-date.ts';
import { rule } from '../../src/core/time/recurrence-rule.ts';
import { atTimeOfDay } from '../../src/core/time/resolve-wall.ts';
import type { Ring } from './ring.ts';

type Speaker = (townId: string) => Promise<Actor | undefined>;

const evening = (now: Instant, days: number, { town }: Actor): ZonedMoment =>
  atTimeOfDay(addDays(dateAt(now, town.timeZone), days), '19:00', town.timeZone);

/** A meeting every quarter of a year, on the clock of whoever starts it. */
export const meetQuarterly = (ring: Ring, actor: Actor) =>
  ring.attempt(
    startSeries(ring.deps, actor, {
      ...{ title: `Board of ${actor.town.name}`, lengthMinutes: 60, participantIds: [] },
      from: evening(ring.world.now(), 20, actor),
      rule: rule('MONTHLY', { interval: 3 }),
    }),
  );

/** Asks everybody when to meet: on hours that somebody names, or that the bot finds. */
export async function askWhen(ring: Ring, actor: Actor): Promise<void> {
  const { deps, dice, world } = ring;
  const wish = { title: `Visit of ${actor.town.name}`, lengthMinutes: 60, participantIds: [] };
  if (dice.percent(25)) {
    const found = await ring.attempt(proposeMeeting(deps, actor, wish));
    if (found !== undefined) await ring.attempt(publishPoll(deps, actor, found.meeting));
    return;
  }
  const slots = [16, 23, 31].map((days) => evening(world.now(), days + dice.below(4), actor));
  const deadlineAt = world.now() + (8 + dice.below(5)) * DAY_MS;
  await ring.attempt(pollSlots(deps, actor, { ...wish, slots, deadlineAt }));
}

/** Votes, decides what no vote has decided, moves and calls off. */
export async function decide(ring: Ring, speaker: Speaker): Promise<void> {
  const { database, deps, dice, world } = ring;
  const { twinning, towns } = await ring.scope();
  for (const { number, organiserId } of await database.meetings.meetingsOf(twinning.id, ['polling'], 20)) {
    for (const town of towns) {
      if ((await speaker(town.id)) === undefined) continue;
      for (const member of await ring.members(town)) {
        if (!member.accounts.some(ring.post.isHere) || dice.percent(45)) continue;
        const answer = dice.pick(['yes', 'yes', 'if-need-be', 'no'] as const) ?? 'yes';
        const slots = dice.percent(60) ? 'all' : [1 + dice.below(3)];
        await ring.attempt(castBallot(deps, await ring.actor(town, member), { number, slots, answer }));
      }
    }
    void organiserId;
  }
  for (const { number } of await database.meetings.meetingsOf(twinning.id, ['undecided'], 20)) {
    const actor = await speaker(dice.pick(towns)?.id ?? '');
    if (actor === undefined) continue;
    const confirmed = await ring.attempt(confirmMeeting(deps, actor, { number }));
    if (confirmed === undefined)
      await ring.attempt(cancelMeeting(deps, actor, { number, reason: 'No hour' }));
  }
  for (const meeting of await database.meetings.meetingsOf(twinning.id, ['confirmed'], 30)) {
    const at = confirmedAt(meeting);
    if (at === undefined || at <= world.now() || at > world.now() + 40 * DAY_MS || !dice.percent(4)) continue;
    const actor = await speaker(dice.pick(towns)?.id ?? '');
    if (actor === undefined) continue;
    const { number } = meeting;
    if (dice.percent(70))
      await ring.attempt(moveMeeting(deps, actor, { number, to: evening(at, 1 + dice.below(9), actor) }));
    else await ring.attempt(cancelMeeting(deps, actor, { number, reason: 'Storm' }));
  }
}

/** Who was there, and what was said, of what took place in the last weeks. */
export async function writeDown(ring: Ring, speaker: Speaker): Promise<void> {
  const { database, deps, dice, world } = ring;
  const { twinning, towns } = await ring.scope();
  for (const meeting of await database.meetings.meetingsOf(twinning.id, ['confirmed'], 30)) {
    const at = confirmedAt(meeting);
    if (at === undefined || at > world.now() || at < world.now() - 28 * DAY_MS || dice.percent(50)) continue;
    if ((await database.records.minutesOf(meeting.id)) !== undefined) continue;
    const actor = await speaker(dice.pick(towns)?.id ?? '');
    if (actor === undefined) continue;
    const { number } = meeting;
    const choose = (people: readonly { readonly memberId: `mbr_${string}` }[]) => {
      const offered = people.map(({ memberId }) => memberId);
      return { offered, present: offered.filter(() => dice.percent(70)) };
    };
    await ring.attempt(takeAttendance(deps, actor, { number, choose }));
    const dueOn = addDays(dateAt(world.now(), actor.town.timeZone), 30);
    const text = `We met as M-${number}.\n- [ ] Follow up on M-${number} (secretary, ${dueOn})`;
    const reading = { timeZone: actor.town.timeZone, language: actor.town.language };
    await ring.attempt(writeMinutes(deps, actor, { number, text, base: 0, reading }));
  }
}
