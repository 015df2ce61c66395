import { describe, expect, it } from 'vitest';
import { firstCall } from '../../bench/slot-search/first-call.ts';
import { aloneNearChanges, measure } from '../../bench/slot-search/measure.ts';
import { agreementTable, changesTable, firstCallTable, timeTable } from '../../bench/slot-search/report.ts';

/** A taste of `npm run bench:slot-search`, so that it cannot rot; how fast things are is not looked at here. */
describe('the bench of the slot search', () => {
  it('finds the same starts four ways', () => {
    const measured = measure({ people: 12, zones: 2, days: 20 }, { runs: 1, patience: 50_000 });
    expect(measured.found).toBeGreaterThan(10);
    for (const { difference } of Object.values(measured.timings))
      expect(difference).toEqual({ missing: 0, extra: 0 });
    expect(timeTable([measured])).toMatch(/^\| 12 \/ 2 \/ 20 \| [\d.]+ ms /m);
    expect(agreementTable([measured])).toContain(`| ${measured.found} | the same | the same | the same |`);
  }, 60_000);

  it('says when date-fns-tz searched the first days only', () => {
    const measured = measure({ people: 12, zones: 2, days: 20 }, { runs: 1, patience: 10_000 });
    expect(measured.timings['date-fns-tz'].fromDays).toBe(3);
    expect(timeTable([measured])).toContain('(extrapolated from 3 days)');
  }, 60_000);

  it('looks at people alone around clock changes', () => {
    const near = aloneNearChanges({ people: 4, zones: 4, days: 365 });
    expect(near.changes).toBe(8);
    expect(near.found).toBeGreaterThan(300);
    expect(changesTable(near)).toMatch(/^\| 8 \| \d+ \| the same \|/m);
  }, 60_000);

  it('measures the first call in a process of its own', () => {
    const call = firstCall('ours', { people: 8, zones: 2, days: 9 });
    expect(call.ms).toBeGreaterThan(0);
    expect(firstCallTable([{ size: 'small', calls: { ours: call } }])).toMatch(
      /^\| small \| ours \| [\d.]+ ms/m,
    );
  }, 60_000);
});
