import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimRedisDatabase, createRealDatabase, realPostgresUrl, realRedisUrl } from '../real-services.ts';
import {
  AALBORG_CHANNEL,
  discordMessages,
  pressDiscord,
  pressSlack,
  SOLVANG_CHANNEL,
  type Story,
  slackMessages,
  startStory,
  textOfDiscord,
  textOfSlack,
  YOUTH_CHANNEL,
} from './sister-towns.ts';

const postgres = await realPostgresUrl();
const redis = await realRedisUrl();
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const stores = [
  { name: 'the embedded store', there: true, open: async () => ({ store: {}, drop: async () => undefined }) },
  {
    name: 'Postgres and Redis',
    there: postgres !== undefined && redis !== undefined,
    open: async () => {
      const real = await createRealDatabase(postgres ?? '', `twinbell_story_${process.pid}`);
      const queue = await claimRedisDatabase(redis ?? '');
      const drop = async () => void (await Promise.all([real.drop(), queue.release()]));
      return { store: { databaseUrl: real.url, redisUrl: queue.url }, drop };
    },
  },
];

describe.each(stores)('the bell rings in both towns, on $name', ({ there, open }) => {
  describe.skipIf(!there)('(needs a Postgres server and a Redis)', () => {
    let story: Story;
    let drop: () => Promise<unknown>;

    beforeAll(async () => {
      const opened = await open();
      drop = opened.drop;
      story = await startStory(opened.store);
    });
    afterAll(async () => {
      await story?.stop();
      await drop?.();
    });

    const lastSlack = (match: (text: string) => boolean, channel = AALBORG_CHANNEL) =>
      story.sandbox.waitFor(
        () => slackMessages(story.sandbox, channel).findLast((message) => match(textOfSlack(message))),
        20_000,
        'a Slack message',
      );
    const lastDiscord = (match: (text: string) => boolean, channel = SOLVANG_CHANNEL) =>
      story.sandbox.waitFor(
        () => discordMessages(story.sandbox, channel).findLast((message) => match(textOfDiscord(message))),
        20_000,
        'a Discord message',
      );

    it('founds the twinning: Aalborg starts, Solvang joins, both are told', async () => {
      const { sandbox } = story;
      await sandbox.slack.command('mette.holm', AALBORG_CHANNEL, '/twin start Aalborg');
      await lastSlack((text) => text.includes('Aalborg er klar') && text.includes('Danmark'));
      await sandbox.slack.command('mette.holm', AALBORG_CHANNEL, '/twin invite for:partner');
      const invited = await lastSlack((text) => /\/twin join/.test(text));
      const code = /join ([0-9A-Z-]{10,})/.exec(textOfSlack(invited))?.[1] ?? '';
      expect(invited.visibleTo).not.toBeNull();
      const joined = await sandbox.discord.command('linda.petersen', SOLVANG_CHANNEL, 'twin join', {
        code,
        town: 'Solvang',
      });
      expect(textOfDiscord(await sandbox.discord.finalAnswer(joined))).toContain(
        'Solvang is now twinned with Aalborg',
      );
      await lastSlack((text) => text.includes('Solvang er med i venskabsbysamarbejdet'));
      const space = await sandbox.discord.command('linda.petersen', SOLVANG_CHANNEL, 'twin invite', {
        for: 'space',
        audience: 'youth',
      });
      const spaceCode =
        /join ([0-9A-Z-]{10,})/.exec(textOfDiscord(await sandbox.discord.finalAnswer(space)))?.[1] ?? '';
      const bound = await sandbox.discord.command('linda.petersen', YOUTH_CHANNEL, 'twin join', {
        code: spaceCode,
      });
      expect(textOfDiscord(await sandbox.discord.finalAnswer(bound))).toContain(
        'This channel now belongs to Solvang',
      );
    });

    it('finds an hour, votes on both sides, and shows each vote on the other side within two seconds', async () => {
      const { sandbox } = story;
      await sandbox.slack.command(
        'mette.holm',
        AALBORG_CHANNEL,
        '/meeting propose Youth Games 2027 length:90m',
      );
      const found = await lastSlack((text) => text.includes('Fælles timer: Youth Games 2027'));
      expect(textOfSlack(found)).toMatch(/Aalborg.*Solvang/s);
      await pressSlack(sandbox, 'mette.holm', AALBORG_CHANNEL, found, 'Læg afstemningen op');
      const inSlack = await lastSlack((text) => text.includes('Hvornår kan du? Youth Games 2027'));
      const inDiscord = await lastDiscord((text) => text.includes('When can you come? Youth Games 2027'));
      await lastDiscord((text) => text.includes('When can you come?'), YOUTH_CHANNEL);
      await pressDiscord(sandbox, 'linda.petersen', inDiscord, 'Yes');
      await sandbox.waitFor(
        () =>
          slackMessages(sandbox, AALBORG_CHANNEL).find(
            (message) => message.id === inSlack.id && /Ja \(1\): .*Linda/.test(textOfSlack(message)),
          ),
        2_000,
        'the vote of Solvang in Aalborg',
      );
      await pressSlack(sandbox, 'mette.holm', AALBORG_CHANNEL, inSlack, 'Ja');
      await sandbox.waitFor(
        () =>
          discordMessages(sandbox, SOLVANG_CHANNEL).find(
            (message) => message.id === inDiscord.id && /Yes \(2\): .*Mette/.test(textOfDiscord(message)),
          ),
        2_000,
        'the vote of Aalborg in Solvang',
      );
    });

    it('confirms, and promises something across the ocean', async () => {
      const { sandbox } = story;
      await sandbox.slack.command('mette.holm', AALBORG_CHANNEL, '/meeting confirm M-1');
      await lastSlack((text) => text.includes('Det er på plads: Youth Games 2027'));
      await lastDiscord((text) => text.includes('It is settled: Youth Games 2027'));
      await lastDiscord((text) => text.includes('It is settled: Youth Games 2027'), YOUTH_CHANNEL);
      const due = new Date(sandbox.clock.nowMs + 9 * DAY).toISOString().slice(0, 10);
      await sandbox.slack.command(
        'mette.holm',
        AALBORG_CHANNEL,
        `/commitment add Book the sports hall due:${due}`,
      );
      const offered = await lastDiscord((text) => text.includes('Book the sports hall'));
      await pressDiscord(sandbox, 'linda.petersen', offered, 'Accept');
      await sandbox.waitFor(
        () =>
          slackMessages(sandbox, AALBORG_CHANNEL).find((message) =>
            /Book the sports hall[\s\S]*Sagt ja til/.test(textOfSlack(message)),
          ),
        2_000,
        'the acceptance in Aalborg',
      );
    });

    it('rings on both sides at the right time, each in its own language', async () => {
      const { sandbox } = story;
      await sandbox.slack.command(
        'mette.holm',
        AALBORG_CHANNEL,
        '/reminder add Send the photographs when:"in 2 hours" to:everyone',
      );
      await lastSlack((text) => text.includes('Jeg ringer'));
      await sandbox.clock.advance(3 * HOUR);
      await lastSlack((text) => text.includes('Påmindelse') && text.includes('Send the photographs'));
      await lastDiscord((text) => text.includes('Reminder') && text.includes('Send the photographs'));
      await sandbox.clock.advance(45 * DAY);
      await lastSlack((text) => text.includes('Om en time: Youth Games 2027'));
      await lastDiscord((text) => text.includes('In one hour: Youth Games 2027'));
      await lastDiscord((text) => text.includes('In one hour: Youth Games 2027'), YOUTH_CHANNEL);
      const late = [...story.slackTexts(AALBORG_CHANNEL), ...story.discordTexts(SOLVANG_CHANNEL)].filter(
        (text) => /out of order|ude af drift/.test(text),
      );
      expect(late).toEqual([]);
    });

    it('left nothing unsaid: no refusal by a platform, no failure in the log', () => {
      expect(story.sandbox.refusals.map(({ request, code }) => `${request}: ${code}`)).toEqual([]);
      expect(story.logged.filter(({ level }) => level === 'error')).toEqual([]);
    });
  });
});
