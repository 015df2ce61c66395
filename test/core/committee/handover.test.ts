import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/core/acting.ts';
import { addMember } from '../../../src/core/committee/add-member.ts';
import { answerHandover, type HandoverMove } from '../../../src/core/committee/answer-handover.ts';
import type { Named } from '../../../src/core/committee/find-member.ts';
import type { OfficeKind } from '../../../src/core/committee/member.ts';
import { notePresence } from '../../../src/core/committee/note-presence.ts';
import { proposeHandover } from '../../../src/core/committee/propose-handover.ts';
import { startSeries } from '../../../src/core/series/start-series.ts';
import { rule } from '../../../src/core/time/recurrence-rule.ts';
import { atTimeOfDay } from '../../../src/core/time/resolve-wall.ts';
import type { Id } from '../../../src/core/world.ts';
import { named, officeBench, outcomeOf } from './succession-fixture.ts';

describe('a handover', () => {
  it('moves nothing before it is accepted, and then everything at once', async () => {
    const bench = await officeBench();
    const { deps, database, mette, jens, linda, offices, postings, spaceOf, audited, ownerOf } = bench;
    const { own, office } = await bench.atWork();
    const { handover, share } = await proposeHandover(deps, mette, { from: named(mette), to: named(jens) });
    expect(handover).toMatchObject({ offices: ['secretary'], whole: true, state: 'proposed' });
    expect(share).toEqual({ promises: 2, meetings: 0, series: 0, reminders: 8 });
    expect(await offices(mette)).toEqual({ secretary: mette.member.id });
    expect(await ownerOf(own.id)).toMatchObject({ memberId: mette.member.id });
    const about = { type: 'handover', id: handover.id } as const;
    expect((await postings(about, 'handover')).map(({ spaceId }) => spaceId)).toEqual([spaceOf(mette)]);

    await answerHandover(deps, jens, { id: handover.id, move: 'accept' });
    expect(await offices(mette)).toEqual({ secretary: jens.member.id });
    expect(await ownerOf(own.id)).toEqual({ type: 'member', memberId: jens.member.id });
    expect(await ownerOf(office.id)).toEqual({ type: 'office', office: 'secretary' });
    expect((await database.handovers.handover(handover.id))?.moved).toEqual(share);
    const told = (await postings(about, 'handover-answer')).map(({ spaceId }) => spaceId);
    expect(told.toSorted()).toEqual([spaceOf(mette), spaceOf(linda)].toSorted());
    const trail = await audited(handover.id);
    expect(trail).toHaveLength(2);
    expect(trail).toContainEqual(['committee/handover-accept', jens.member.id]);
    expect(trail).toContainEqual(['committee/handover', mette.member.id]);
    expect(await audited(own.id)).toContainEqual(['commitment/handover', jens.member.id]);
  });

  it('takes meetings to come and series along, and leaves those that are over', async () => {
    const { deps, database, world, mette, jens } = await officeBench();
    const { series, occurrences } = await startSeries(deps, mette, {
      title: 'Board',
      lengthMinutes: 60,
      participantIds: [],
      rule: rule('MONTHLY', { days: [{ weekday: 4, nth: 2 }] }),
      from: atTimeOfDay('2026-12-10', '19:00', 'Europe/Copenhagen'),
      untilOn: '2027-03-31',
    });
    world.set(Date.UTC(2026, 11, 20));
    const { handover, share } = await proposeHandover(deps, mette, { from: named(mette), to: named(jens) });
    expect(share).toMatchObject({ promises: 0, meetings: occurrences.length - 1, series: 1 });
    await answerHandover(deps, jens, { id: handover.id, move: 'accept' });
    expect((await database.series.series(series.id))?.organiserId).toBe(jens.member.id);
    const organisers = (await database.meetings.occurrencesOf(series.id)).map(
      ({ organiserId }) => organiserId,
    );
    expect(organisers).toEqual([mette.member.id, ...Array(occurrences.length - 1).fill(jens.member.id)]);
  });

  it('of one office among several leaves what is the person’s own', async () => {
    const bench = await officeBench();
    const { deps, mette, jens, offices, give, ownerOf } = bench;
    const { own } = await bench.atWork();
    await give(mette, mette, 'chair');
    const { handover } = await proposeHandover(deps, mette, {
      from: named(mette),
      to: named(jens),
      office: 'secretary',
    });
    await answerHandover(deps, jens, { id: handover.id, move: 'accept' });
    expect(await offices(mette)).toEqual({ chair: mette.member.id, secretary: jens.member.id });
    expect(await ownerOf(own.id)).toMatchObject({ memberId: mette.member.id });
  });

  it('keeps what is left of the term', async () => {
    const { deps, database, mette, jens, give } = await officeBench();
    await give(mette, mette, 'secretary', '2028-05-31');
    const { handover } = await proposeHandover(deps, mette, { from: named(mette), to: named(jens) });
    await answerHandover(deps, jens, { id: handover.id, move: 'accept' });
    expect(await database.committees.officesOf([mette.town.id])).toMatchObject([
      { holderId: jens.member.id, untilOn: '2028-05-31' },
    ]);
  });

  it('refuses what makes no sense, and changes nothing', async () => {
    const { deps, database, mette, jens, linda, give, offices } = await officeBench();
    await give(mette, mette, 'secretary');
    const propose = (from: Named, to: Named, office?: OfficeKind, actor = mette) =>
      outcomeOf(proposeHandover(deps, actor, { from, to, ...(office === undefined ? {} : { office }) }));
    const stranger = { account: { platform: 'slack', tenantId: 'T1', userId: 'UNOBODY' } } as const;
    expect(await propose(named(mette), named(mette))).toBe('error.committee.handover-to-self');
    expect(await propose(named(mette), stranger)).toBe('error.committee.not-a-member');
    expect(await propose(stranger, named(jens))).toBe('error.committee.not-a-member');
    expect(await propose(named(mette), named(linda))).toBe('error.committee.other-town');
    expect(await propose(named(mette), { name: 'linda' })).toBe('error.committee.other-town');
    expect(await propose(named(mette), named(jens), 'chair')).toBe('error.committee.office-not-held');
    expect(await propose(named(jens), named(mette), 'chair')).toBe('error.committee.holds-no-office');
    expect(await propose(named(jens), named(mette))).toBe('error.committee.nothing-to-hand-over');
    const byJens = await propose(named(mette), named(jens), undefined, jens);
    expect(byJens).toBe('error.committee.handover-own-only');
    await addMember(deps, mette, { displayName: 'Old Ib', substitute: false });
    expect(await propose(named(mette), { name: 'old ib' })).toBe('error.committee.handover-needs-chat');
    expect(await database.handovers.handoversOf([mette.town.id], ['proposed'])).toEqual([]);
    expect(await offices(mette)).toEqual({ secretary: mette.member.id });
  });

  it('is one at a time for one office, also when two are proposed at the same instant', async () => {
    const { deps, mette, jens, give, database } = await officeBench();
    await give(mette, mette, 'secretary');
    const propose = () =>
      outcomeOf(proposeHandover(deps, mette, { from: named(mette), to: named(jens), office: 'secretary' }));
    const outcomes = await Promise.all([propose(), propose()]);
    expect(outcomes.toSorted()).toEqual(['done', 'error.committee.handover-open']);
    expect(await database.handovers.handoversOf([mette.town.id], ['proposed'])).toHaveLength(1);
  });

  it('is answered by the successor only, and once', async () => {
    const { deps, mette, jens, linda, give, offices } = await officeBench();
    await give(mette, mette, 'secretary');
    const propose = async () =>
      (await proposeHandover(deps, mette, { from: named(mette), to: named(jens) })).handover.id;
    const answer = (actor: Actor, id: Id<'hnd'>, move: HandoverMove) =>
      outcomeOf(answerHandover(deps, actor, { id, move }));
    const first = await propose();
    expect(await answer(mette, first, 'accept')).toBe('error.committee.handover-not-yours');
    expect(await answer(linda, first, 'decline')).toBe('error.committee.handover-not-yours');
    expect(await answer(linda, first, 'withdraw')).toBe('error.command.office-only');
    expect(await answer(jens, 'hnd_forged', 'accept')).toBe('error.committee.handover-unknown');
    expect(await answer(mette, first, 'withdraw')).toBe('done');
    expect(await answer(jens, first, 'accept')).toBe('error.committee.handover-withdrawn-already');
    const second = await propose();
    expect(await answer(jens, second, 'decline')).toBe('done');
    expect(await answer(jens, second, 'accept')).toBe('error.committee.handover-declined-already');
    expect(await offices(mette)).toEqual({ secretary: mette.member.id });
    const third = await propose();
    const outcomes = await Promise.all([answer(jens, third, 'accept'), answer(mette, third, 'withdraw')]);
    expect(outcomes.toSorted()).toEqual(['done', 'error.committee.handover-accepted-already']);
    expect(await offices(mette)).toEqual({ secretary: jens.member.id });
  });

  it('finds nothing to take over when the office was given away meanwhile', async () => {
    const { deps, mette, jens, give, offices } = await officeBench();
    await give(mette, mette, 'secretary');
    const { handover } = await proposeHandover(deps, mette, { from: named(mette), to: named(jens) });
    const { member } = await addMember(deps, mette, {
      account: { platform: 'slack', tenantId: 'T1', userId: 'UBENT' },
      displayName: 'Bent',
      substitute: false,
      office: 'secretary',
    });
    expect(await outcomeOf(answerHandover(deps, jens, { id: handover.id, move: 'accept' }))).toBe(
      'error.committee.handover-outdated',
    );
    expect(await offices(mette)).toEqual({ secretary: member.id });
  });

  it('can still be accepted when the predecessor has gone', async () => {
    const bench = await officeBench();
    const { deps, mette, jens, give, offices, ownerOf } = bench;
    const { own } = await bench.atWork();
    await give(mette, jens, 'chair');
    const { handover } = await proposeHandover(deps, mette, { from: named(mette), to: named(jens) });
    await notePresence(deps, mette.member.id, false);
    expect(await offices(mette)).toMatchObject({ secretary: undefined });
    await answerHandover(deps, jens, { id: handover.id, move: 'accept' });
    expect(await offices(mette)).toMatchObject({ secretary: jens.member.id });
    expect(await ownerOf(own.id)).toMatchObject({ memberId: jens.member.id });
  });
});
