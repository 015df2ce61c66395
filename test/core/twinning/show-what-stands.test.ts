import { describe, expect, it } from 'vitest';
import { addCommitment } from '../../../src/core/commitment/add-commitment.ts';
import { moveCommitment } from '../../../src/core/commitment/move-commitment.ts';
import { castBallot } from '../../../src/core/meeting/decide-meeting.ts';
import { invite } from '../../../src/core/twinning/invite.ts';
import { joinTwinning } from '../../../src/core/twinning/join-twinning.ts';
import { richTwinning } from '../../fakes/rich-twinning.ts';
import type { Committees } from '../../fakes/sister-committees.ts';

async function bind({ deps, mette, linda }: Committees, of: 'aalborg' | 'solvang', server: string) {
  const actor = of === 'aalborg' ? mette : linda;
  const { code } = await invite(deps, actor, { for: 'space', audience: 'committee' });
  const [account] = actor.member.accounts;
  if (account === undefined) throw new Error('no account');
  const joined = await joinTwinning(deps, {
    code,
    channel: { platform: 'discord', tenantId: server, channelId: `new-${server}` },
    account,
    profile: { displayName: actor.member.displayName },
  });
  const space = joined.scope.spaces.at(-1);
  if (space === undefined) throw new Error('no space');
  return space;
}

/** What is posted in a space, as `view reference`. */
async function shown({ database, mette }: Committees, spaceId: string): Promise<string[]> {
  const twinningId = mette.scope.twinning.id;
  const [meetings, commitments] = await Promise.all([
    database.meetings.meetingsOf(twinningId, ['polling', 'confirmed', 'cancelled'], 99),
    database.commitments.commitmentsOf(twinningId),
  ]);
  const subjects = [
    ...meetings.map(({ id, number }) => ({ type: 'meeting' as const, id, reference: `M-${number}` })),
    ...commitments.map(({ id, number }) => ({ type: 'commitment' as const, id, reference: `C-${number}` })),
  ];
  const found = await Promise.all(
    subjects.map(async ({ reference, ...about }) =>
      (await database.postings.postingsAbout(about as Parameters<typeof database.postings.postingsAbout>[0]))
        .filter((posting) => posting.spaceId === spaceId)
        .map(({ view }) => `${view} ${reference}`),
    ),
  );
  return found.flat().sort();
}

describe('a space that has just been bound', () => {
  it('has the open polls, the next meeting and the promises that wait for its town, and nothing that is over', async () => {
    const people = await richTwinning();
    const space = await bind(people, 'solvang', '800');
    // C-2 and C-5 were offered by Aalborg; of the series only the next meeting; the server has its events already.
    const open = (
      await people.database.meetings.meetingsOf(people.mette.scope.twinning.id, ['polling'], 9)
    )[0];
    const offered = (await people.database.commitments.commitmentsOf(people.mette.scope.twinning.id)).filter(
      ({ state, ownerTownId }) => state === 'offered' && ownerTownId === people.mette.town.id,
    );
    expect(offered.length).toBeGreaterThan(0);
    expect(await shown(people, space.id)).toEqual(
      [
        'meeting-confirmed M-4',
        `poll M-${open?.number}`,
        ...offered.map(({ number }) => `commitment C-${number}`),
      ].sort(),
    );
  });

  it('is not asked about its own offers, but about what is reported done to it', async () => {
    const people = await richTwinning();
    const { deps, linda, mette } = people;
    const { number } = await addCommitment(deps, linda, { what: 'Book the bus' });
    await moveCommitment(deps, mette, { number, move: 'accept' });
    await moveCommitment(deps, linda, { number, move: 'done' });
    const commitments = (spaceId: string) =>
      shown(people, spaceId).then((all) => all.filter((one) => one.startsWith('commitment')));
    expect(await commitments((await bind(people, 'aalborg', '810')).id)).toEqual([`commitment C-${number}`]);
    expect(await commitments((await bind(people, 'solvang', '811')).id)).not.toContain(
      `commitment C-${number}`,
    );
  });

  it('brings the meetings to come to the events of a server that is new, once', async () => {
    const people = await richTwinning();
    const events = (spaceId: string) =>
      shown(people, spaceId).then((all) => all.filter((one) => one.startsWith('event')).length);
    expect(await events((await bind(people, 'solvang', '999')).id)).toBe(7);
    expect(await events((await bind(people, 'aalborg', '800')).id)).toBe(0);
  });

  it('follows what it shows like every other space', async () => {
    const people = await richTwinning();
    const { deps, database, mette, linda } = people;
    const space = await bind(people, 'solvang', '800');
    const [poll] = await database.meetings.meetingsOf(mette.scope.twinning.id, ['polling'], 9);
    if (poll === undefined) throw new Error('no poll');
    const posting = async () =>
      (await database.postings.postingsAbout({ type: 'meeting', id: poll.id })).find(
        ({ spaceId }) => spaceId === space.id,
      );
    const before = (await posting())?.wantedVersion ?? 0;
    await castBallot(deps, linda, { number: poll.number, slots: [2], answer: 'yes' });
    expect((await posting())?.wantedVersion).toBe(before + 1);
  });

  it('hears the bells of the meetings to come, as the spaces that were there before', async () => {
    const people = await richTwinning();
    const { database, mette, world } = people;
    const space = await bind(people, 'solvang', '803');
    const { id } = mette.scope.twinning;
    const bellsOf = async (spaceId: typeof space.id) =>
      (await database.reminders.scheduledFor(id, [{ type: 'space', spaceId }], 500))
        // Nobody has rung in these towns: what is past stays lying in the older space.
        .filter(({ dueAt }) => dueAt > world.now())
        .filter(({ kind }) => kind === 'meeting-days' || kind === 'meeting-hour')
        .map(({ about, occurrence, dueAt }) => [about.id, occurrence, dueAt].join(' '))
        .sort();
    const before = people.linda.scope.spaces.find(({ townId }) => townId === people.linda.town.id);
    expect(before).toBeDefined();
    expect((await bellsOf(space.id)).length).toBeGreaterThan(0);
    if (before !== undefined) expect(await bellsOf(space.id)).toEqual(await bellsOf(before.id));
  });
});
