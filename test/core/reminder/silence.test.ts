import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { addCommitment } from '../../../src/core/commitment/add-commitment.ts';
import type { Commitment } from '../../../src/core/commitment/commitment.ts';
import { moveCommitment } from '../../../src/core/commitment/move-commitment.ts';
import { addMember } from '../../../src/core/committee/add-member.ts';
import type { Office, OfficeKind } from '../../../src/core/committee/member.ts';
import { pollSlots } from '../../../src/core/meeting/publish-poll.ts';
import { planSilence, ringingSilence } from '../../../src/core/reminder/notice-silence.ts';
import type { Reminder } from '../../../src/core/reminder/reminder.ts';
import { recipientsOf } from '../../../src/core/reminder/resolve-recipient.ts';
import {
  type AskedFacts,
  nextStep,
  type Silence,
  type SilenceBell,
  type Step,
  silenceIn,
  silenceOf,
  stepsOf,
  targetKey,
} from '../../../src/core/reminder/silence.ts';
import { DAY_MS, HOUR_MS } from '../../../src/core/time/instant.ts';
import { wallAt } from '../../../src/core/time/zone-offset.ts';
import { changeSettings } from '../../../src/core/twinning/change-settings.ts';
import { type Committees, sisterCommittees } from '../../fakes/sister-committees.ts';

const WEEK = 7 * DAY_MS;

