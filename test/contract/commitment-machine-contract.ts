/** The life of a commitment under three towns that act one after the other and at once, on any store. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Actor, Deps } from '../../src/core/acting.ts';
import { addCommitment } from '../../src/core/commitment/add-commitment.ts';
import { type Commitment, standingOf } from '../../src/core/commitment/commitment.ts';
import { turnOf } from '../../src/core/commitment/commitment-state.ts';
import { editCommitment } from '../../src/core/commitment/edit-commitment.ts';
import { moveCommitment } from '../../src/core/commitment/move-commitment.ts';
import { undoCommitment } from '../../src/core/commitment/undo-commitment.ts';
import { DomainError } from '../../src/core/domain-error.ts';
import type { FakeWorld } from '../fakes/world.ts';
import { type Act, expected, type Model, standOf } from './commitment-oracle.ts';

interface Real {
  readonly deps: Deps;
  readonly world: FakeWorld;
  readonly towns: readonly Actor[];
  readonly id: Commitment['id'];
  readonly number: number;
}

/** fast-check changes it in place. */
type Run = { model: Model };

export function commitmentMachineContract(
  open: () => Promise<{ deps: Deps; world: FakeWorld; towns: readonly Actor[] }>,
  numRuns: number,
): void {
  it('goes only where its rules lead, whoever does what and at the same instant as whom', async () => {
    const { deps, world, towns } = await open();
    const ids = towns.map(({ town }) => town.id);
    await fc.assert(
      fc.asyncProperty(fc.nat(2), fc.boolean(), commands(), async (proposer, isRequest, acts) => {
        const actor = towns[proposer];
        const owner = isRequest ? (proposer + 1) % 3 : proposer;
        const from = towns[owner]?.town.name;
        if (actor === undefined || from === undefined) return;
        const { id, number } = await addCommitment(deps, actor, {
          what: 'the hall',
          from,
          ...(isRequest ? { to: towns[(proposer + 2) % 3]?.town.name ?? '' } : {}),
        });
        const setup = async () => {
          const added = await readCommitment(deps, id);
          const last = { town: proposer, type: 'undo', at: 0 };
          const model: Model = { owner, stands: [standOf(ids, added)], last };
          return { model: { model }, real: { deps, world, towns, id, number } };
        };
        await fc.asyncModelRun(setup, acts);
      }),
      { numRuns },
    );
  }, 300_000);
}

const words = fc.option(fc.constantFrom('the hall', 'the bus', 'the band'), { nil: undefined });
const days = fc.option(fc.constantFrom('2027-03-01', '2027-04-01'), { nil: undefined });
const reasons = fc.option(fc.constant('the roof leaks'), { nil: undefined });
const withoutUndefined = <T extends object>(act: T): T =>
  Object.fromEntries(Object.entries(act).filter(([, value]) => value !== undefined)) as T;

const actBy = (town: fc.Arbitrary<number>): fc.Arbitrary<Act> =>
  fc
    .oneof(
      { weight: 4, arbitrary: fc.record({ type: fc.constantFrom('accept', 'done', 'confirm'), town }) },
      { weight: 2, arbitrary: fc.record({ type: fc.constant('edit'), town, what: words, on: days }) },
      {
        weight: 2,
        arbitrary: fc.record({ type: fc.constantFrom('reopen', 'withdraw'), town, reason: reasons }),
      },
      { weight: 1, arbitrary: fc.record({ type: fc.constant('decline'), town }) },
      {
        weight: 2,
        arbitrary: fc.record({ type: fc.constant('undo'), town, version: fc.constantFrom('present', 'old') }),
      },
    )
    .map((act) => withoutUndefined(act) as Act);

function commands() {
  const one = actBy(fc.nat(2)).map((act) => new Together([act]));
  const race = fc
    .tuple(
      actBy(fc.constant(0)),
      actBy(fc.constant(1)),
      actBy(fc.constant(2)),
      fc.integer({ min: 0, max: 3 }),
    )
    .map(([a, b, c, left]) => new Together([a, b, c].filter((_, index) => index !== left)));
  const wait = fc.integer({ min: 1, max: 15 }).map((minutes) => new Wait(minutes));
  return fc.commands([one, one, race, wait], { maxCommands: 25 });
}

class Wait implements fc.AsyncCommand<Run, Real> {
  constructor(readonly minutes: number) {}
  check = () => true;
  async run(_: Run, { world }: Real) {
    world.set(world.now() + this.minutes * 60_000);
  }
  toString = () => `${this.minutes} minutes pass`;
}

/** One act, or several at once by different towns. */
class Together implements fc.AsyncCommand<Run, Real> {
  constructor(readonly acts: readonly Act[]) {}
  check = () => true;
  toString = () => this.acts.map((act) => JSON.stringify(act)).join(' at once with ');

