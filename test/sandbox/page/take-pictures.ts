// node --import tsx test/sandbox/page/take-pictures.ts FOLDER
// Pictures of the page for the eye: light and dark, wide and narrow, with forms and with suggestions.
import { mkdir } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { CHROMIUM, LAUNCH_ARGUMENTS } from './browser.ts';
import { thinkingMessage } from './fixture-discord.ts';
import { SISTER_CITY } from './fixture-people.ts';
import { openFixtureServer } from './fixture-server.ts';
import { fixtureModals, fixtureState } from './fixture-state.ts';

const folder = process.argv[2] ?? 'pictures';
await mkdir(folder, { recursive: true });
const server = await openFixtureServer(fixtureState());
const browser = await chromium.launch({ executablePath: CHROMIUM, args: LAUNCH_ARGUMENTS });

for (const colorScheme of ['light', 'dark'] as const) {
  server.push(fixtureState());
  const page = await browser.newPage({ colorScheme, viewport: { width: 1280, height: 800 } });
  page.on('console', (message) => console.log(colorScheme, message.type(), message.text()));
  page.on('pageerror', (error) => console.log(colorScheme, error));
  const shoot = (name: string) => page.screenshot({ path: `${folder}/${colorScheme}-${name}.png` });
  await page.goto(server.url);
  await page.getByTestId('slack-messages').waitFor();
  await page.waitForTimeout(300);
  await shoot('wide');
  await page.getByTestId('slack-messages').evaluate((box) => box.scrollTo(0, 0));
  await page.getByTestId('discord-messages').evaluate((box) => box.scrollTo(0, 0));
  await shoot('wide-top');
  await page.getByTestId('slack-composer').fill('/');
  await page.getByTestId('discord-composer').fill('/meet');
  await page.waitForTimeout(200);
  await shoot('hints');
  await page.getByTestId('slack-composer').fill('');
  await page.getByTestId('discord-composer').fill('/meeting pro');
  await page.getByTestId('discord-composer').press('Enter');
  await page.getByTestId('discord-composer').waitFor({ state: 'detached' });
  await shoot('chips');
  await page.keyboard.press('Escape');
  await page.getByTestId('discord-composer').fill('');
  const state = fixtureState();
  state.modals = fixtureModals();
  state.messages[SISTER_CITY]?.push(thinkingMessage);
  server.push(state);
  await page.getByTestId('slack-modal').waitFor();
  await shoot('forms');
  server.push(fixtureState());
  await page.getByTestId('slack-modal').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Cancel the poll' }).first().click();
  await page.waitForTimeout(200);
  await shoot('confirm');
  await page.keyboard.press('Escape');
  const empty = fixtureState();
  empty.messages = {};
  server.push(empty);
  await page.getByTestId('guide-start').click();
  await page.waitForTimeout(200);
  await shoot('first');
  server.push(fixtureState());
  await page.setViewportSize({ width: 390, height: 844 });
  await page.waitForTimeout(200);
  await page.screenshot({ path: `${folder}/${colorScheme}-narrow.png`, fullPage: true });
  const isTooWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  if (isTooWide) console.log('the narrow page scrolls sideways');
  await page.close();
}
await browser.close();
await server.close();
