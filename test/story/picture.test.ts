import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodePng } from '../adapters/picture/decode-png.ts';
import { createRealDatabase, realPostgresUrl, realRedisUrl } from '../real-services.ts';
import {
  AALBORG_CHANNEL,
  discordMessages,
  pressSlack,
  SOLVANG_CHANNEL,
  type Story,
  slackMessages,
  startStory,
  textOfDiscord,
  textOfSlack,
} from './sister-towns.ts';

const postgres = await realPostgresUrl();
const redis = await realRedisUrl();

/** The store is not what this is about: the one that is there at once, else the bot's own. */
async function openStore() {
  if (postgres === undefined || redis === undefined) return { store: {}, drop: async () => undefined };
  const { url, drop } = await createRealDatabase(postgres, `twinbell_picture_${process.pid}`);
  return { store: { databaseUrl: url, redisUrl: redis }, drop };
}

describe('the hours on offer, as a picture in both chats', () => {
  let story: Story;
  let drop: () => Promise<unknown>;
  beforeAll(async () => {
    const opened = await openStore();
    drop = opened.drop;
    story = await startStory(opened.store);
  });
  afterAll(async () => {
    await story?.stop();
    await drop?.();
  });

  const lastSlack = (match: (text: string) => boolean) =>
    story.sandbox.waitFor(
      () => slackMessages(story.sandbox, AALBORG_CHANNEL).findLast((message) => match(textOfSlack(message))),
      20_000,
      'a Slack message',
    );
  const pictureAt = async (path: string) => {
    const response = await fetch(new URL(path, story.sandbox.url));
    expect(response.headers.get('content-type')).toBe('image/png');
    return decodePng(Buffer.from(await response.arrayBuffer()));
  };
  const slackPicture = (message: { blocks: unknown }) =>
    /"slack_file":\{"id":"(\w+)"/.exec(JSON.stringify(message.blocks))?.[1];

  it('has two towns to find hours for', async () => {
    const { sandbox } = story;
    await sandbox.slack.command('mette.holm', AALBORG_CHANNEL, '/twin start Aalborg');
    await lastSlack((text) => text.includes('Aalborg er klar'));
    await sandbox.slack.command('mette.holm', AALBORG_CHANNEL, '/twin invite for:partner');
    const invited = await lastSlack((text) => /\/twin join/.test(text));
    const code = /join ([0-9A-Z-]{10,})/.exec(textOfSlack(invited))?.[1] ?? '';
    const joined = await sandbox.discord.command('linda.petersen', SOLVANG_CHANNEL, 'twin join', {
      code,
      town: 'Solvang',
    });
    expect(textOfDiscord(await sandbox.discord.finalAnswer(joined, 20_000))).toContain(
      'Solvang is now twinned',
    );
  });

  it('shows it in the private answer on Slack, in Danish', async () => {
    const { sandbox } = story;
    await sandbox.slack.command('mette.holm', AALBORG_CHANNEL, '/meeting propose Youth Games length:90m');
    const found = await lastSlack((text) => text.includes('Fælles timer: Youth Games'));
    expect(found.visibleTo).not.toBeNull();
    const id = slackPicture(found);
    expect(id).toBeDefined();
    expect(JSON.stringify(found.blocks)).toContain('Varmekort over de foreslåede dage');
    const { width, height } = await pictureAt(`/files/${id}/hours.png`);
    expect(width).toBeGreaterThan(height);
  });

  it('goes with the message it was for', async () => {
    const { sandbox } = story;
    const found = await lastSlack((text) => text.includes('Fælles timer: Youth Games'));
    await pressSlack(sandbox, 'mette.holm', AALBORG_CHANNEL, found, 'Læg afstemningen op');
    const posted = await lastSlack((text) => text.includes('M-1') && text.includes('Afstemningen'));
    expect(slackPicture(posted)).toBeUndefined();
  });

  it('shows it in the private answer on Discord, in English, sent with both SDKs loaded', async () => {
    const { sandbox } = story;
    const asked = await sandbox.discord.command('linda.petersen', SOLVANG_CHANNEL, 'meeting propose', {
      topic: 'Fish soup',
    });
    const answer = await sandbox.discord.finalAnswer(asked, 20_000);
    expect(textOfDiscord(answer)).toContain('Common hours: Fish soup');
    expect(answer.files).toMatchObject([{ name: 'hours-1.png' }]);
    expect(JSON.stringify(answer.components)).toContain('Heat map of the days on offer');
    const { width } = await pictureAt(answer.files[0]?.url ?? '');
    expect(width).toBeGreaterThan(800);
  });

  it('says it in words on Slack when the file is refused, in one message and without a complaint', async () => {
    const { sandbox } = story;
    sandbox.faults.next({
      platform: 'slack',
      request: 'files.getUploadURLExternal',
      effect: { kind: 'answer', status: 200, body: { ok: false, error: 'missing_scope' } },
    });
    await sandbox.slack.command('mette.holm', AALBORG_CHANNEL, '/meeting propose Choir');
    const found = await lastSlack((text) => text.includes('Fælles timer: Choir'));
    expect(slackPicture(found)).toBeUndefined();
    expect(textOfSlack(found)).toContain('Varmekort over de foreslåede dage');
    const all = slackMessages(sandbox, AALBORG_CHANNEL).filter((one) =>
      textOfSlack(one).includes('Fælles timer: Choir'),
    );
    expect(all).toHaveLength(1);
  });

  it('sends nothing that the platforms would refuse, and logs no error', async () => {
    expect(story.logged.filter(({ level }) => level === 'error')).toEqual([]);
    expect(discordMessages(story.sandbox, SOLVANG_CHANNEL).length).toBeGreaterThan(0);
  });
});
