import { cpus, loadavg, totalmem } from 'node:os';
import type { ContestantName } from './contestants.ts';
import { firstCall } from './first-call.ts';
import { aloneNearChanges, measure, PATIENCE } from './measure.ts';
import {
  agreementTable,
  changesTable,
  type FirstCalls,
  firstCallTable,
  nameOf,
  timeTable,
} from './report.ts';
import type { Size } from './workload.ts';

/**
 * npm run bench:slot-search, with `-- --full` to let date-fns-tz search everything itself (about ten minutes more).
 * Prints markdown.
 */
process.env.TZ = 'UTC';
const patience = process.argv.includes('--full') ? Number.POSITIVE_INFINITY : PATIENCE;

const committees = [
  { people: 12, zones: 2 },
  { people: 60, zones: 8 },
  { people: 500, zones: 24 },
];
const sizes: Size[] = committees.flatMap((committee) =>
  [30, 90, 365].map((days) => ({ ...committee, days })),
);

const [cpu] = cpus();
print(`Node ${process.version}, time-zone data ${process.versions.tz}, ${process.platform} ${process.arch}.`);
print(`${cpus().length} × ${cpu?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB.`);
print(`Load at the start: ${loadavg()[0]?.toFixed(1)}.\n`);

const measured = sizes.map((size) => {
  process.stderr.write(`${nameOf(size)} ...\n`);
  return measure(size, { patience, runs: 21 });
});
print(timeTable(measured));
print('');
print(agreementTable(measured));
print('');
print(changesTable(aloneNearChanges({ people: 24, zones: 24, days: 365 })));
print('');
print(firstCallTable(sizes.filter(({ days }) => days !== 90).map(firstCalls)));

function firstCalls(size: Size): FirstCalls {
  const names: ContestantName[] = size.days === 365 ? ['ours', 'floor', 'luxon'] : ['ours', 'floor'];
  process.stderr.write(`${nameOf(size)}, first calls ...\n`);
  return {
    size: nameOf(size),
    calls: Object.fromEntries(names.map((name) => [name, firstCall(name, size)])),
  };
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
