import { describe, expect, it } from 'vitest';
import { deliverReminder } from '../../../src/chat/deliver-reminder.ts';
import type { JobContext } from '../../../src/chat/job.ts';
import { addCommitment } from '../../../src/core/commitment/add-commitment.ts';
import { changeDigest } from '../../../src/core/digest/change-digest.ts';
import { type DigestFacts, digestOf } from '../../../src/core/digest/digest.ts';
import { DAY_MS } from '../../../src/core/time/instant.ts';
import { wallAt } from '../../../src/core/time/zone-offset.ts';
import type { Space } from '../../../src/core/twinning/twinning.ts';
import { aalborg, factsOf, member, solvang } from '../../chat/view/hours-fixture.ts';
import { heldMeeting, now, promise } from '../../chat/view/status-fixture.ts';
import { fakeHolidayCalendar } from '../../fakes/holiday-calendar.ts';
import { fakeLog } from '../../fakes/log.ts';
import { fakePlatform } from '../../fakes/platform.ts';
import { fakeQueue } from '../../fakes/queue.ts';
import { sisterCommittees } from '../../fakes/sister-committees.ts';

const space = (more: Partial<Space> = {}): Space => ({
  ...{
    id: 'spc_1',
    twinningId: 'twn_1',
    townId: aalborg.id,
    platform: 'slack',
    tenantId: 'T',
    channelId: 'C',
  },
  ...{ audience: 'committee', language: 'da', boundAt: 0 },
  ...more,
});
const mette = member(aalborg, 1, 'municipality');
const emma = member(aalborg, 2, 'youth');
const linda = member(solvang, 1, 'municipality');
const week = (more: Partial<DigestFacts> = {}): DigestFacts => ({
  ...factsOf([aalborg, solvang], [mette, emma, linda]),
  meetings: [],
  commitments: [],
  ...more,
});
const long = now - 60 * DAY_MS;

describe('what a digest says', () => {
  it('is nothing, when nothing is new', () => {
    const office = { id: 'ofc_1', townId: aalborg.id, kind: 'chair' } as const;
    const late = promise(1, aalborg, 'accepted', { dueOn: '2026-09-01', changedAt: long });
    const old = promise(2, solvang, 'offered', { toTownIds: [aalborg.id], changedAt: long });
    const goesOn = week({ offices: [office], commitments: [late, old] });
    expect(digestOf(goesOn, space(), now)).toBeUndefined();
    // Beside news it is told.
    const news = promise(3, solvang, 'confirmed', { changedAt: now - DAY_MS });
    expect(digestOf({ ...goesOn, commitments: [late, old, news] }, space(), now)).toMatchObject({
      ...{ answered: [news], overdue: [late], toAnswer: [old], vacant: ['chair'] },
    });
  });

  it('is what is to be answered here, what fell late here, and what comes within two weeks', () => {
    const theirs = promise(1, solvang, 'offered', { toTownIds: [aalborg.id], changedAt: now - 3 * DAY_MS });
    const fell = promise(2, aalborg, 'accepted', { dueOn: '2026-10-30', changedAt: long });
    const [soon, later] = [heldMeeting(1, now + 13 * DAY_MS), heldMeeting(2, now + 15 * DAY_MS)];
    const facts = week({ commitments: [theirs, fell], meetings: [later, soon] });
    expect(digestOf(facts, space(), now)).toMatchObject({
      toAnswer: [theirs],
      overdue: [fell],
      coming: [soon],
    });
    expect(digestOf(facts, space({ townId: solvang.id }), now)).toMatchObject({
      ...{ toAnswer: [], overdue: [], coming: [soon] },
    });
    // A later one is told in the week in which it was settled.
    const settled = { ...later, revisedAt: now - DAY_MS };
    expect(digestOf(week({ meetings: [settled] }), space(), now)?.coming).toEqual([settled]);
  });

  it('tells a youth space only of what its members are asked to, or promised', () => {
    const youth = space({ audience: 'youth' });
    const forMette = { ...heldMeeting(1, now + DAY_MS), participantIds: [mette.id] };
    const forEmma = { ...heldMeeting(2, now + DAY_MS), participantIds: [emma.id] };
    const offered = promise(1, solvang, 'offered', { toTownIds: [aalborg.id], changedAt: now });
    expect(digestOf(week({ meetings: [forMette], commitments: [offered] }), youth, now)).toBeUndefined();
    const hers = promise(2, aalborg, 'confirmed', {
      owner: { type: 'member', memberId: emma.id },
      changedAt: now - DAY_MS,
    });
    expect(
      digestOf(week({ meetings: [forMette, forEmma], commitments: [offered, hers] }), youth, now),
    ).toMatchObject({ coming: [forEmma], answered: [hers], toAnswer: [], vacant: [] });
  });

  it('names a poll as long as somebody of this town has not answered', () => {
    const ballot = { slot: 1, memberId: linda.id, answer: 'yes', castAt: now } as const;
    const poll = { ...heldMeeting(1, now + 30 * DAY_MS), state: 'polling' as const, ballots: [ballot] };
    expect(digestOf(week({ meetings: [poll] }), space(), now)?.polls).toEqual([poll]);
    expect(digestOf(week({ meetings: [poll] }), space({ townId: solvang.id }), now)).toBeUndefined();
  });
});

