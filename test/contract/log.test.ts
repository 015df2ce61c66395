import { describe, expect, it } from 'vitest';
import { jsonLog } from '../../src/adapters/system/json-log.ts';
import { fakeLog } from '../fakes/log.ts';
import { logContract, type ReadEntry } from './log-contract.ts';

/** As much of an error as the contract asks for. */
function classes(error: Error, depth = 0): Record<string, unknown> {
  return {
    class: error.name,
    ...('code' in error ? { code: error.code } : {}),
    ...(error.cause instanceof Error && depth < 5 ? { cause: classes(error.cause, depth + 1) } : {}),
  };
}

logContract('the fake log', () => {
  const log = fakeLog();
  const read = () =>
    log.entries.map(({ level, code, fields }) => ({
      level,
      code,
      fields: Object.fromEntries(
        Object.entries(fields).map(([key, value]) => [key, value instanceof Error ? classes(value) : value]),
      ),
    }));
  return { log, read, raw: () => JSON.stringify(read()) };
});

const levels: Readonly<Record<number, string>> = { 30: 'info', 40: 'warn', 50: 'error' };

function openJsonLog() {
  const written: string[] = [];
  const log = jsonLog('info', { write: (line) => written.push(line) });
  const raw = () => written.join('');
  const read = (): ReadEntry[] =>
    raw()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const { level, time: _, code, ...fields } = JSON.parse(line);
        return { level: levels[level] ?? String(level), code, fields };
      });
  return { log, read, raw };
}

logContract('the JSON log', openJsonLog);

describe('the JSON log', () => {
  it('says when, and where in the code an error arose', () => {
    const { log, raw } = openJsonLog();
    log.error('x', { error: new RangeError('secret') });
    const entry = JSON.parse(raw());
    expect(Math.abs(Date.parse(entry.time) - Date.now())).toBeLessThan(60_000);
    expect(entry.error.at[0]).toMatch(/^at .*log\.test\.ts:\d+:\d+/);
  });

  it('leaves out what the operator did not ask for', () => {
    const written: string[] = [];
    const log = jsonLog('error', { write: (line) => written.push(line) });
    log.info('x');
    log.warn('x');
    expect(written).toEqual([]);
  });
});
