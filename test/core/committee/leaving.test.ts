import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/core/acting.ts';
import { addMember } from '../../../src/core/committee/add-member.ts';
import { fillOffice, giveOffice } from '../../../src/core/committee/give-office.ts';
import { mayManage } from '../../../src/core/committee/may-manage.ts';
import { notePresence } from '../../../src/core/committee/note-presence.ts';
import { proposeHandover } from '../../../src/core/committee/propose-handover.ts';
import { removeMember } from '../../../src/core/committee/remove-member.ts';
import { takeOver } from '../../../src/core/committee/take-over.ts';
import { endTerms } from '../../../src/core/committee/vacate-office.ts';
import { dateAt } from '../../../src/core/time/local-date.ts';
import { accountOf, named, officeBench, outcomeOf } from './succession-fixture.ts';

describe('an office that is given to somebody else', () => {
  it('is told to who held it, and to nobody when it stays', async () => {
    const { deps, database, mette, jens, give } = await officeBench();
    await give(mette, mette, 'secretary');
    await give(mette, mette, 'secretary');
    const target = { type: 'member', memberId: mette.member.id } as const;
    const told = async () =>
      (await database.reminders.scheduledFor(mette.scope.twinning.id, [target], 50)).filter(
        ({ kind }) => kind === 'office-passed',
      );
    expect(await told()).toEqual([]);
    const { before } = await giveOffice(deps, mette, { account: accountOf(jens), office: 'secretary' });
    expect(before?.id).toBe(mette.member.id);
    expect(await told()).toHaveLength(1);
  });
});

describe('a term', () => {
  it('is announced a month and a week before, to the holder and the committee', async () => {
    const { database, mette, jens, give, spaceOf } = await officeBench();
    await give(mette, jens, 'treasurer', '2027-12-31');
    const planned = await database.reminders.scheduledFor(
      mette.scope.twinning.id,
      [
        { type: 'member', memberId: jens.member.id },
        { type: 'space', spaceId: spaceOf(mette) },
      ],
      50,
    );
    const bells = planned
      .filter(({ kind }) => kind === 'term-ending')
      .map(({ target, dueAt }) => `${target.type} ${dateAt(dueAt, 'Europe/Copenhagen')}`);
    expect(bells.toSorted()).toEqual([
      'member 2027-11-30',
      'member 2027-12-24',
      'space 2027-11-30',
      'space 2027-12-24',
    ]);
  });

  it('that is over leaves the office vacant where it is the next day, and both sides are told once', async () => {
    const { deps, database, world, mette, jens, linda, give, offices, postings, spaceOf } =
      await officeBench();
    await give(mette, mette, 'chair');
    await give(mette, jens, 'treasurer', '2027-12-31');
    await give(mette, jens, 'secretary', '2027-12-31');
    world.set(Date.UTC(2027, 11, 31, 22));
    expect(await endTerms(deps)).toBe(0);
    // In Aalborg it is the new year already.
    world.set(Date.UTC(2027, 11, 31, 23) + 1);
    const ended = await Promise.all([endTerms(deps), endTerms(deps)]);
    expect(ended[0] + ended[1]).toBe(2);
    expect(await endTerms(deps)).toBe(0);
    expect(await offices(mette)).toEqual({
      chair: mette.member.id,
      treasurer: undefined,
      secretary: undefined,
    });
    const cards = await postings({ type: 'member', id: jens.member.id }, 'succession');
    expect(cards.map(({ spaceId }) => spaceId).toSorted()).toEqual(
      [spaceOf(mette), spaceOf(linda)].toSorted(),
    );
    expect(cards[0]?.args).toMatchObject({ why: 'term', offices: 'secretary,treasurer' });
    expect((await database.committees.member(jens.member.id))?.active).toBe(true);
  });
});

