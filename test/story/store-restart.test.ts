import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BreakableDisk, breakableDisk } from '../adapters/embedded/break-engine.ts';
import { AALBORG_CHANNEL, type Story, slackMessages, startStory, textOfSlack } from './sister-towns.ts';

const HOUR = 3_600_000;

describe('the disk fails under the running bot', { timeout: 180_000 }, () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'twinbell-disk-'));
  let disk: BreakableDisk;
  let story: Story;
  beforeAll(async () => {
    disk = breakableDisk();
    story = await startStory({}, dataDir);
  }, 180_000);
  afterAll(async () => {
    disk.mend();
    await story?.stop();
    disk.remove();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const has = (words: string | RegExp) =>
    story.sandbox.waitFor(
      () =>
        slackMessages(story.sandbox, AALBORG_CHANNEL)
          .map(textOfSlack)
          .find((text) => (typeof words === 'string' ? text.includes(words) : words.test(text))),
      30_000,
      String(words),
    );
  const say = (command: string) => story.sandbox.slack.command('mette.holm', AALBORG_CHANNEL, command);
  const get = async (path: string) => (await fetch(`${story.sandbox.url}${path}`)).status;
  const getUntil = async (path: string, status: number) => {
    for (const end = performance.now() + 60_000; (await get(path)) !== status; await sleep(20))
      if (performance.now() > end) throw new Error(`${path} never answers ${status}`);
  };

  it('says so, is not ready meanwhile, and comes back by itself with everything it had said yes to', async () => {
    await say('/twin start Aalborg');
    await has('Aalborg er klar');
    await say('/reminder add Vand blomsterne when:"om 2 timer" to:space');
    await has('R-1: Jeg ringer');
    expect([await get('/readyz'), await get('/healthz')]).toEqual([200, 200]);

    disk.break();
    await say('/reminder add Ring til Solvang when:"om 2 timer" to:space');
    // In English: that this is a Danish channel stands in the database.
    await has('Something went wrong on our side');
    await getUntil('/readyz', 503);
    expect(await get('/healthz')).toBe(200);

    disk.mend();
    await getUntil('/readyz', 200);
    const restarted = story.logged.find(({ code }) => code === 'store.restarted');
    expect(restarted?.fields.reason).toContain('PANIC: could not fsync file');
    await say('/reminder list');
    await has('Dine påmindelser');
    await has('Vand blomsterne');
    await say('/reminder add Køb gaver when:"om 3 timer" to:space');
    // What was under way when the disk failed may have been kept, and then is R-2.
    await has(/R-[23]: Jeg ringer/);
    await story.bot.moveClock(story.sandbox.clock.nowMs + 4 * HOUR, () => undefined);
    await has('Påmindelse (R-1)');
    await has('Køb gaver');
  });
});
