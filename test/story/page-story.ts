import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Locator, type Page } from 'playwright-core';
import { systemClock } from '../../src/adapters/system/system-world.ts';
import { readConfig } from '../../src/config.ts';
import { playSandbox } from '../../src/play-sandbox.ts';
import { CHROMIUM, LAUNCH_ARGUMENTS } from '../sandbox/page/browser.ts';

export const hasChromium = existsSync(CHROMIUM);
if (!hasChromium && process.env.CI === 'true') throw new Error('CI needs Chromium: apt-get install chromium');

/** Where the pictures of README and docs go, when they are wanted anew. */
const pictures = process.env.TWINBELL_PICTURES;

/** The sandbox as `npm start` gives it, in a browser. */
export interface PageStory {
  readonly page: Page;
  /** What the person of that side has before their eyes. */
  readonly slack: Locator;
  readonly discord: Locator;
  inSlack(text: string): Promise<void>;
  inDiscord(text: string): Promise<void>;
  /** Looks through another person's eyes. */
  actInSlack(personId: string): Promise<void>;
  /** Takes a picture, when pictures are wanted. */
  picture(name: string): Promise<void>;
  stop(): Promise<void>;
}

export async function openPageStory(): Promise<PageStory> {
  const dataDir = mkdtempSync(join(tmpdir(), 'twinbell-page-'));
  let address = '';
  const stop = await playSandbox({
    config: readConfig({ PORT: '0', DATA_DIR: dataDir }),
    clock: systemClock(),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    say: (line) => {
      address = line;
    },
    stateFile: join(dataDir, 'sandbox.json'),
  });
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: LAUNCH_ARGUMENTS });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(10_000);
  await page.goto(address);
  await page.getByTestId('slack-composer').waitFor();
  if (pictures !== undefined) mkdirSync(pictures, { recursive: true });
  // Enter may first take the suggestion and only then send.
  const write = (platform: 'slack' | 'discord') => async (text: string) => {
    await page.getByTestId(`${platform}-composer`).fill(text);
    await page.getByTestId(`${platform}-composer`).press('Enter');
  };
  return {
    page,
    slack: page.getByTestId('slack-messages'),
    discord: page.getByTestId('discord-messages'),
    inSlack: write('slack'),
    inDiscord: write('discord'),
    async actInSlack(personId) {
      await page.getByTestId('slack-person').selectOption(personId);
    },
    async picture(name) {
      if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}.png`) });
    },
    async stop() {
      await browser.close();
      await stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Aalborg in Slack and Solvang in Discord, twinned. @param words after the name of the town that starts */
export async function foundInPage(story: PageStory, words = ''): Promise<void> {
  const { slack, discord } = story;
  await story.inSlack(`/twin start Aalborg ${words}`.trim());
  await slack.getByText('Aalborg er klar').waitFor();
  await story.inSlack('/twin invite for:partner');
  const invitation = slack.getByText(/\/twin join [0-9A-Z-]+/).last();
  await invitation.waitFor();
  const code = /join ([0-9A-Z-]+)/.exec(await invitation.innerText())?.[1] ?? '';
  await story.inDiscord(`/twin join code: ${code} town: Solvang`);
  await discord.getByText('Solvang is now twinned with Aalborg').waitFor();
  await slack.getByText('Solvang er med i venskabsbysamarbejdet').waitFor();
}