  async run(run: Run, real: Real): Promise<void> {
    const ids = real.towns.map(({ town }) => town.id);
    const now = real.world.now();
    const version = run.model.stands.length;
    const outcomes = await Promise.allSettled(this.acts.map((act) => perform(act, real, version)));
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(DomainError);

    // The history says in which order they came; the oracle says whether that is how it goes.
    const changes = await real.deps.database.commitments.changesOf(real.id);
    expect(changes.map((change) => change.version)).toEqual(changes.map((_, index) => index + 1));
    const models = [run.model];
    for (const change of changes.slice(version)) {
      const model = models.at(-1) ?? run.model;
      const act = this.acts.find(({ town }) => ids[town] === change.townId);
      if (act === undefined) throw new Error('a change that nobody made');
      const stand = expected(model, actIn(act, model, version), now);
      expect(stand, `${act.type} was not refused`).toBeDefined();
      expect(standOf(ids, change.standing)).toStrictEqual(stand);
      expect([change.memberId, change.at]).toEqual([real.towns[act.town]?.member.id, now]);
      expect([act.type, ...(act.type === 'edit' ? ['counter'] : [])]).toContain(change.kind);
      models.push({
        owner: model.owner,
        stands: [...model.stands, standOf(ids, change.standing)],
        last: { town: act.town, type: act.type, at: now },
      });
    }
    // Whoever got through is in the history once, and whoever was refused had to be at one moment or another.
    const through = this.acts.filter((_, index) => outcomes[index]?.status === 'fulfilled');
    expect(through.map(({ town }) => ids[town]).sort()).toEqual(
      changes
        .slice(version)
        .map(({ townId }) => townId)
        .sort(),
    );
    for (const [index, act] of this.acts.entries())
      if (outcomes[index]?.status === 'rejected')
        expect(models.some((model) => expected(model, actIn(act, model, version), now) === undefined)).toBe(
          true,
        );
    await checkInvariants(real);
    run.model = models.at(-1) ?? run.model;
  }
}

/** Somebody else came first: the version that the button carries is an old one. */
const actIn = (act: Act, { stands }: Model, version: number): Act =>
  act.type === 'undo' && stands.length !== version ? { ...act, version: 'old' } : act;

async function perform(act: Act, { deps, towns, number }: Real, version: number): Promise<unknown> {
  const actor = towns[act.town];
  if (actor === undefined) throw new Error('no such town');
  switch (act.type) {
    case 'edit':
      return editCommitment(deps, actor, {
        number,
        ...(act.what === undefined ? {} : { what: act.what }),
        ...(act.on === undefined ? {} : { due: { on: act.on } }),
      });
    case 'undo':
      return undoCommitment(deps, actor, {
        number,
        version: act.version === 'present' ? version : version - 1,
      });
    default:
      return moveCommitment(deps, actor, {
        number,
        move: act.type,
        ...('reason' in act && act.reason !== undefined ? { reason: act.reason } : {}),
      });
  }
}

async function checkInvariants({ deps, id, towns }: Real): Promise<void> {
  const commitment = await readCommitment(deps, id);
  const changes = await deps.database.commitments.changesOf(id);
  // No state without its entry, and versions grow by one.
  expect(changes.at(-1)?.standing).toStrictEqual(standingOf(commitment));
  expect(commitment.version).toBe(changes.length);
  // One side is accountable, and it is not the one that benefits.
  expect(commitment.toTownIds.length).toBeGreaterThan(0);
  expect(commitment.toTownIds).not.toContain(commitment.ownerTownId);
  // Nobody is asked to answer their own words.
  const turn = turnOf(commitment);
  const proposer = commitment.proposedByTownId === commitment.ownerTownId ? 'owner' : 'other';
  if (
    commitment.state === 'offered' ||
    (commitment.state === 'accepted' && commitment.amendment !== undefined)
  )
    expect(turn).not.toBe(proposer);
  // Bells ring for promises with a day, and for nothing else.
  const bells = await deps.database.reminders.scheduledFor(
    commitment.twinningId,
    towns.map(({ member }) => ({ type: 'member', memberId: member.id })),
    100,
  );
  const own = bells.filter(({ about }) => about.id === id);
  expect(own.every(({ subjectVersion }) => subjectVersion === commitment.version)).toBe(true);
  if (commitment.state !== 'accepted' || commitment.dueOn === undefined) expect(own).toEqual([]);
}

async function readCommitment(deps: Deps, id: Commitment['id']): Promise<Commitment> {
  const commitment = await deps.database.commitments.commitment(id);
  if (commitment === undefined) throw new Error('the commitment is gone');
  return commitment;
}
