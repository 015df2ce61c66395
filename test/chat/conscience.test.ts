import { describe, expect, it } from 'vitest';
import { deliverReminder } from '../../src/chat/deliver-reminder.ts';
import type { JobContext } from '../../src/chat/job.ts';
import { addCommitment } from '../../src/core/commitment/add-commitment.ts';
import { moveCommitment } from '../../src/core/commitment/move-commitment.ts';
import { newDate } from '../../src/core/commitment/new-date.ts';
import { addMember } from '../../src/core/committee/add-member.ts';
import { DAY_MS } from '../../src/core/time/instant.ts';
import { addDays, dateAt, daysBetween } from '../../src/core/time/local-date.ts';
import { fakeHolidayCalendar } from '../fakes/holiday-calendar.ts';
import { fakeLog } from '../fakes/log.ts';
import { type FakeMessage, fakePlatform } from '../fakes/platform.ts';
import { fakeQueue } from '../fakes/queue.ts';
import { type Committees, sisterCommittees } from '../fakes/sister-committees.ts';
import { refusalOf } from '../refusal-of.ts';

const slackUser = (userId: string) => ({ platform: 'slack', tenantId: 'T1', userId }) as const;

/** Mette has promised something; Jens is her town's deputy and Karen its chair, Linda the other town's contact. */
async function promised(offices: { deputy?: string; chair?: string } = { deputy: 'UJENS', chair: 'UKAREN' }) {
  const towns = await sisterCommittees();
  const { deps, mette, linda, world } = towns;
  const give = async (userId: string, displayName: string, office: 'deputy' | 'chair') =>
    await addMember(deps, mette, {
      ...{ account: slackUser(userId), displayName, represents: 'citizens', substitute: false, office },
    });
  if (offices.deputy !== undefined) await give(offices.deputy, offices.deputy, 'deputy');
  if (offices.chair !== undefined) await give(offices.chair, offices.chair, 'chair');
  await addMember(deps, linda, {
    ...{ displayName: 'Linda', represents: 'municipality', substitute: false, office: 'contact-person' },
    ...(linda.member.accounts[0] === undefined ? {} : { account: linda.member.accounts[0] }),
  });
  const dueOn = addDays(dateAt(world.now(), 'Europe/Copenhagen'), 20);
  await addCommitment(deps, mette, { what: 'Book the sports hall', due: { on: dueOn } });
  await moveCommitment(deps, linda, { number: 1, move: 'accept' });
  return { ...towns, dueOn, ...bells(towns) };
}

function bells({ world, database }: Committees) {
  const slack = fakePlatform('slack', world.now);
  const discord = fakePlatform('discord', world.now);
  const context: JobContext = {
    ...{ world, database, log: fakeLog() },
    queue: fakeQueue(world),
    platforms: new Map([
      ['slack', slack],
      ['discord', discord],
    ]),
    holidays: fakeHolidayCalendar(),
  };
  /** Lets so many days pass; whatever falls due rings. */
  const pass = async (days: number) => {
    const until = world.now() + days * DAY_MS;
    for (;;) {
      const next = await database.nextDueAt(world.now());
      if (next === undefined || next > until) break;
      world.advance(next - world.now());
      for (const { id } of await database.reminders.dueReminders(world.now(), 100))
        await deliverReminder(id, context);
    }
    world.advance(until - world.now());
  };
  const about = (word: string) => (message: FakeMessage) => message.text.includes(word);
  /** Messages about the hall that each person got by themselves. */
  const heard = (userId: string) =>
    [...slack.shown(), ...discord.shown()]
      .filter(({ message }) => message.channelId === `dm-${userId}`)
      .filter(about('sports hall'));
  return { pass, heard, slack, discord };
}

const weeksAfter = (messages: readonly FakeMessage[], dueOn: string, timeZone = 'Europe/Copenhagen') =>
  messages.map(({ sentAt }) => daysBetween(dueOn, dateAt(sentAt, timeZone)) / 7).filter((weeks) => weeks > 0);

