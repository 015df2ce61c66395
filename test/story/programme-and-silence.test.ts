import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OptionValues } from '../../src/sandbox/discord/discord-platform.ts';
import type { DiscordMessage, SlackMessage } from '../../src/sandbox/page-api.ts';
import { createRealDatabase, realPostgresUrl } from '../real-services.ts';
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

const DAY = 24 * 3_600_000;
const PATIENCE_MS = 60_000;
const YEAR = new Date().getUTCFullYear() + 1;
const NOW = Date.UTC(YEAR, 1, 1, 12);
const postgres = await realPostgresUrl();

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ').replace(/\\(.)/g, '$1');
const readSlack = (message: SlackMessage): string => plain(textOfSlack(message));
const readDiscord = (message: DiscordMessage): string => plain(textOfDiscord(message));

describe('a programme that one side plans and the other lets lie', { timeout: 240_000 }, () => {
  let story: Story;
  let drop = async (): Promise<unknown> => undefined;

  async function slackAnswer(act: () => Promise<unknown>): Promise<SlackMessage> {
    const before = new Set(slackMessages(story.sandbox, AALBORG_CHANNEL).map(({ id }) => id));
    await act();
    return await story.sandbox.waitFor(
      () =>
        slackMessages(story.sandbox, AALBORG_CHANNEL).find(
          ({ id, visibleTo }) => !before.has(id) && visibleTo !== null,
        ),
      PATIENCE_MS,
      'a private answer on Slack',
    );
  }
  const slack = (line: string) =>
    slackAnswer(() => story.sandbox.slack.command('mette.holm', AALBORG_CHANNEL, line));
  async function discord(path: string, options: OptionValues = {}): Promise<DiscordMessage> {
    const acted = await story.sandbox.discord.command('linda.petersen', SOLVANG_CHANNEL, path, options);
    return await story.sandbox.discord.finalAnswer(acted);
  }
  const inSlack = (match: RegExp) =>
    story.sandbox.waitFor(
      () => slackMessages(story.sandbox, AALBORG_CHANNEL).findLast((one) => match.test(readSlack(one))),
      PATIENCE_MS,
      `${match} on Slack`,
    );
  const inDiscord = (match: RegExp) =>
    story.sandbox.waitFor(
      () => discordMessages(story.sandbox, SOLVANG_CHANNEL).findLast((one) => match.test(readDiscord(one))),
      PATIENCE_MS,
      `${match} on Discord`,
    );

  beforeAll(async () => {
    let store = {};
    if (postgres !== undefined) {
      const real = await createRealDatabase(postgres, `twinbell_programme_${process.pid}`);
      drop = () => real.drop();
      store = { databaseUrl: real.url };
    }
    story = await startStory(store, undefined, NOW - Date.now());
    await story.sandbox.slack.command('mette.holm', AALBORG_CHANNEL, '/twin start Aalborg');
    await inSlack(/er klar/);
    const code = /join ([0-9A-Z-]{10,})/.exec(readSlack(await slack('/twin invite for:partner')))?.[1] ?? '';
    await discord('twin join', { code, town: 'Solvang' });
    await inSlack(/er med/);
    await slack('/profile represents municipality');
    await discord('profile represents', { group: 'municipality' });
  }, 240_000);
  afterAll(async () => {
    await story?.stop();
    await drop();
  });

  it('shows the plan to who makes it, in Danish: days, sides, deadlines as last seen, and nothing offered', async () => {
    const preview = readSlack(await slack(`/commitment plan youth-exchange on:${YEAR}-12-10`));
    expect(preview).toMatch(/Ungdomsudveksling: fredag den 10\. december|Ungdomsudveksling: .*10\. december/);
    expect(preview).toMatch(/Kun du ser denne plan/);
    expect(preview).toMatch(/Aalborg.*\(værtsby\)[\s\S]*Solvang.*\(gæsteby\)/);
    expect(preview).toMatch(/Forbesøg: gruppelederne rejser til værtsbyen \(Ungdomsleder\)/i);
    expect(preview).toMatch(/dagen er gået, springes over/);
    expect(preview).toMatch(
      /Erasmus\+.*sidst set .*12\. februar 2026 kl\. 12:00 \(Europe\/Brussels\).*tjek den venligst/,
    );
    expect(preview).toMatch(/Gæsterne betaler som regel/);
    expect(story.slackTexts(AALBORG_CHANNEL).some((text) => /Ungdomsudveksling/.test(text))).toBe(false);
  });

  it('moves what is past into the coming week when asked, in the same message', async () => {
    const preview = await inSlack(/Kun du ser denne plan/);
    await pressSlack(story.sandbox, 'mette.holm', AALBORG_CHANNEL, preview, 'Indhent det forsømte på en uge');
    const changed = readSlack(await inSlack(/i stedet for .* som er gået/));
    expect(changed).not.toMatch(/springes over/);
  });

  it('becomes one message in each space, each in its own language, instead of a card for each commitment', async () => {
    const preview = await inSlack(/Kun du ser denne plan/);
    const offer = /Tilbyd alle \d+ aftaler/.exec(readSlack(preview))?.[0] ?? 'no button';
    await pressSlack(story.sandbox, 'mette.holm', AALBORG_CHANNEL, preview, offer);
    const there = readDiscord(await inDiscord(/Plan: Youth exchange/));
    expect(there).toMatch(/Waits for your town’s answer \(17\)/);
    expect(there).toMatch(/See the parents’ consent for every young person/);
    expect(there).toMatch(/Accept all 17[\s\S]*One by one/);
    const here = readSlack(await inSlack(/Plan: Ungdomsudveksling/));
    expect(here).toMatch(/Venter på svar fra en anden by \(17\)/);
    // Also what Solvang is asked for is read in Danish here.
    expect(here).toMatch(/Forsikre gruppen: sygdom, ulykke, ansvar/);
    const cards = story.discordTexts(SOLVANG_CHANNEL).filter((text) => /C\S?-\d+/.test(text));
    expect(cards).toHaveLength(1);
  });

  it('opens one of them for who asks, with its buttons', async () => {
    const card = await inDiscord(/Plan: Youth exchange/);
    const listed = await story.sandbox.discord.finalAnswer(
      await pressDiscord(story.sandbox, 'linda.petersen', card, 'One by one'),
    );
    expect(readDiscord(listed)).toMatch(/Waits for your town’s answer/);
    expect(JSON.stringify(listed.components)).toMatch(/commitment\/card/);
  });

  it('tells Linda in private when Solvang has not answered for four weeks, and says nothing in any space', async () => {
    const { sandbox } = story;
    const publicBefore = story.discordTexts(SOLVANG_CHANNEL).length;
    await sandbox.clock.advance(30 * DAY);
    const dm = sandbox.discord.dm('linda.petersen');
    const told = await sandbox.waitFor(
      () => discordMessages(sandbox, dm).find((one) => /waited for/.test(readDiscord(one))),
      PATIENCE_MS,
      'a message to Linda',
    );
    expect(readDiscord(told)).toMatch(/Some answers from Solvang are waited for/);
    expect(readDiscord(told)).toMatch(/C-1 .*: proposed by Aalborg/);
    expect(readDiscord(told)).toMatch(/and 9 more/);
    const said = story.discordTexts(SOLVANG_CHANNEL).slice(publicBefore).join('\n');
    expect(said).not.toMatch(/heard from|waited for|Still open/);
  });

  it('tells the chair who waits a week later, and ends when all is accepted with one press', async () => {
    const { sandbox } = story;
    const sent = () =>
      story.logged.filter(({ code, fields }) => code === 'delivery.sent' && fields.kind === 'silence').length;
    await sandbox.clock.advance(8 * DAY);
    await sandbox.waitFor(() => sent() === 2, PATIENCE_MS, 'the second message');
    const dm = sandbox.slack.dm('mette.holm');
    const told = slackMessages(sandbox, dm)
      .map(readSlack)
      .filter((text) => /har ikke svaret/.test(text));
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/Solvang har ikke svaret i et stykke tid[\s\S]*C-1 /);
    const publicly = story.slackTexts(AALBORG_CHANNEL).join('\n');
    expect(publicly).not.toMatch(/ikke svaret|hørt noget/);
    const card = await inDiscord(/Accept all 17/);
    const answer = await sandbox.discord.finalAnswer(
      await pressDiscord(sandbox, 'linda.petersen', card, 'Accept all 17'),
    );
    expect(readDiscord(answer)).toMatch(/17 accepted: C-1/);
    expect(readSlack(await inSlack(/Aftalt \(17\)/))).toMatch(/Plan: Ungdomsudveksling/);
    await sandbox.clock.advance(15 * DAY);
    expect(sent()).toBe(2);
  });
});