async function weekly() {
  const committees = await sisterCommittees();
  const { database, world, mette: actor } = committees;
  const platforms = { slack: fakePlatform('slack', world.now), discord: fakePlatform('discord', world.now) };
  const context: JobContext = {
    ...{ world, database, log: fakeLog(), queue: fakeQueue(world) },
    platforms: new Map(Object.entries(platforms) as ['slack' | 'discord', typeof platforms.slack][]),
    holidays: fakeHolidayCalendar(),
  };
  /** Not what is said privately of a town's silence. */
  const digests = () =>
    [...platforms.slack.shown(), ...platforms.discord.shown()].filter(({ text }) =>
      /Ugen i|Your week/.test(text),
    );
  /** Lets so many days pass, ringing whatever falls due at its time, each row twice at once. */
  const pass = async (days: number) => {
    const until = world.now() + days * DAY_MS;
    for (let at = await database.nextDueAt(world.now()); at !== undefined && at <= until; ) {
      world.set(at);
      const due = await database.reminders.dueReminders(at, 100);
      await Promise.all([...due, ...due].map(({ id }) => deliverReminder(id, context)));
      at = await database.nextDueAt(at);
    }
    world.set(until);
  };
  const space = actor.scope.spaces.find(({ townId }) => townId === actor.town.id);
  if (space === undefined) throw new Error('Aalborg has no space');
  return { ...committees, space, pass, digests };
}

describe('the digest of a space', () => {
  it('comes once in a week with news, and not in others, for as long as one likes', async () => {
    const { deps, linda, pass, digests, world, space } = await weekly();
    await pass(30);
    expect(digests()).toEqual([]);
    await addCommitment(deps, linda, { what: 'Invite the choir' });
    await pass(7);
    expect(digests().map(({ text }) => text)).toEqual([expect.stringContaining('Invite the choir')]);
    await addCommitment(deps, linda, { what: 'Bake a cake' });
    await pass(300);
    // The open offers are news for four weeks; then they are the lists' business.
    expect(digests().length).toBeGreaterThanOrEqual(4);
    expect(digests().length).toBeLessThanOrEqual(6);
    expect(world.now()).toBeGreaterThan(0);
    expect(space.digest).toBeUndefined();
  });

  it('comes at the hour that the space chose, and not at the one it chose before', async () => {
    const { deps, database, mette: actor, linda, pass, digests, space } = await weekly();
    await changeDigest(deps, actor, space, { weekday: 5, hour: 18 });
    await changeDigest(deps, actor, space, { weekday: 3, hour: 7 });
    await addCommitment(deps, linda, { what: 'Invite the choir' });
    await pass(7);
    expect(digests()).toHaveLength(1);
    const next = (
      await database.reminders.scheduledFor(
        actor.scope.twinning.id,
        [{ type: 'space', spaceId: space.id }],
        100,
      )
    ).filter(({ kind }) => kind === 'digest');
    expect(next.map(({ dueAt }) => wallAt(dueAt, 'Europe/Copenhagen').slice(11))).toEqual(['07:00']);
    await changeDigest(deps, actor, space, 'off');
    await pass(21);
    expect(digests()).toHaveLength(1);
  });
});