describe('a promise that is late', () => {
  it('is told to its owner, after two weeks to the deputy, then the chair, then the other town, each once', async () => {
    const { pass, heard, dueOn } = await promised();
    await pass(20 + 7 * 9);
    expect(weeksAfter(heard('UMETTE'), dueOn)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(weeksAfter(heard('UJENS'), dueOn)).toEqual([3]);
    expect(weeksAfter(heard('UKAREN'), dueOn)).toEqual([4]);
    expect(weeksAfter(heard('1001'), dueOn, 'America/Los_Angeles')).toEqual([5]);
    expect(heard('UJENS')[0]?.text).toContain('Forsinket: Book the sports hall');
    expect(heard('1001')[0]?.text).toContain('If a later day suits you');
    expect(heard('1001')[0]?.controls).toEqual(['A new day …']);
  });

  it('is said more seldom in time, and not for ever', async () => {
    const { pass, heard, dueOn } = await promised();
    await pass(20 + 7 * 70);
    const weeks = weeksAfter(heard('UMETTE'), dueOn);
    expect(weeks.slice(8)).toEqual([12, 16, 20, 24, 28, 32, 36, 40, 44, 48, 52]);
    expect(weeksAfter(heard('UJENS'), dueOn)).toHaveLength(1);
  });

  it('passes over offices that nobody holds, or that the owner holds', async () => {
    const { pass, heard, slack, dueOn } = await promised({ chair: 'UMETTE' });
    await pass(20 + 7 * 6);
    expect(weeksAfter(heard('1001'), dueOn, 'America/Los_Angeles')).toEqual([5]);
    // Nothing of it was said before everybody.
    const publicly = slack.shown({ type: 'channel', tenantId: 'T1', channelId: 'C1' });
    expect(publicly.map(({ text }) => text).filter((text) => text.includes('Forsinket: '))).toEqual([]);
    expect(weeksAfter(heard('UMETTE'), dueOn)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('is settled by the other town with a later day, and everything begins anew from it', async () => {
    const { deps, linda, mette, pass, heard, dueOn, database } = await promised();
    await pass(20 + 7 * 5 + 1);
    const later = addDays(dueOn, 90);
    const { kind, commitment } = await newDate(deps, linda, { number: 1, dueOn: later });
    expect([kind, commitment.dueOn, commitment.state]).toEqual(['grant', later, 'accepted']);
    const before = heard('UMETTE').length;
    await pass(90 - 36 - 8);
    expect(heard('UMETTE')).toHaveLength(before);
    await pass(9);
    // A week before, a day before, and on the day.
    expect(heard('UMETTE')).toHaveLength(before + 3);
    const changes = await database.commitments.changesOf(commitment.id);
    expect(changes.at(-1)).toMatchObject({ kind: 'grant', memberId: linda.member.id });
    expect(mette.scope.twinning.id).toBe(commitment.twinningId);
  });

  it('is proposed anew by its owner with one choice, and the other town answers', async () => {
    const { deps, linda, mette, pass, dueOn } = await promised();
    await pass(20 + 8);
    const later = addDays(dueOn, 40);
    const { kind } = await newDate(deps, mette, { number: 1, dueOn: later });
    expect(kind).toBe('counter');
    const accepted = await moveCommitment(deps, linda, { number: 1, move: 'accept' });
    expect(accepted.dueOn).toBe(later);
  });

  it('is not made due earlier by a gift', async () => {
    const { deps, linda, pass, dueOn } = await promised();
    await pass(1);
    const { kind } = await newDate(deps, linda, { number: 1, dueOn: addDays(dueOn, -5) });
    expect(kind).toBe('counter');
    expect(await refusalOf(newDate(deps, linda, { number: 9, dueOn }))).toBe('error.commitment.not-found');
  });
});
