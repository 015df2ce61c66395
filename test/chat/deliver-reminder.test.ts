import { describe, expect, it } from 'vitest';
import { deliverReminder } from '../../src/chat/deliver-reminder.ts';
import type { JobContext } from '../../src/chat/job.ts';
import { PlatformError } from '../../src/chat/platform.ts';
import { addCommitment } from '../../src/core/commitment/add-commitment.ts';
import { moveCommitment } from '../../src/core/commitment/move-commitment.ts';
import { DAY_MS, MINUTE_MS } from '../../src/core/time/instant.ts';
import { addDays, dateAt } from '../../src/core/time/local-date.ts';
import { fakeHolidayCalendar } from '../fakes/holiday-calendar.ts';
import { fakeLog } from '../fakes/log.ts';
import { fakePlatform } from '../fakes/platform.ts';
import { fakeQueue } from '../fakes/queue.ts';
import { sisterCommittees } from '../fakes/sister-committees.ts';

/** So many promises of Mette's, accepted by the other town and due on one day. */
async function promised(count: number) {
  const { deps, mette, linda, database, world } = await sisterCommittees();
  const dueOn = addDays(dateAt(world.now(), mette.town.timeZone), 30);
  for (let number = 1; number <= count; number += 1) {
    await addCommitment(deps, mette, { what: `Promise ${number}`, dueOn });
    await moveCommitment(deps, linda, { number, move: 'accept' });
  }
  // The weekly summaries are another matter.
  const { twinning } = mette.scope;
  await database.transaction((tx) => tx.reminders.cancelReminders({ type: 'twinning', id: twinning.id }));
  const slack = fakePlatform('slack', world.now);
  const discord = fakePlatform('discord', world.now);
  const log = fakeLog();
  const context: JobContext = {
    ...{ world, database, log },
    queue: fakeQueue(world),
    platforms: new Map([
      ['slack', slack],
      ['discord', discord],
    ]),
    holidays: fakeHolidayCalendar(),
  };
  /** Rings whatever is due now, each row as its own job. */
  const ring = async () => {
    const due = await database.reminders.dueReminders(world.now(), 100);
    return await Promise.all(due.map(({ id }) => deliverReminder(id, context)));
  };
  const to = async (days: number) => {
    const next = await database.nextDueAt(world.now() + days * DAY_MS);
    if (next === undefined) throw new Error('nothing is due');
    world.advance(next - world.now());
  };
  return { world, database, slack, ring, to };
}

describe('reminders that are due together for one person', () => {
  it('are one message, and each is recorded with it', async () => {
    const { slack, ring, to, database, world } = await promised(9);
    await to(1);
    const outcomes = await ring();
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
    const [message, ...others] = slack.shown();
    expect(others).toEqual([]);
    expect(message?.text).toContain('9 påmindelser');
    for (let number = 1; number <= 9; number += 1) expect(message?.text).toContain(`Promise ${number}`);
    expect(message?.controls).toEqual(['Hvad vi har lovet']);
    expect(await database.reminders.dueReminders(world.now() + MINUTE_MS, 100)).toEqual([]);
  });

  it('stand in full with their buttons while they are few', async () => {
    const { slack, ring, to } = await promised(2);
    await to(1);
    await ring();
    expect(slack.shown().map(({ text }) => text)).toEqual([expect.stringContaining('2 påmindelser')]);
    expect(slack.shown()[0]?.controls.filter((label) => label === 'Klaret')).toHaveLength(2);
  });

  it('have no heading of their own when there is but one', async () => {
    const { slack, ring, to } = await promised(1);
    await to(1);
    await ring();
    expect(slack.shown()[0]?.text).not.toContain('påmindelse');
  });

  it('are shown once when the answer got lost, whichever of them is looked at first', async () => {
    const { slack, ring, to, world, database } = await promised(5);
    await to(1);
    slack.trouble('send', { type: 'lost-after' });
    await ring();
    expect(slack.shown()).toHaveLength(1);
    world.advance(2 * MINUTE_MS);
    const due = await database.reminders.dueReminders(world.now(), 100);
    expect(due).toHaveLength(5);
    await ring();
    expect(slack.shown()).toHaveLength(1);
    expect(await database.reminders.dueReminders(world.now() + 5 * MINUTE_MS, 100)).toEqual([]);
  });

  it('come together again after the platform was busy', async () => {
    const { slack, ring, to, world } = await promised(5);
    await to(1);
    slack.trouble('send', { type: 'refused', error: new PlatformError('busy', 'ratelimited', 30_000) });
    await ring();
    expect(slack.shown()).toEqual([]);
    world.advance(MINUTE_MS);
    await ring();
    expect(slack.shown()).toHaveLength(1);
    expect(slack.shown()[0]?.text).toContain('5 påmindelser');
  });

  it('leave out what makes no sense any more', async () => {
    const { slack, ring, to, database, world } = await promised(3);
    await to(1);
    const [gone] = await database.reminders.dueReminders(world.now(), 1);
    const about = gone && (await database.reminders.reminder(gone.id))?.about;
    const commitment = about?.type === 'commitment' && (await database.commitments.commitment(about.id));
    if (!commitment) throw new Error('no commitment is due');
    // Changed without its reminders being told: the check at the last moment finds it.
    await database.commitments.saveCommitment({
      ...commitment,
      state: 'done',
      version: commitment.version + 1,
    });
    await ring();
    expect(slack.shown()[0]?.text).toContain('2 påmindelser');
    expect(slack.shown()[0]?.text).not.toContain(commitment.what);
  });
});
