import { resolve } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { readTemplates } from '../../../src/adapters/programme/programme-templates.ts';
import { moveCommitment } from '../../../src/core/commitment/move-commitment.ts';
import { acceptProgramme, offerProgramme } from '../../../src/core/programme/offer-programme.ts';
import {
  changeProgramme,
  draftProgramme,
  type ProgrammeChange,
} from '../../../src/core/programme/plan-programme.ts';
import type { Programme } from '../../../src/core/programme/programme.ts';
import type { ProgrammeName } from '../../../src/core/programme/programme-template.ts';
import { type Committees, sisterCommittees } from '../../fakes/sister-committees.ts';
import { refusalOf } from '../../refusal-of.ts';

const templates = await readTemplates(resolve('programmes'));
const template = (name: ProgrammeName) => templates[name];

describe('a programme', () => {
  let towns: Committees;
  beforeEach(async () => {
    towns = await sisterCommittees({ repeatWork: true });
  });
  const draft = (name: ProgrammeName = 'youth-exchange', on = '2028-07-10') =>
    draftProgramme(towns.deps, towns.mette, { template: name, on });
  const change = (id: Programme['id'], changes: ProgrammeChange, actor = towns.mette) =>
    changeProgramme(towns.deps, actor, template, id, changes);
  const offer = (id: Programme['id'], actor = towns.mette) => offerProgramme(towns.deps, actor, template, id);
  const commitments = () => towns.database.commitments.commitmentsOf(towns.mette.scope.twinning.id);

  it('becomes offers and requests of both sides at once, in one message a space', async () => {
    const { id } = await draft();
    expect(await commitments()).toEqual([]);
    const { parts, kept } = await offer(id);
    const made = await commitments();
    expect(made.map((one) => one.id).sort()).toEqual(parts.map((part) => part.commitmentId).sort());
    const [aalborg, solvang] = [towns.mette.town.id, towns.linda.town.id];
    const owners = (townId: string) => made.filter(({ ownerTownId }) => ownerTownId === townId);
    // Four steps of every town, two of both, three of the host: Aalborg plans and is the host.
    expect(owners(aalborg)).toHaveLength(4 + 2 + 3);
    expect(owners(solvang)).toHaveLength(4 + 4);
    for (const one of made) {
      expect(one.state).toBe('offered');
      expect(one.proposedByTownId).toBe(aalborg);
      expect(one.owner.type).toBe('office');
    }
    // Each in the words of the town that owes it.
    expect(
      owners(aalborg).some(({ what }) => what === 'Finde værtsfamilier eller et hus til hele gruppen'),
    ).toBe(true);
    expect(owners(solvang).some(({ what }) => what === 'Insure the group: health, accident, liability')).toBe(
      true,
    );
    expect(kept.consent?.seen).toBe(true);
    const { postings } = towns.database;
    expect(await postings.postingsAbout({ type: 'programme', id })).toHaveLength(
      towns.mette.scope.spaces.length,
    );
    for (const one of made)
      expect(await postings.postingsAbout({ type: 'commitment', id: one.id })).toEqual([]);
  });

  it('is accepted by each side for itself with one press, and what was answered meanwhile stays', async () => {
    const { id } = await draft();
    await offer(id);
    const [first] = (await commitments()).filter(({ ownerTownId }) => ownerTownId === towns.mette.town.id);
    await moveCommitment(towns.deps, towns.mette, { number: first?.number ?? 0, move: 'withdraw' });
    // All of it was proposed by Aalborg: nothing waits for Aalborg itself.
    expect(await refusalOf(acceptProgramme(towns.deps, towns.mette, id))).toBe(
      'error.programme.nothing-waits',
    );
    const { accepted } = await acceptProgramme(towns.deps, towns.linda, id);
    expect(accepted).toHaveLength(16);
    const made = await commitments();
    expect(made.filter(({ state }) => state === 'accepted')).toHaveLength(16);
    expect(made.find((one) => one.id === first?.id)?.state).toBe('withdrawn');
    expect(await refusalOf(acceptProgramme(towns.deps, towns.linda, id))).toBe(
      'error.programme.nothing-waits',
    );
    // Its one message is out of date with every change of any of them.
    const [posting] = await towns.database.postings.postingsAbout({ type: 'programme', id });
    expect(posting?.wantedVersion).toBe(1 + 1 + 16);
    const history = await towns.database.audit.entriesAbout(accepted[0]?.id ?? '', 5);
    expect(history.map(({ action }) => action)).toEqual(['commitment/accept', 'commitment/add']);
  });

  it('is offered once, by who plans it', async () => {
    const { id } = await draft();
    expect(await refusalOf(offer(id, towns.jens))).toBe('error.programme.planner-only');
    expect(await refusalOf(change(id, { past: 'now' }, towns.linda))).toBe('error.programme.planner-only');
    const [one, two] = await Promise.allSettled([offer(id), offer(id)]);
    expect([one?.status, two?.status].sort()).toEqual(['fulfilled', 'rejected']);
    expect(await refusalOf(change(id, { past: 'now' }))).toBe('error.programme.offered-already');
    expect(await commitments()).toHaveLength(17);
    expect(await refusalOf(offer('prg_nobody'))).toBe('error.programme.not-found');
  });

  it('leaves out what was unticked, moves with its date, and knows a deadline when somebody has said it', async () => {
    const { id } = await draft();
    const all = templates['youth-exchange'].steps.map((step) => step.id);
    const kept = all.filter((one) => one !== 'insurance');
    expect((await change(id, { steps: kept })).leftOut).toEqual(['insurance']);
    expect((await change(id, { on: '2028-08-20' })).leftOut).toEqual(['insurance']);
    await change(id, { deadline: { id: 'erasmus-plus', on: '2028-02-10' } });
    expect(await refusalOf(change(id, { deadline: { id: 'nobody', on: '2028-02-10' } }))).toBe(
      'error.programme.no-such-deadline',
    );
    const { parts } = await offer(id);
    const made = await commitments();
    const dueOf = (stepId: string) => {
      const part = parts.find((one) => one.stepId === stepId);
      return made.find((one) => one.id === part?.commitmentId)?.dueOn;
    };
    expect(dueOf('insurance')).toBeUndefined();
    expect(dueOf('exchange')).toBe('2028-08-20');
    expect(dueOf('host-families')).toBe('2028-05-20');
    expect(dueOf('erasmus-plus')).toBe('2028-02-10');
    expect(dueOf('dfjw-ofaj')).toBeUndefined();
  });

  it('takes the day of a call for applications as its own date', async () => {
    const { id } = await draft('grant-application', '2027-09-01');
    const changed = await change(id, { deadline: { id: 'cerv-town-twinning', on: '2027-09-16' } });
    expect(changed.on).toBe('2027-09-16');
    expect(changed.deadlines).toEqual({});
  });

  it('changes sides with the host, and always has a guest', async () => {
    const { id } = await draft();
    const { towns: both } = towns.mette.scope;
    const swapped = await change(id, {
      hostPlace: both.findIndex((town) => town.id === towns.linda.town.id),
    });
    expect(swapped.hostTownId).toBe(towns.linda.town.id);
    expect(swapped.guestTownIds).toEqual([towns.mette.town.id]);
    expect(await refusalOf(change(id, { hostPlace: 7 }))).toBe('error.programme.guest-missing');
  });

  it('is not offered for a day that has passed meanwhile, nor when nothing is left of it', async () => {
    const late = await draft();
    towns.world.set(Date.parse('2028-07-11T12:00:00Z'));
    expect(await refusalOf(offer(late.id))).toBe('error.programme.date-passed');
    const short = await draftProgramme(towns.deps, towns.mette, {
      template: 'grant-application',
      on: '2028-07-12',
    });
    await change(short.id, { steps: [] });
    expect(await refusalOf(offer(short.id))).toBe('error.programme.nothing-left');
    expect(await commitments()).toEqual([]);
  });
});
