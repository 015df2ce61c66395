import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readArchiveFile } from '../../src/adapters/document/archive-file.ts';
import { isObject } from '../../src/sandbox/json.ts';
import type { Json, JsonObject } from '../../src/sandbox/page-api.ts';
import {
  AALBORG_CHANNEL,
  discordMessages,
  SOLVANG_CHANNEL,
  type Story,
  slackMessages,
  startStory,
  textOfDiscord,
  textOfSlack,
  YOUTH_CHANNEL,
} from './sister-towns.ts';

const WAIT = 30_000;

function partsOf(value: Json | undefined): JsonObject[] {
  if (Array.isArray(value)) return value.flatMap(partsOf);
  return isObject(value) ? [value, ...Object.values(value).flatMap(partsOf)] : [];
}
const reportLink = (blocks: Json | undefined): string =>
  partsOf(blocks).flatMap(({ url }) =>
    typeof url === 'string' && url.includes('/report/') ? [url] : [],
  )[0] ?? '';

describe('what a twinning remembers', { timeout: 240_000 }, () => {
  let story: Story;
  beforeAll(async () => {
    story = await startStory({});
  }, 240_000);
  afterAll(async () => await story?.stop());

  /** Mette's newest message in the channel that says so. */
  const slack = (match: (text: string) => boolean) =>
    story.sandbox.waitFor(
      () => slackMessages(story.sandbox, AALBORG_CHANNEL).findLast((message) => match(textOfSlack(message))),
      WAIT,
      'a Slack message',
    );
  const asMette = (line: string) => story.sandbox.slack.command('mette.holm', AALBORG_CHANNEL, line);
  const asLinda = async (name: string, options: Record<string, string> = {}, channel = SOLVANG_CHANNEL) =>
    await story.sandbox.discord.finalAnswer(
      await story.sandbox.discord.command('linda.petersen', channel, name, options),
      WAIT,
    );
  const bytesAt = async (url = '') => {
    const response = await fetch(new URL(url, story.sandbox.url));
    expect(response.status).toBe(200);
    return new Uint8Array(await response.arrayBuffer());
  };
  /** The newest file in the conversation between Mette and the bot. */
  const sentToMette = (ending: string) =>
    story.sandbox.waitFor(
      () =>
        story.sandbox.slack
          .messages(story.sandbox.slack.dm('mette.holm'))
          .flatMap((message) => (message.kind === 'message' ? message.files : []))
          .findLast(({ name }) => name.endsWith(ending)),
      WAIT,
      `a file ${ending}`,
    );

  it('is read by both towns, each in its own language', async () => {
    await asMette('/twin start Aalborg');
    await slack((text) => text.includes('Aalborg er klar'));
    await asMette('/twin invite for:partner');
    const invited = await slack((text) => /\/twin join/.test(text));
    const code = /join ([0-9A-Z-]{10,})/.exec(textOfSlack(invited))?.[1] ?? '';
    await asLinda('twin join', { code, town: 'Solvang' });
    await asMette('/commitment add Find tolv værtsfamilier due:2027-06-01 theme:Ungdom');
    await slack((text) => text.includes('C-1'));

    await asMette('/twin history');
    const danish = textOfSlack(await slack((text) => text.includes('Historik: Aalborg – Solvang')));
    expect(danish).toMatch(/Mette Holm \(Aalborg\) – aftale tilbudt: C-1 Find tolv værtsfamilier/);
    expect(danish).toContain('venskabsbysamarbejde startet');
    expect(danish).not.toContain('history.');

    const english = textOfDiscord(await asLinda('twin history', { about: 'C-1' }));
    expect(english).toContain('History: C-1 Find tolv værtsfamilier');
    expect(english).toMatch(/Mette Holm \(Aalborg\) – promise offered/);
    expect(english).not.toContain('twinning started');
    const none = textOfDiscord(await asLinda('twin history', { about: 'Atlantis' }));
    expect(none).toContain('“Atlantis” is nothing and nobody of this twinning');
  });

  it('turns pages when there is much of it', async () => {
    const { sandbox } = story;
    for (let count = 1; count <= 12; count += 1)
      await asMette(`/reminder add Flag ${count} when:"2027-12-24 18:00" to:space`);
    await sandbox.waitFor(
      () => slackMessages(sandbox, AALBORG_CHANNEL).some((message) => textOfSlack(message).includes('R-12')),
      WAIT,
    );
    await asMette('/twin history');
    const first = await slack((text) => text.includes('Historik') && text.includes('R-12'));
    expect(textOfSlack(first)).not.toContain('C-1');
    const older = partsOf(first.blocks).find(
      ({ type, text }) => type === 'button' && isObject(text) && text.text === 'Ældre',
    );
    if (typeof older?.action_id !== 'string') throw new Error('no way to older ones');
    const block = first.blocks.find((one) => partsOf(one).includes(older));
    await sandbox.slack.click('mette.holm', { channel: AALBORG_CHANNEL, ts: first.id }, older.action_id, {
      ...(typeof block?.block_id === 'string' ? { blockId: block.block_id } : {}),
    });
    await sandbox.waitFor(
      () =>
        slackMessages(sandbox, AALBORG_CHANNEL).some(
          (message) => message.id === first.id && textOfSlack(message).includes('C-1'),
        ),
      WAIT,
      'the older page in the place of the first',
    );
    // What Mette sets for herself and her space is hers to read.
    expect(textOfDiscord(await asLinda('twin history'))).not.toContain('R-12');
  });

  it('becomes a yearly report, as a file and at an address', async () => {
    await asMette('/twin report');
    const answer = await slack((text) => text.includes('Rapporten fra'));
    expect(answer.visibleTo).not.toBeNull();
    const file = await sentToMette('.html');
    expect(textOfSlack(answer)).toContain(`Jeg har sendt dig ${file.name} som direkte besked`);
    const page = new TextDecoder().decode(await bytesAt(file.url));
    expect(page).toContain('<html lang="da">');
    expect(page).toContain('Find tolv værtsfamilier');
    const served = await fetch(reportLink(answer.blocks));
    expect(served.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await served.text()).toContain('<h2>Det næste</h2>');

    const english = await asLinda('twin report', { year: '2025' });
    expect(english.visibleTo).not.toBeNull();
    expect(english.files).toMatchObject([
      {
        name: 'aalborg-solvang-2025-01-01-2025-12-31.html',
        contentType: expect.stringContaining('text/html'),
      },
    ]);
    const old = new TextDecoder().decode(await bytesAt(english.files[0]?.url));
    expect(old).toContain('No meeting was held in this time.');
    expect(textOfDiscord(await asLinda('twin report', { year: '3000' }))).toContain('is not a year');
  });

  it('is handed out whole to who holds an office, and to nobody else', async () => {
    await asMette('/twin export');
    await slack((text) => text.includes('alt, hvad der er gemt'));
    const file = await sentToMette('.zip');
    const archive = readArchiveFile(await bytesAt(file.url));
    expect(archive.tables.commitment?.map(({ what }) => what)).toEqual(['Find tolv værtsfamilier']);
    expect(archive.tables.audit_entry?.some(({ action }) => action === 'twin/export')).toBe(true);

    const english = await asLinda('twin export');
    expect(english.visibleTo).not.toBeNull();
    expect(readArchiveFile(await bytesAt(english.files[0]?.url)).tables.town).toHaveLength(2);
    const acted = await story.sandbox.discord.command('emma.j', SOLVANG_CHANNEL, 'twin export');
    const refused = await story.sandbox.discord.finalAnswer(acted, WAIT);
    expect(refused.files).toEqual([]);
    expect(textOfDiscord(refused)).toContain('Solvang');
  });

  it('is in a new channel at once: what stands, and what waits for an answer', async () => {
    const invited = textOfDiscord(await asLinda('twin invite', { for: 'space', audience: 'youth' }));
    const code =
      /join ([0-9A-Z-]{10,})/.exec(invited)?.[1] ??
      /([0-9A-Z]{4,}(?:-[0-9A-Z]{4,})+)/.exec(invited)?.[1] ??
      '';
    const bound = await asLinda('twin join', { code }, YOUTH_CHANNEL);
    expect(textOfDiscord(bound)).toMatch(/This channel now belongs to Solvang[\s\S]*Next meeting/);
    await story.sandbox.waitFor(
      () =>
        discordMessages(story.sandbox, YOUTH_CHANNEL).some((message) =>
          textOfDiscord(message).includes('Find tolv værtsfamilier'),
        ),
      WAIT,
      'the promise that waits for Solvang',
    );
    expect(story.sandbox.refusals).toEqual([]);
  });
});
