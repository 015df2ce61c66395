import { readFileSync, writeFileSync } from 'node:fs';
import { type ContestantName, contestants } from './contestants.ts';
import { timed } from './measure.ts';
import { workload } from './workload.ts';

/**
 * The first call in a fresh process: how long it takes, and how far the resident memory rises above what it was
 * before. Prints one line of JSON for `first-call.ts`.
 */
const [name = '', people, zones, days] = process.argv.slice(2);
const contestant = contestants[name as ContestantName];
const request = workload({ people: Number(people), zones: Number(zones), days: Number(days) });
globalThis.gc?.();
const precise = forgetPeak();
const before = process.memoryUsage().rss;
const [, ms] = timed(() => contestant(request));
const peak = precise ? peakSinceForgotten() : process.resourceUsage().maxRSS * 1024;
process.stdout.write(`${JSON.stringify({ ms, peakBytes: Math.max(0, peak - before) })}\n`);

/** Linux can forget the highest memory so far; elsewhere the peak of loading the program may hide ours. */
function forgetPeak(): boolean {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
    return true;
  } catch {
    return false;
  }
}

function peakSinceForgotten(): number {
  const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return Number(kilobytes) * 1024;
}
