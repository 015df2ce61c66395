import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Each port, and the suite that states what it promises; stores and the database have theirs by the same names. */
const contracts: Readonly<Record<string, string>> = {
  'src/chat/calendar-addresses.ts': 'calendar-addresses',
  'src/chat/documents.ts': 'documents',
  'src/chat/job.ts': 'queue',
  'src/chat/picture-renderer.ts': 'picture-renderer',
  'src/chat/log.ts': 'log',
  'src/chat/platform.ts': 'platform',
  'src/core/availability/calendar-reader.ts': 'calendar-reader',
  'src/core/holiday/holiday-calendar.ts': 'holiday-calendar',
  'src/core/place/place-directory.ts': 'place-directory',
  'src/core/secrets.ts': 'secrets',
  'src/core/world.ts': 'world',
};
const isStore = (file: string) => /-store\.ts$|\/(stores|audit)\.ts$/.test(file);

const files = execFileSync(
  'git',
  ['ls-files', '-co', '--exclude-standard', 'src/core', 'src/chat', 'src/i18n'],
  {
    encoding: 'utf8',
  },
)
  .split('\n')
  .filter((file) => file.endsWith('.ts'));

describe('every port', () => {
  it('has a contract', () => {
    const ports = files.filter((file) => /\bPort: /.test(readFileSync(file, 'utf8')) && !isStore(file));
    expect(ports.sort()).toEqual(Object.keys(contracts).sort());
  });

  it.each(Object.values(contracts))('fulfils it on a fake and on what is real: %s', (name) => {
    const suite = readFileSync(`test/contract/${name}-contract.ts`, 'utf8');
    const run = readFileSync(`test/contract/${name}.test.ts`, 'utf8');
    expect(suite).toMatch(/export function \w+Contract\(/);
    expect(run).toMatch(/from '\.\.\/fakes\//);
    expect(run).toMatch(/from '\.\.\/\.\.\/src\/adapters\/|-under-test\.ts'/);
  });
});
