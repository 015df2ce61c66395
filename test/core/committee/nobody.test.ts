/** Nothing is ever addressed to nobody, whatever becomes of the people. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/core/acting.ts';
import { addCommitment } from '../../../src/core/commitment/add-commitment.ts';
import { isOpen } from '../../../src/core/commitment/list-commitments.ts';
import { addMember } from '../../../src/core/committee/add-member.ts';
import { answerHandover, handoverMoves } from '../../../src/core/committee/answer-handover.ts';
import { giveOffice } from '../../../src/core/committee/give-office.ts';
import { type groups, officeKinds } from '../../../src/core/committee/member.ts';
import { notePresence } from '../../../src/core/committee/note-presence.ts';
import { proposeHandover } from '../../../src/core/committee/propose-handover.ts';
import { removeMember } from '../../../src/core/committee/remove-member.ts';
import { takeOver } from '../../../src/core/committee/take-over.ts';
import { endTerms } from '../../../src/core/committee/vacate-office.ts';
import { addresseeOf, dutyKinds } from '../../../src/core/reminder/addressee.ts';
import { recipientsOf } from '../../../src/core/reminder/resolve-recipient.ts';
import { startSeries } from '../../../src/core/series/start-series.ts';
import { DAY_MS } from '../../../src/core/time/instant.ts';
import { addDays, dateAt } from '../../../src/core/time/local-date.ts';
import { rule } from '../../../src/core/time/recurrence-rule.ts';
import { atTimeOfDay } from '../../../src/core/time/resolve-wall.ts';
import { accountOf, named, officeBench, outcomeOf } from './succession-fixture.ts';

const somebody = fc.nat(5);
const kind = fc.constantFrom(...officeKinds);
const event = fc.oneof(
  fc.record({ type: fc.constant('office'), by: somebody, to: somebody, kind, days: fc.nat(40) }),
  fc.record({ type: fc.constant('promise'), by: somebody, kind, personal: fc.boolean() }),
  fc.record({ type: fc.constant('series'), by: somebody }),
  fc.record({ type: fc.constant('hand over'), by: somebody, from: somebody, to: somebody, kind }),
  fc.record({ type: fc.constant('answer'), by: somebody, move: fc.constantFrom(...handoverMoves) }),
  fc.record({ type: fc.constant('remove'), by: somebody, whom: somebody }),
  fc.record({ type: fc.constant('gone'), whom: somebody }),
  fc.record({ type: fc.constant('back'), whom: somebody }),
  fc.record({ type: fc.constant('take over'), by: somebody, from: somebody }),
  fc.record({ type: fc.constant('time'), days: fc.integer({ min: 1, max: 60 }) }),
);
type Event = typeof event extends fc.Arbitrary<infer E> ? E : never;

type Bench = Awaited<ReturnType<typeof town>>;

/** Mette and Jens of Aalborg, Linda and Emma of Solvang, and one more of each. */
async function town() {
  const bench = await officeBench();
  const more = async (actor: Actor, userId: string, represents: (typeof groups)[number]): Promise<Actor> => {
    const account =
      actor === bench.mette
        ? ({ platform: 'slack', tenantId: 'T1', userId } as const)
        : ({ platform: 'discord', tenantId: 'discord', userId } as const);
    const { member } = await addMember(bench.deps, actor, {
      account,
      displayName: userId,
      represents,
      substitute: false,
    });
    return { ...actor, member };
  };
  const { mette, jens, linda, emma } = bench;
  const people = [
    mette,
    jens,
    await more(mette, 'UYRSA', 'youth'),
    linda,
    emma,
    await more(linda, '1009', 'citizens'),
  ] as const;
  return { ...bench, people };
}

