import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadRegistry, RegistryError } from '../../src/chat/registry.ts';

describe('the registry', () => {
  it('loads every command and job of the project', async () => {
    const { commands, jobs } = await loadRegistry({ commands: resolve('commands'), jobs: resolve('jobs') });
    for (const path of [
      'twin',
      'twin/start',
      'meeting/propose',
      'commitment/accept',
      'reminder/add',
      'profile/language',
    ]) {
      expect(commands.has(path), path).toBe(true);
    }
    expect([...jobs.keys()]).toEqual([
      'check-office-holders',
      'check-presence',
      'close-poll',
      'deliver-reminder',
      'end-terms',
      'extend-series',
      'follow-time-zone-data',
      'forget-expired',
      'notice-silence',
      'plan-renewal',
      'reconcile',
      'refresh-calendars',
      'refresh-posting',
      'repeat-commitments',
      'start-review',
    ]);
  });

  it('refuses to start on a file that is no definition, and names it', async () => {
    const commands = mkdtempSync(join(tmpdir(), 'twinbell-commands-'));
    mkdirSync(join(commands, 'twin'));
    writeFileSync(join(commands, 'twin/Start.ts'), 'export default {};');
    writeFileSync(join(commands, 'twin/leave.ts'), 'export const leave = 1;');
    const started = loadRegistry({ commands, jobs: resolve('jobs') });
    await expect(started).rejects.toThrow(RegistryError);
    await expect(started).rejects.toThrow(/twin\/Start.*[\s\S]*twin\/leave/);
  });
});
