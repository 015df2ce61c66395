import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Filled, fillTwinning, openBesides } from './long-lists.ts';
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
} from './sister-towns.ts';

const WAIT = 30_000;
const lists = [
  { command: 'meeting list', reference: /M-\d+/g, count: 100 },
  { command: 'commitment list', reference: /C-\d+/g, count: 100 },
  { command: 'reminder list', reference: /R-\d+/g, count: 100 },
  // Founders go by their own names; everybody else is numbered.
  { command: 'committee list', reference: /Person \d\d of \w+/g, count: 118 },
];

/** One person's private answer on the screen, whatever the platform. */
interface Screen {
  readonly platform: string;
  readonly words: { back: string; on: string; shortened: RegExp };
  /** Types a command; resolves with the text of the answer and the way to press its buttons. */
  ask(command: string): Promise<Shown>;
  /** How many messages say such a thing. */
  messages(matching: RegExp): number;
}
interface Shown {
  readonly text: string;
  press(label: string): Promise<Shown>;
}

describe('lists of a hundred', { timeout: 300_000 }, () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'twinbell-lists-'));
  let story: Story;
  let database: ReturnType<typeof openBesides>;
  let filled: Filled;

  beforeAll(async () => {
    story = await startStory({}, dataDir);
    const { sandbox } = story;
    await sandbox.slack.command('mette.holm', AALBORG_CHANNEL, '/twin start Aalborg');
    const texts = () => slackMessages(sandbox, AALBORG_CHANNEL).map(textOfSlack);
    await sandbox.waitFor(() => texts().some((text) => text.includes('Aalborg er klar')), WAIT);
    await sandbox.slack.command('mette.holm', AALBORG_CHANNEL, '/twin invite for:partner');
    const code = await sandbox.waitFor(
      () => texts().flatMap((text) => /join ([0-9A-Z-]{10,})/.exec(text)?.[1] ?? [])[0],
      WAIT,
    );
    const joined = await sandbox.discord.command('linda.petersen', SOLVANG_CHANNEL, 'twin join', {
      code,
      town: 'Solvang',
    });
    await sandbox.discord.finalAnswer(joined, WAIT);
    database = openBesides(dataDir);
    filled = await fillTwinning(database, sandbox.slack.channelId(AALBORG_CHANNEL), dataDir);
    sandbox.forgetSent();
  }, 300_000);
  afterAll(async () => {
    await database?.close();
    await story?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const slack: Screen = {
    platform: 'Slack',
    words: { back: 'Forrige', on: 'Næste', shortened: /for langt|…/ },
    messages: (matching) =>
      slackMessages(story.sandbox, AALBORG_CHANNEL)
        .map(textOfSlack)
        .filter((text) => text.match(matching)).length,
    async ask(command) {
      const { sandbox } = story;
      const before = slackMessages(sandbox, AALBORG_CHANNEL).length;
      await sandbox.slack.command('mette.holm', AALBORG_CHANNEL, `/${command}`);
      const message = await sandbox.waitFor(
        () =>
          slackMessages(sandbox, AALBORG_CHANNEL)
            .slice(before)
            .find(({ visibleTo }) => visibleTo !== null),
        WAIT,
        command,
      );
      const shown = (text: string): Shown => ({
        text,
        async press(label) {
          const now = slackMessages(sandbox, AALBORG_CHANNEL).find(({ id }) => id === message.id);
          if (now === undefined) throw new Error('the answer is gone');
          await pressSlack(sandbox, 'mette.holm', AALBORG_CHANNEL, now, label);
          return shown(
            await sandbox.waitFor(
              () =>
                slackMessages(sandbox, AALBORG_CHANNEL)
                  .filter(({ id }) => id === message.id)
                  .map(textOfSlack)
                  .find((newText) => newText !== text),
              WAIT,
              `another page of ${command}`,
            ),
          );
        },
      });
      return shown(textOfSlack(message));
    },
  };

  const discord: Screen = {
    platform: 'Discord',
    words: { back: 'Previous', on: 'Next', shortened: /does not fit|…/ },
    messages: (matching) =>
      discordMessages(story.sandbox, SOLVANG_CHANNEL)
        .map(textOfDiscord)
        .filter((text) => text.match(matching)).length,
    async ask(command) {
      const { sandbox } = story;
      const acted = await sandbox.discord.command('linda.petersen', SOLVANG_CHANNEL, command);
      const message = await sandbox.discord.finalAnswer(acted, WAIT);
      const shown = (text: string): Shown => ({
        text,
        async press(label) {
          const now = discordMessages(sandbox, SOLVANG_CHANNEL).find(({ id }) => id === message.id);
          if (now === undefined) throw new Error('the answer is gone');
          await pressDiscord(sandbox, 'linda.petersen', now, label);
          return shown(
            await sandbox.waitFor(
              () =>
                discordMessages(sandbox, SOLVANG_CHANNEL)
                  .filter(({ id }) => id === message.id)
                  .map(textOfDiscord)
                  .find((newText) => newText !== text),
              WAIT,
              `another page of ${command}`,
            ),
          );
        },
      });
      return shown(textOfDiscord(message));
    },
  };

  const has = (text: string, label: string) => text.split('\n').includes(label);

  describe.each([slack, discord])('on $platform', (screen) => {
    it.each(lists)('/$command shows every item once, page after page in one message', async (list) => {
      const first = await screen.ask(list.command);
      const messages = screen.messages(list.reference);
      const pages = [first];
      for (let page = first; has(page.text, screen.words.on); pages.push(page))
        page = await page.press(screen.words.on);
      const seen = pages.flatMap(({ text }) => text.match(list.reference) ?? []);
      expect(seen).toHaveLength(list.count);
      expect(new Set(seen).size).toBe(list.count);
      expect(pages.length).toBeGreaterThan(6);
      for (const { text } of pages) expect(text).not.toMatch(screen.words.shortened);

      let back = pages.at(-1) ?? first;
      while (has(back.text, screen.words.back)) back = await back.press(screen.words.back);
      expect(back.text).toBe(first.text);
      expect(screen.messages(list.reference)).toBe(messages);
      expect(story.sandbox.refusals).toEqual([]);
    });
  });

  it('are not shifted by what is added while somebody pages', async () => {
    const open = await slack.ask('commitment list ours');
    await filled.addUrgentPromise();
    const pages = [open];
    for (let page = open; has(page.text, slack.words.on); pages.push(page))
      page = await page.press(slack.words.on);
    const seen = pages.flatMap(({ text }) => text.match(/C-\d+/g) ?? []);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(75);
    let back = pages.at(-1) ?? open;
    while (has(back.text, slack.words.back)) back = await back.press(slack.words.back);
    expect(back.text).toContain('C-101');
  });

  it('leave room in /twin status, where two committees of sixty are waited for', async () => {
    const { sandbox } = story;
    await sandbox.slack.command('mette.holm', AALBORG_CHANNEL, '/twin status');
    const inSlack = await sandbox.waitFor(
      () => story.slackTexts(AALBORG_CHANNEL).find((text) => text.includes('Sådan står det til')),
      WAIT,
    );
    const acted = await sandbox.discord.command('linda.petersen', SOLVANG_CHANNEL, 'twin status');
    const inDiscord = textOfDiscord(await sandbox.discord.finalAnswer(acted, WAIT));
    expect(inSlack).toMatch(/og 112 til.* og 19 til/s);
    expect(inDiscord).toMatch(/and 112 more.* and 19 more/s);
    for (const text of [inSlack, inDiscord]) expect(text).not.toContain('…');
    expect(inSlack).toContain('Ubesatte poster');
    expect(inDiscord).toContain('Vacant offices');
    expect(sandbox.refusals).toEqual([]);
  });
});
