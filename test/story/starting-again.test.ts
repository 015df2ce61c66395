import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { AALBORG_CHANNEL, slackMessages, startStory, textOfSlack } from './sister-towns.ts';

describe('starting again', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'twinbell-again-'));
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  it('loses nothing: the twinning is there, and what fell due meanwhile rings, marked as late', async () => {
    const first = await startStory({}, dataDir);
    await first.sandbox.slack.command('mette.holm', AALBORG_CHANNEL, '/twin start Aalborg');
    const has = (story: typeof first, words: string) =>
      story.sandbox.waitFor(
        () =>
          slackMessages(story.sandbox, AALBORG_CHANNEL).find((message) =>
            textOfSlack(message).includes(words),
          ),
        5_000,
        words,
      );
    await has(first, 'Aalborg er klar');
    await first.sandbox.slack.command(
      'mette.holm',
      AALBORG_CHANNEL,
      '/reminder add Vand blomsterne when:"om 2 timer" to:space',
    );
    await has(first, 'Jeg ringer');
    await first.stop();

    const again = await startStory({}, dataDir, 5 * 3_600_000);
    const rung = await has(again, 'Vand blomsterne');
    expect(textOfSlack(rung)).toContain('ude af drift');
    await again.sandbox.slack.command('mette.holm', AALBORG_CHANNEL, '/committee list');
    await has(again, 'Udvalg');
    await again.stop();
  });
});