describe('a town that does not answer', () => {
  let towns: Committees;
  beforeEach(async () => {
    towns = await sisterCommittees();
    // What was done while the towns were founded lies behind.
    towns.world.advance(DAY_MS);
  });
  const twinningId = () => towns.mette.scope.twinning.id;
  const bells = () =>
    towns.database.reminders.remindersAbout({ type: 'twinning', id: twinningId() }, ['silence']);
  const waiting = async () => (await bells()).filter(({ state }) => state === 'scheduled');
  const plan = () =>
    towns.database.transaction((tx) => planSilence(tx, towns.world, towns.world.now(), towns.mette.scope));
  const offer = (what = 'Book the hall') => addCommitment(towns.deps, towns.mette, { what });
  const office = (kind: OfficeKind, holder: Committees['mette']) =>
    towns.database.committees.saveOffice({
      id: towns.world.newId('ofc'),
      townId: holder.town.id,
      kind,
      holderId: holder.member.id,
    } satisfies Office);
  /** Goes to where the bell rings, and rings it if it is meant still. */
  async function ring(bell: Reminder): Promise<Silence | undefined> {
    const { database, world } = towns;
    world.set(Math.max(bell.dueAt, world.now()));
    const silence = await ringingSilence(database, towns.mette.scope, bell);
    await database.transaction(async (tx) => {
      const claim = { now: world.now(), leaseUntil: world.now() + HOUR_MS, deliveryId: world.newId('dlv') };
      await tx.reminders.claimReminder(bell.id, claim);
      const message = { platform: 'slack', tenantId: 'T1', channelId: 'D1', messageId: '1' } as const;
      if (silence === undefined) await tx.reminders.reminderFailed(bell.id, claim.deliveryId, 'cancelled');
      else await tx.reminders.reminderSent(bell.id, claim.deliveryId, world.now(), message);
      await planSilence(tx, world, world.now(), towns.mette.scope);
    });
    return silence;
  }
  /** Everybody told, in order, until nobody more is to be told. */
  async function escalate() {
    const told: { target: string; at: number; silence: Silence }[] = [];
    for (;;) {
      const [bell, ...more] = await waiting();
      if (bell === undefined) return told;
      expect(more).toEqual([]);
      const silence = await ring(bell);
      if (silence !== undefined) told.push({ target: targetKey(bell.target), at: bell.dueAt, silence });
      if (told.length > 10) throw new Error('never ends');
    }
  }

  it('has its contact person, deputy and chair told, then the chair who waits, each once and a week apart', async () => {
    const add = async (displayName: string, userId: string) => ({
      ...towns.linda,
      member: (
        await addMember(towns.deps, towns.linda, {
          account: { platform: 'discord', tenantId: 'discord', userId },
          displayName,
          represents: 'citizens',
          substitute: false,
        })
      ).member,
    });
    const [ruth, carl] = [await add('Ruth', '2001'), await add('Carl', '2002')];
    await office('contact-person', towns.linda);
    await office('deputy', ruth);
    await office('chair', carl);
    await office('chair', towns.jens);
    towns.world.advance(HOUR_MS);
    const { number } = await offer();
    const askedAt = towns.world.now();
    await offer('Find host families');
    const told = await escalate();
    expect(told.map(({ target }) => target)).toEqual([
      towns.linda.member.id,
      ruth.member.id,
      carl.member.id,
      towns.jens.member.id,
    ]);
    const [first] = told;
    expect(first?.at).toBeGreaterThanOrEqual(askedAt + 4 * WEEK);
    expect(first?.at).toBeLessThan(askedAt + 4 * WEEK + DAY_MS);
    expect(wallAt(first?.at ?? 0, 'America/Los_Angeles')).toMatch(/09:00/);
    told.slice(1).forEach(({ at }, index) => {
      expect(at - (told[index]?.at ?? 0)).toBeGreaterThanOrEqual(WEEK - 2 * HOUR_MS);
    });
    expect(first?.silence.waits.map(({ reference }) => reference)).toEqual([
      `C-${number}`,
      `C-${number + 1}`,
    ]);
    // Nobody is told a second time, however long it lasts.
    towns.world.advance(52 * WEEK);
    expect(await plan()).toBe(0);
  });

  it('is left in peace as soon as anybody of it does anything, a no included', async () => {
    await office('contact-person', towns.linda);
    towns.world.advance(HOUR_MS);
    const { number } = await offer();
    const [bell] = await waiting();
    if (bell === undefined) throw new Error('nothing planned');
    towns.world.set(bell.dueAt - DAY_MS);
    await moveCommitment(towns.deps, towns.linda, { number, move: 'decline' });
    expect(await ring(bell)).toBeUndefined();
    expect(await waiting()).toEqual([]);
  });

  it('is left in peace when it has voted, and when nothing waits any more', async () => {
    await office('contact-person', towns.linda);
    towns.world.advance(HOUR_MS);
    const at = towns.world.now() + 60 * DAY_MS;
    const poll = await pollSlots(towns.deps, towns.mette, {
      title: 'Games',
      lengthMinutes: 60,
      participantIds: [],
      slots: [{ wall: '2027-01-02T10:00', timeZone: 'UTC', at }],
    });
    const [first] = await waiting();
    if (first === undefined) throw new Error('nothing planned');
    towns.world.advance(WEEK);
    const ballot = {
      slot: 1,
      memberId: towns.emma.member.id,
      answer: 'no',
      castAt: towns.world.now(),
    } as const;
    await towns.database.transaction((tx) => tx.meetings.putBallot(poll.id, ballot));
    expect(await ring(first)).toBeUndefined();
    const { number } = await offer();
    const [second] = await waiting();
    await moveCommitment(towns.deps, towns.mette, { number, move: 'withdraw' });
    expect(second && (await ring(second))).toBeUndefined();
  });

  it('that falls silent again is asked again, from the beginning', async () => {
    await office('contact-person', towns.linda);
    towns.world.advance(HOUR_MS);
    const { number } = await offer();
    expect((await escalate()).map(({ target }) => target)).toEqual([
      towns.linda.member.id,
      towns.mette.member.id,
    ]);
    await moveCommitment(towns.deps, towns.linda, { number, move: 'accept' });
    towns.world.advance(HOUR_MS);
    await offer('Another thing');
    expect((await escalate()).map(({ target }) => target)).toEqual([
      towns.linda.member.id,
      towns.mette.member.id,
    ]);
  });

  it('has its own committee space asked where nobody can be written to, and never another space', async () => {
    // The founder is all there is, and who represents the youth is not written to.
    await towns.database.committees.saveMember({ ...towns.linda.member, represents: 'youth' });
    towns.world.advance(HOUR_MS);
    await offer();
    const told = await escalate();
    const space = towns.mette.scope.spaces.find(
      ({ townId, audience }) => townId === towns.linda.town.id && audience === 'committee',
    );
    expect(told.map(({ target }) => target)).toEqual([space?.id, towns.mette.member.id]);
    const { scope } = towns.mette;
    const members = await towns.database.committees.membersOf(scope.towns.map(({ id }) => id));
    for (const bell of await bells()) {
      const spaces = recipientsOf(bell.target, bell, { scope, members, offices: [] }).filter(
        ({ type }) => type === 'space',
      );
      for (const recipient of spaces)
        if (recipient.type === 'space') expect(recipient.space.id).toBe(space?.id);
      if (targetKey(bell.target) === towns.mette.member.id) expect(spaces).toEqual([]);
    }
  });

  it('is asked after as many weeks as was agreed, or never', async () => {
    await office('contact-person', towns.linda);
    await office('chair', towns.mette);
    towns.world.advance(HOUR_MS);
    await offer();
    const askedAt = towns.world.now();
    const dueAfter = async () => Math.floor((((await waiting())[0]?.dueAt ?? 0) - askedAt) / WEEK);
    expect(await dueAfter()).toBe(4);
    await changeSettings(towns.deps, towns.mette, { silenceWeeks: 9 });
    expect(await dueAfter()).toBe(9);
    await changeSettings(towns.deps, towns.mette, { silenceWeeks: 0 });
    expect(await waiting()).toEqual([]);
    await changeSettings(towns.deps, towns.mette, { silenceWeeks: 4 });
    expect(await dueAfter()).toBe(4);
    expect(await plan()).toBe(0);
  });

  it('is asked through whoever holds the office then', async () => {
    await office('contact-person', towns.linda);
    towns.world.advance(HOUR_MS);
    await offer();
    const [bell] = await waiting();
    if (bell === undefined) throw new Error('nothing planned');
    const { member: ruth } = await addMember(towns.deps, towns.mette, {
      account: { platform: 'slack', tenantId: 'T1', userId: 'URUTH' },
      displayName: 'Ruth',
      represents: 'citizens',
      substitute: false,
    });
    const moved = { ...ruth, townId: towns.linda.town.id };
    await towns.database.committees.saveMember(moved);
    await office('contact-person', { ...towns.linda, member: moved });
    expect(await ring(bell)).toBeUndefined();
    const [next] = await waiting();
    expect(next && targetKey(next.target)).toBe(ruth.id);
  });
});