/** As a person would, with the present state; refusals are what they are. */
async function happen({ deps, world, database, people }: Bench, event: Event): Promise<void> {
  const at = (index: number): Actor => people[index] ?? people[0];
  switch (event.type) {
    case 'office': {
      const untilOn = addDays(dateAt(world.now(), 'UTC'), event.days + 1);
      const office = { account: accountOf(at(event.to)), office: event.kind, untilOn };
      return void (await outcomeOf(giveOffice(deps, at(event.by), office)));
    }
    case 'promise': {
      const owner = event.personal ? {} : { owner: { office: event.kind } };
      return void (await outcomeOf(addCommitment(deps, at(event.by), { what: 'Write', ...owner })));
    }
    case 'series': {
      const from = atTimeOfDay(addDays(dateAt(world.now(), 'UTC'), 3), '19:00', 'UTC');
      const wish = { title: 'Board', lengthMinutes: 60, participantIds: [], from };
      const untilOn = addDays(dateAt(world.now(), 'UTC'), 90);
      return void (await outcomeOf(
        startSeries(deps, at(event.by), { ...wish, untilOn, rule: rule('MONTHLY') }),
      ));
    }
    case 'hand over': {
      const parties = { from: named(at(event.from)), to: named(at(event.to)) };
      await outcomeOf(proposeHandover(deps, at(event.by), { ...parties, office: event.kind }));
      return void (await outcomeOf(proposeHandover(deps, at(event.by), parties)));
    }
    case 'answer': {
      const towns = people[0].scope.towns.map(({ id }) => id);
      const open = await database.handovers.handoversOf(towns, ['proposed']);
      for (const { id } of open)
        await outcomeOf(answerHandover(deps, at(event.by), { id, move: event.move }));
      return;
    }
    case 'remove':
      return void (await outcomeOf(removeMember(deps, at(event.by), named(at(event.whom)))));
    case 'gone':
      return void (await notePresence(deps, at(event.whom).member.id, false));
    case 'back':
      return void (await notePresence(deps, at(event.whom).member.id, true));
    case 'take over': {
      const input = { formerId: at(event.from).member.id, memberId: at(event.by).member.id };
      return void (await outcomeOf(takeOver(deps, at(event.by), input)));
    }
    case 'time':
      world.advance(event.days * DAY_MS);
      await endTerms(deps);
  }
}

/** Everything that somebody has to be told of, with where its messages would go now. */
async function addressed({ database, people }: Bench) {
  const { scope } = people[0];
  const townIds = scope.towns.map(({ id }) => id);
  const facts = {
    scope,
    members: await database.committees.membersOf(townIds),
    offices: await database.committees.officesOf(townIds),
  };
  const homeOf = async (memberId: Actor['member']['id']) =>
    (await database.committees.member(memberId))?.townId;
  const target = { type: 'member', memberId: people[0].member.id } as const;
  const found = [];
  for (const commitment of await database.commitments.commitmentsOf(scope.twinning.id)) {
    if (!isOpen(commitment)) continue;
    const addressee = addresseeOf({ kind: 'commitment-today', occurrence: 'today', target }, { commitment });
    found.push({ duty: `C-${commitment.number}`, addressee, townId: commitment.ownerTownId });
  }
  for (const meeting of await database.meetings.meetingsOf(scope.twinning.id, ['confirmed'], 500)) {
    const addressee = addresseeOf({ kind: 'minutes-missing', occurrence: 'once', target }, { meeting });
    found.push({ duty: `M-${meeting.number}`, addressee, townId: await homeOf(meeting.organiserId) });
  }
  return {
    facts,
    found: found.map((one) => ({
      ...one,
      recipients: recipientsOf(one.addressee, { kind: dutyKinds[0], occurrence: 'once' }, facts, one.townId),
    })),
  };
}

describe('whatever becomes of the people', () => {
  it('every duty has somebody active of its own town to turn to, or its space', {
    timeout: 60_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 25 }), async (events) => {
        const bench = await town();
        for (const one of events) await happen(bench, one);
        const { facts, found } = await addressed(bench);
        for (const { duty, recipients, townId } of found) {
          expect(recipients, duty).not.toEqual([]);
          for (const recipient of recipients) {
            const place = recipient.type === 'person' ? recipient.member : recipient.space;
            expect(place.townId, duty).toBe(townId);
            if (recipient.type === 'person') expect(facts.members, duty).toContainEqual(recipient.member);
          }
        }
        // No office is held by somebody who has left, and a vacant one was asked about.
        for (const office of facts.offices) {
          if (office.holderId !== undefined)
            expect(facts.members.map(({ id }) => id)).toContain(office.holderId);
          if (office.holderId !== undefined || office.formerId === undefined) continue;
          const about = { type: 'member', id: office.formerId } as const;
          const asked = (await bench.postings(about, 'succession')).filter(({ args }) =>
            args.offices?.split(',').includes(office.kind),
          );
          expect(asked.map(({ spaceId }) => spaceId)).toEqual(
            expect.arrayContaining([bench.spaceOf(bench.mette), bench.spaceOf(bench.linda)]),
          );
        }
      }),
      { numRuns: 60 },
    );
  });
});
