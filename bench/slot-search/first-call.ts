import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ContestantName } from './contestants.ts';
import type { Size } from './workload.ts';

export interface FirstCall {
  readonly ms: number;
  readonly peakBytes: number;
}

/** In a process of its own: what one contestant leaves behind would hide what the next one needs. */
export function firstCall(name: ContestantName, { people, zones, days }: Size): FirstCall {
  const script = fileURLToPath(new URL('./first-call-here.ts', import.meta.url));
  const args = ['--expose-gc', '--import', 'tsx', script, name, ...[people, zones, days].map(String)];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as FirstCall;
}