describe('the next message', () => {
  const start = Date.UTC(2027, 0, 4, 15);
  const silence: Silence = { townId: 'town_silent', sinceAt: start, lastActAt: start - 1, waits: [] };
  const step = (index: number): Step => ({
    target: { type: 'member', memberId: `mbr_${index}` },
    timeZone: ['Europe/Copenhagen', 'America/Los_Angeles', 'UTC'][index % 3] ?? 'UTC',
  });
  const steps = [0, 1, 2, 3].map(step);

  it('goes to each person once, never two in one week, whatever is late and whatever else they are told', () => {
    const noise = fc.array(fc.record({ about: fc.nat(400), person: fc.nat(3), sent: fc.boolean() }), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.nat(30), { minLength: 6, maxLength: 6 }),
        noise,
        (weeks, lateDays, others) => {
          const bells: SilenceBell[] = others.map(({ about, person, sent }) => ({
            target: step(person).target,
            occurrence: `town_other-1-${about}`,
            dueAt: start + about * DAY_MS,
            state: sent ? 'sent' : 'scheduled',
          }));
          const told: SilenceBell[] = [];
          let now = start;
          for (const late of lateDays) {
            const next = nextStep(silence, weeks, steps, [...bells, ...told], now);
            if (next === undefined) break;
            expect(next.dueAt).toBeGreaterThanOrEqual(start + weeks * WEEK);
            expect(wallAt(next.dueAt, next.timeZone)).toMatch(/09:00/);
            expect(silenceIn(next.occurrence)).toEqual({
              townId: silence.townId,
              lastActAt: silence.lastActAt,
            });
            // Asked again at any time before it rings, it is the same.
            expect(nextStep(silence, weeks, steps, [...bells, ...told], next.dueAt - 1)?.dueAt).toBe(
              next.dueAt,
            );
            for (const bell of bells)
              if (targetKey(bell.target) === targetKey(next.target))
                expect(Math.abs(bell.dueAt - next.dueAt)).toBeGreaterThanOrEqual(WEEK - 2 * HOUR_MS);
            now = next.dueAt + late * DAY_MS;
            const { target, occurrence, dueAt } = next;
            told.push({ target, occurrence, dueAt, sentAt: now, state: 'sent' });
          }
          expect(told.map(({ target }) => target)).toEqual(steps.map(({ target }) => target));
          told.slice(1).forEach(({ dueAt }, index) => {
            expect(dueAt - (told[index]?.sentAt ?? 0)).toBeGreaterThanOrEqual(WEEK - 2 * HOUR_MS);
          });
        },
      ),
      { numRuns: 150 },
    );
  });

  it('is none when nobody wants any', () => {
    expect(nextStep(silence, 0, steps, [], start + 99 * WEEK)).toBeUndefined();
    expect(nextStep(silence, 4, [], [], start + 99 * WEEK)).toBeUndefined();
  });
});

