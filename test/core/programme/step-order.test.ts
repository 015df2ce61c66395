import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dayOf, outOfOrder } from '../../../src/core/programme/programme-plan.ts';
import { dateOfEpochDay, epochDayOfDate } from '../../../src/core/time/local-date.ts';

const FROM = epochDayOfDate('2027-01-01');
const everyDay = Array.from({ length: 1461 }, (_, index) => dateOfEpochDay(FROM + index));
const lead = fc.oneof(
  fc.record({ unit: fc.constant('months' as const), count: fc.integer({ min: -14, max: 6 }) }),
  fc.record({ unit: fc.constant('days' as const), count: fc.integer({ min: -430, max: 190 }) }),
);

it('the order of steps is judged as if it were tried on every day of four years', () => {
  fc.assert(
    fc.property(lead, lead, (step, needed) => {
      const steps = [
        { id: 'step', lead: step, after: ['needed'] },
        { id: 'needed', lead: needed, after: [] },
      ];
      const comesFirst = everyDay.some((on) => dayOf(on, step) < dayOf(on, needed));
      expect(outOfOrder(steps)).toEqual(comesFirst ? [{ step: 'step', needs: 'needed' }] : []);
    }),
    { numRuns: 200 },
  );
});