describe('a member who leaves', () => {
  it('is asked about once, and what they carried can be taken over', async () => {
    const bench = await officeBench();
    const { deps, database, mette, jens, offices, postings, give, audited, ownerOf } = bench;
    const { own } = await bench.atWork();
    await give(mette, jens, 'chair');
    await removeMember(deps, jens, named(mette));
    expect(await database.committees.member(mette.member.id)).toMatchObject({
      active: false,
      displayName: 'Mette',
      left: { why: 'removed' },
    });
    expect(await audited(mette.member.id)).toContainEqual(['committee/remove', jens.member.id]);
    expect(await offices(jens)).toMatchObject({ secretary: undefined });
    const about = { type: 'member', id: mette.member.id } as const;
    expect(await postings(about, 'succession')).toHaveLength(2);

    await fillOffice(deps, jens, { memberId: jens.member.id, office: 'secretary' });
    expect(await offices(jens)).toMatchObject({ secretary: jens.member.id });
    const wanted = (await postings(about, 'succession')).map(({ wantedVersion }) => wantedVersion);
    expect(wanted).toEqual([2, 2]);
    const take = () => takeOver(deps, jens, { formerId: mette.member.id, memberId: jens.member.id });
    expect((await take()).moved.promises).toBe(1);
    expect(await ownerOf(own.id)).toMatchObject({ memberId: jens.member.id });
    expect(await outcomeOf(take())).toBe('error.committee.nothing-left');
  });

  it('is not asked about when nothing is left, and leaves alone what others hold', async () => {
    const { deps, mette, jens, give, offices, postings } = await officeBench();
    await give(mette, mette, 'chair');
    await removeMember(deps, mette, named(jens));
    expect(await postings({ type: 'member', id: jens.member.id }, 'succession')).toEqual([]);
    const fill = (memberId: Actor['member']['id']) =>
      outcomeOf(fillOffice(deps, mette, { memberId, office: 'chair' }));
    expect(await fill(jens.member.id)).toBe('error.committee.not-a-member');
    expect(await fill(mette.member.id)).toBe('done');
    expect(await offices(mette)).toEqual({ chair: mette.member.id });
  });

  it('cannot be the last who may act, nor somebody of another town', async () => {
    const { deps, database, mette, jens, linda, give } = await officeBench();
    const remove = (actor: Actor, whom: Actor) => outcomeOf(removeMember(deps, actor, named(whom)));
    expect(await remove(mette, mette)).toBe('error.committee.last-holder');
    await give(mette, jens, 'secretary');
    expect(await remove(jens, linda)).toBe('error.committee.other-town');
    // Without offices Mette, who started for the town, may act again.
    expect(await remove(jens, jens)).toBe('done');
    const left = await database.committees.membersOf([mette.town.id]);
    expect(left.map(({ displayName }) => displayName)).toEqual(['Mette']);
    expect(await remove(mette, mette)).toBe('error.committee.last-holder');
  });

  it('comes back as who they were: unasked if they had gone, by being added if they were removed', async () => {
    const { deps, database, mette, jens } = await officeBench();
    const note = (isHere: boolean) => notePresence(deps, jens.member.id, isHere);
    const isBack = async () => (await database.committees.member(jens.member.id))?.active;
    const steps = [await note(true), await note(false), await note(false), await note(true)];
    expect(steps).toEqual(['unchanged', 'left', 'unchanged', 'returned']);
    expect(await isBack()).toBe(true);
    await removeMember(deps, mette, named(jens));
    expect(await note(true)).toBe('unchanged');
    expect(await isBack()).toBe(false);
    const { member, added } = await addMember(deps, mette, {
      account: accountOf(jens),
      displayName: 'Jens',
      substitute: false,
    });
    expect([member.id, added, await isBack()]).toEqual([jens.member.id, false, true]);
  });

  it('leaves a town for which an adult can always act', async () => {
    const { deps, database, mette, jens, emma, linda } = await officeBench();
    const mayAct = async ({ town: { id }, member }: Actor) => {
      const town = await database.twinnings.town(id);
      if (town === undefined) throw new Error('no town');
      return mayManage(town, member, await database.committees.officesOf([id]));
    };
    expect(await mayAct(jens)).toBe(false);
    await notePresence(deps, mette.member.id, false);
    expect(await mayAct(jens)).toBe(true);
    await notePresence(deps, linda.member.id, false);
    expect(await mayAct(emma)).toBe(false);
  });

  it('to whom something was to be handed over is asked no more', async () => {
    const { deps, database, mette, jens, give } = await officeBench();
    await give(mette, mette, 'secretary');
    const { handover } = await proposeHandover(deps, mette, { from: named(mette), to: named(jens) });
    await removeMember(deps, mette, named(jens));
    expect((await database.handovers.handover(handover.id))?.state).toBe('withdrawn');
  });
});
