import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { deeds } from '../../../src/core/history/audit-deeds.ts';
import { catalogues } from '../../../src/i18n/catalogues.ts';

/** Every action that the sources write into the trail; as it stands there. */
function actionsInSources(): string[] {
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'src', 'commands', 'jobs'], {
    encoding: 'utf8',
  })
    .split('\n')
    .filter(
      (file) => file.endsWith('.ts') && !file.includes('/generated/') && !file.startsWith('src/sandbox/'),
    );
  return files.flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    const called = [...text.matchAll(/\baudit\(\s*tx,[^)]*?(['"`])([a-z]+\/[^'"`]+)\1/g)].map(
      (match) => match[2],
    );
    const recorded = [...text.matchAll(/(?:\baction: |\bnote\(tx,[^)]*?)(['"`])([a-z]+\/[^'"`]+)\1/g)].map(
      (match) => match[2],
    );
    return [...called, ...recorded].filter((action) => action !== undefined);
  });
}

describe('the words of the audit trail', () => {
  const found = actionsInSources();

  it('know every action that the sources write down', () => {
    expect(found.length).toBeGreaterThan(25);
    // `commitment/${move}` is the compiler's to check.
    const whole = found.filter((action) => !action.includes('${'));
    expect(whole.filter((action) => !Object.hasOwn(deeds, action))).toEqual([]);
  });

  it('find every call of audit: none names its action in another way', () => {
    const calls = execFileSync(
      'git',
      ['grep', '-hoE', '(await|=>) audit\\(|\\.audit\\.record\\(', '--', 'src/core'],
      {
        encoding: 'utf8',
      },
    )
      .trim()
      .split('\n');
    // The one of `audit` itself hands on what it was given, and so does the one of private calendars, on two deeds.
    expect(found.length).toBe(calls.length - 2 + 2);
  });

  it('are in every language', () => {
    for (const key of Object.values(deeds))
      for (const catalogue of Object.values(catalogues)) expect(catalogue[key], key).toBeTruthy();
  });
});
