import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTemplates } from '../../../src/adapters/programme/programme-templates.ts';
import type { Programme } from '../../../src/core/programme/programme.ts';
import {
  dayOf,
  outOfOrder,
  planProgramme,
  promisesOf,
  suggestedDay,
} from '../../../src/core/programme/programme-plan.ts';
import { type Lead, programmeNames } from '../../../src/core/programme/programme-template.ts';
import {
  addDays,
  addMonths,
  dateOfEpochDay,
  epochDayOfDate,
  isLocalDate,
} from '../../../src/core/time/local-date.ts';

const templates = await readTemplates(resolve('programmes'));
const days = fc
  .integer({ min: epochDayOfDate('2024-01-01'), max: epochDayOfDate('2036-12-31') })
  .map(dateOfEpochDay);
const names = fc.constantFrom(...programmeNames);
const plan = (on: string, changes: Partial<Programme> = {}) =>
  ({ on, leftOut: [], past: 'leave-out', deadlines: {}, ...changes }) as const;
const leads: fc.Arbitrary<Lead> = fc.record({
  unit: fc.constantFrom('days', 'weeks', 'months'),
  count: fc.integer({ min: -36, max: 36 }),
});

describe('the plan of a programme', () => {
  it('has days that exist, in order, none before a step that it needs, for any date from 2024 to 2036', () => {
    fc.assert(
      fc.property(names, days, (name, on) => {
        const { steps } = templates[name];
        const planned = planProgramme(templates[name], plan(on), '2000-01-01');
        expect(planned.map(({ task }) => task.id).sort()).toEqual(steps.map(({ id }) => id).sort());
        const dates = planned.map(({ plannedOn }) => plannedOn);
        expect(dates.every(isLocalDate)).toBe(true);
        expect(dates).toEqual(dates.toSorted());
        const placeOf = (id: string) => planned.findIndex(({ task }) => task.id === id);
        for (const step of steps)
          for (const needed of step.after) {
            const [mine, its] = [planned[placeOf(step.id)], planned[placeOf(needed)]];
            expect((its?.plannedOn ?? '') <= (mine?.plannedOn ?? '')).toBe(true);
          }
      }),
      { numRuns: 300 },
    );
  });

  it('moves with the date as a whole: each step is as far from the new one as from the old', () => {
    fc.assert(
      fc.property(names, days, days, (name, on, moved) => {
        const at = (date: string) =>
          new Map(
            planProgramme(templates[name], plan(date), '2000-01-01').map(({ task, plannedOn }) => [
              task.id,
              plannedOn,
            ]),
          );
        const [before, after] = [at(on), at(moved)];
        for (const { id, lead } of templates[name].steps) {
          expect(before.get(id)).toBe(dayOf(on, lead));
          expect(after.get(id)).toBe(dayOf(moved, lead));
          // Never the other way round: a later date has no earlier step.
          if (on <= moved) expect((before.get(id) ?? '') <= (after.get(id) ?? '')).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('keeps to the end of shorter months, leap days included', () => {
    const lead = (count: number): Lead => ({ unit: 'months', count });
    expect(dayOf('2028-03-31', lead(-1))).toBe('2028-02-29');
    expect(dayOf('2027-03-31', lead(-1))).toBe('2027-02-28');
    expect(dayOf('2028-02-29', lead(-12))).toBe('2027-02-28');
    expect(dayOf('2028-02-29', lead(12))).toBe('2029-02-28');
    expect(dayOf('2028-02-29', lead(-48))).toBe('2024-02-29');
    expect(dayOf('2028-02-29', { unit: 'weeks', count: -52 })).toBe('2027-03-02');
    expect(dayOf('2028-03-01', { unit: 'days', count: -1 })).toBe('2028-02-29');
    fc.assert(
      fc.property(days, leads, (on, one) => {
        expect(isLocalDate(dayOf(on, one))).toBe(true);
      }),
    );
  });

  it('leaves out what is past, or brings it into the coming week, never behind what it prepares', () => {
    fc.assert(
      fc.property(names, days, fc.integer({ min: 0, max: 900 }), (name, on, ahead) => {
        const todayOn = addDays(on, -ahead);
        const template = templates[name];
        const left = planProgramme(template, plan(on), todayOn);
        for (const { isPast, plannedOn, dueOn } of left) {
          expect(isPast).toBe(plannedOn < todayOn);
          expect(dueOn).toBe(isPast ? undefined : plannedOn);
        }
        const now = planProgramme(template, plan(on, { past: 'now' }), todayOn);
        for (const { isPast, plannedOn, dueOn = '' } of now) {
          if (!isPast) expect(dueOn).toBe(plannedOn);
          else expect(dueOn >= todayOn && dueOn <= addDays(todayOn, 7)).toBe(true);
        }
        const due = now.map(({ dueOn }) => dueOn ?? '');
        expect(due).toEqual(due.toSorted());
      }),
      { numRuns: 200 },
    );
  });

  it('leaves out what was unticked, and has a deadline only once somebody has said its day', () => {
    const youth = templates['youth-exchange'];
    const ids = (changes: Partial<Programme>) =>
      planProgramme(youth, plan('2028-07-10', changes), '2026-11-24')
        .filter(({ dueOn }) => dueOn !== undefined)
        .map(({ task }) => task.id);
    expect(ids({})).toHaveLength(youth.steps.length);
    expect(ids({})).not.toContain('erasmus-plus');
    expect(ids({ leftOut: ['insurance', 'travel'] })).not.toContain('insurance');
    const dated = planProgramme(
      youth,
      plan('2028-07-10', { deadlines: { 'erasmus-plus': '2028-02-10' } }),
      '2026-11-24',
    );
    expect(dated.find(({ task }) => task.id === 'erasmus-plus')?.dueOn).toBe('2028-02-10');
  });

  it('makes one town accountable for each promise, to all the others', () => {
    const [host, guest, other] = ['town_host', 'town_guest', 'town_other'] as const;
    const steps = planProgramme(templates['youth-exchange'], plan('2028-07-10'), '2026-11-24');
    const towns = { hostTownId: host, guestTownIds: [guest, other], plannedByTownId: guest };
    const promises = promisesOf(steps, towns);
    const ownersOf = (id: string) =>
      promises.filter(({ task }) => task.id === id).map(({ ownerTownId }) => ownerTownId);
    expect(ownersOf('host-families')).toEqual([host]);
    expect(ownersOf('travel')).toEqual([guest, other]);
    expect(ownersOf('consent')).toEqual([host, guest, other]);
    expect(ownersOf('partner-agreement')).toEqual([guest]);
    for (const { ownerTownId, toTownIds } of promises)
      expect([ownerTownId, ...toTownIds].sort()).toEqual([guest, host, other]);
  });
});

describe('order', () => {
  it('is refused when it fails for a single date of four years, or names no step', () => {
    const step = (id: string, unit: Lead['unit'], count: number, after: string[] = []) =>
      ({ id, lead: { unit, count }, after }) as const;
    // Four weeks are less than a month, but for February of most years.
    expect(outOfOrder([step('a', 'months', -1), step('b', 'days', -28, ['a'])])).toEqual([]);
    expect(outOfOrder([step('a', 'months', -1), step('b', 'days', -29, ['a'])])).toEqual([
      { step: 'b', needs: 'a' },
    ]);
    expect(outOfOrder([step('a', 'days', 0, ['nobody'])])).toEqual([{ step: 'a', needs: 'nobody' }]);
  });
});

describe('a deadline that was seen', () => {
  it('is suggested for the first year in which it is to come', () => {
    expect(suggestedDay('2026-02-12', '2026-11-24')).toBe('2027-02-12');
    expect(suggestedDay('2026-02-12', '2027-02-12')).toBe('2027-02-12');
    expect(suggestedDay('2026-02-12', '2027-02-13')).toBe('2028-02-12');
    expect(suggestedDay('2028-02-29', '2028-03-01')).toBe('2029-02-28');
    fc.assert(
      fc.property(days, days, (last, today) => {
        const on = suggestedDay(last, today);
        expect(on >= today).toBe(true);
        if (on > last) expect(on < addDays(addMonths(today, 12), 3)).toBe(true);
      }),
    );
  });
});
