import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/adapters/system/system-world.ts';
import { readConfig } from '../../src/config.ts';
import { playSandbox } from '../../src/play-sandbox.ts';
import { CHROMIUM, LAUNCH_ARGUMENTS } from '../sandbox/page/browser.ts';

const hasChromium = existsSync(CHROMIUM);
if (!hasChromium && process.env.CI === 'true') throw new Error('CI needs Chromium: apt-get install chromium');

/** Where the README's pictures go, when they are wanted anew. */
const pictures = process.env.TWINBELL_PICTURES;

describe.skipIf(!hasChromium)('the sandbox in a browser (needs Chromium)', () => {
  let stop: () => Promise<void>;
  let page: Page;
  let close: () => Promise<void>;
  const dataDir = mkdtempSync(join(tmpdir(), 'twinbell-page-'));

  beforeAll(async () => {
    let address = '';
    stop = await playSandbox({
      config: readConfig({ PORT: '0', DATA_DIR: dataDir }),
      clock: systemClock(),
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      say: (line) => {
        address = line;
      },
      stateFile: join(dataDir, 'sandbox.json'),
    });
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: LAUNCH_ARGUMENTS });
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(10_000);
    close = () => browser.close();
    await page.goto(address);
    if (pictures !== undefined) mkdirSync(pictures, { recursive: true });
  });
  afterAll(async () => {
    await close?.();
    await stop?.();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const slack = () => page.getByTestId('slack-messages');
  const discord = () => page.getByTestId('discord-messages');
  const picture = async (name: string) => {
    if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}.png`) });
  };
  const inSlack = async (text: string) => {
    await page.getByTestId('slack-composer').fill(text);
    await page.getByTestId('slack-composer').press('Enter');
  };
  /** Enter may first take the suggestion and only then send. */
  const inDiscord = async (text: string) => {
    await page.getByTestId('discord-composer').fill(text);
    await page.getByTestId('discord-composer').press('Enter');
  };

  it('founds the twinning, joins, votes on both sides, and rings in Danish and English', {
    timeout: 120_000,
  }, async () => {
    await page.getByTestId('slack-composer').waitFor();
    await inSlack('/twin start Aalborg');
    await slack().getByText('Aalborg er klar').waitFor();
    await inSlack('/twin invite for:partner');
    const invitation = slack()
      .getByText(/\/twin join [0-9A-Z-]+/)
      .last();
    await invitation.waitFor();
    const code = /join ([0-9A-Z-]+)/.exec(await invitation.innerText())?.[1] ?? '';
    await inDiscord(`/twin join code: ${code} town: Solvang`);
    await discord().getByText('Solvang is now twinned with Aalborg').waitFor();
    await slack().getByText('Solvang er med i venskabsbysamarbejdet').waitFor();
    await picture('joined');

    await inSlack('/meeting propose Youth Games 2027');
    await slack().getByRole('button', { name: 'Læg afstemningen op' }).click();
    await slack().getByText('Hvornår kan du? Youth Games 2027').waitFor();
    await discord().getByText('When can you come? Youth Games 2027').waitFor();
    await discord().getByRole('button', { name: 'Yes', exact: true }).first().click();
    await slack()
      .getByText(/Ja \(1\): .*Linda Petersen/)
      .waitFor();
    await slack().getByRole('button', { name: 'Ja', exact: true }).first().click();
    await discord()
      .getByText(/Yes \(2\): .*Mette Holm/)
      .waitFor();
    await picture('voted');

    await inSlack('/meeting confirm M-1');
    await slack().getByText('Det er på plads: Youth Games 2027').waitFor();
    await discord().getByText('It is settled: Youth Games 2027').waitFor();
    await page.getByTestId('clock-plus-week').click();
    await slack().getByText('Om en time: Youth Games 2027').waitFor({ timeout: 30_000 });
    await discord().getByText('In one hour: Youth Games 2027').waitFor();
    await picture('rung');

    await inSlack('/meeting propose Sommerkoncert');
    await inDiscord('/meeting propose topic: Summer concert');
    for (const [pane, words] of [
      [slack(), /^Varmekort/],
      [discord(), /^Heat map/],
    ] as const) {
      const heatMap = pane.getByAltText(words);
      await heatMap.waitFor();
      await expect
        .poll(() => heatMap.evaluate((image) => (image as HTMLImageElement).naturalWidth))
        .toBeGreaterThan(0);
      await heatMap.evaluate((image) => image.scrollIntoView({ block: 'center' }));
    }
    await picture('hours');
    await page.emulateMedia({ colorScheme: 'dark' });
    await picture('hours-dark');
    expect(await page.getByTestId('refusals').count()).toBe(0);
  });
});