describe('a ring of five towns', () => {
  const townIds = [0, 1, 2, 3, 4].map((index) => `town_${index}` as const);
  const memberOf = (index: number) => ({
    id: `mbr_${index}` as const,
    townId: townIds[index] ?? 'town_0',
    displayName: `Chair ${index}`,
    represents: 'municipality' as const,
    askedRepresents: true,
    substitute: false,
    accounts: [{ platform: 'slack' as const, tenantId: 'T', userId: `U${index}` }],
    active: true,
    joinedAt: 0,
  });
  const facts: AskedFacts = {
    scope: {
      twinning: { id: 'twn_ring', name: 'Ring', createdAt: 0 },
      towns: townIds.map((id) => ({
        ...{ id, name: id, country: 'DK', timeZone: 'Europe/Copenhagen', language: 'da' as const },
        createdAt: 0,
      })),
      spaces: [],
    },
    members: townIds.map((_, index) => memberOf(index)),
    offices: townIds.map((townId, index) => ({
      id: `ofc_${index}` as const,
      townId,
      kind: 'chair' as const,
      holderId: memberOf(index).id,
    })),
    meetings: [],
    commitments: [],
  };
  const offered = (number: number, from: number, to: readonly number[], at: number): Commitment => ({
    id: `cmt_${number}`,
    twinningId: 'twn_ring',
    number,
    what: `Thing ${number}`,
    owner: { type: 'office', office: 'chair' },
    ownerTownId: townIds[from] ?? 'town_0',
    toTownIds: to.map((index) => townIds[index] ?? 'town_0'),
    offeredById: memberOf(from).id,
    proposedByTownId: townIds[from] ?? 'town_0',
    state: 'offered',
    version: 1,
    createdAt: at,
    changedAt: at,
  });

  it('is looked at town by town: who was asked, what waits, and which chairs wait, the longest first', () => {
    const commitments = [offered(1, 3, [0], 50), offered(2, 1, [0, 2], 20), offered(3, 1, [0], 90)];
    const silence = silenceOf('town_0', 10, { ...facts, commitments });
    expect(silence?.waits.map(({ reference }) => reference)).toEqual(['C-2', 'C-1', 'C-3']);
    expect(silence && stepsOf(silence, facts).map(({ target }) => targetKey(target))).toEqual([
      'mbr_0',
      'mbr_1',
      'mbr_3',
    ]);
    // The same, seen from the others: one is asked the one thing, the rest nothing.
    expect(silenceOf('town_2', 10, { ...facts, commitments })?.waits).toHaveLength(1);
    expect(silenceOf('town_4', 10, { ...facts, commitments })).toBeUndefined();
    expect(
      silenceOf('town_0', 60, { ...facts, commitments })?.waits.map(({ reference }) => reference),
    ).toEqual(['C-3']);
    expect(silenceOf('town_0', 90, { ...facts, commitments })).toBeUndefined();
  });
});
