import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A process of its own, to be killed or to end by itself; its lines arrive as they are written. */
export function runFixture(
  name: string,
  ...args: string[]
): { process: ChildProcess; lines: string[]; exit: Promise<number | null> } {
  const path = fileURLToPath(new URL(`./fixtures/${name}.ts`, import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', path, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => lines.push(line));
  // After 'close' no line is missing.
  const exit = once(child, 'close').then(([code]) => code as number | null);
  return { process: child, lines, exit };
}

export function makeDataFolder(): string {
  return mkdtempSync(join(tmpdir(), 'twinbell-test-'));
}
