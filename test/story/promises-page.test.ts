import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foundInPage, hasChromium, openPageStory, type PageStory } from './page-story.ts';

const DAY = 86_400_000;
const dayIn = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
/** The anniversary is in forty days: its review begins in about ten. */
const SIGNED = dayIn(40).replace(/^\d+/, (year) => String(Number(year) - 25));

describe.skipIf(!hasChromium)('promises in a browser (needs Chromium)', { timeout: 120_000 }, () => {
  let story: PageStory;
  const { slack, discord, page } = {
    slack: () => story.slack,
    discord: () => story.discord,
    page: () => story.page,
  };
  /** The newest button of that name, as a person would take it. */
  const pressInSlack = (name: string) => slack().getByRole('button', { name, exact: true }).last().click();
  const pressInDiscord = (name: string) =>
    discord().getByRole('button', { name, exact: true }).last().click();
  const fillIn = async (platform: 'slack' | 'discord', fields: Record<string, string>) => {
    const form = page().getByTestId(`${platform}-modal`);
    for (const [label, value] of Object.entries(fields)) await form.getByLabel(label).fill(value);
    await form.getByTestId('modal-submit').click();
    await form.waitFor({ state: 'detached' });
  };

  beforeAll(async () => {
    story = await openPageStory();
    await foundInPage(story, `since:${SIGNED}`);
    await story.inSlack('/profile represents municipality');
    await slack().getByText('Du repræsenterer: Kommunen').waitFor();
    await story.inSlack('/committee add @jens represents:citizens');
    await slack().getByText('Jens Kjær er medlem for Aalborg').waitFor();
    await story.inSlack('/committee office @mette.holm office:secretary');
    await slack().getByText('Mette Holm – Sekretær').waitFor();
  }, 60_000);
  afterAll(async () => {
    await story?.stop();
  });

  it('offers one in Slack, takes a counter-offer from Discord, and accepts it in Slack', async () => {
    await story.inSlack(`/commitment add Sanghæfter til festen due:${dayIn(150)} owner:secretary`);
    await discord().getByText('Aalborg offers this').waitFor();
    await pressInDiscord('Suggest something else');
    await fillIn('discord', { 'Until when': dayIn(180), What: 'Song books for the feast' });
    await slack().getByText('Før det: Sanghæfter til festen').last().waitFor();
    await discord().getByText('Before that: Sanghæfter til festen').waitFor();
    await story.picture('promise-counter-offer');
    await pressInSlack('Sig ja');
    await discord().getByText('Accepted: it is a promise now').waitFor();
    await slack().getByText('Der er sagt ja til C-1').waitFor();
  });

  it('hands an office over with what goes with it, when the successor says yes', async () => {
    await story.inSlack('/committee handover @mette.holm to:@jens');
    await slack().getByText('vil du overtage efter Mette Holm').waitFor();
    await story.actInSlack('U0JENS');
    await page().getByTestId('slack-channel-Twinbell').click();
    await pressInSlack('Overtag');
    await discord().getByText('Handover in Aalborg').waitFor();
    await discord().getByText('Jens Kjær (Secretary), Aalborg').waitFor();
    await page().getByTestId('slack-channel-venskabsby-solvang').click();
    await slack().getByText('Overdragelse i Aalborg').waitFor();
    await story.picture('promise-handover');
  });

  it('makes a promise of a message, on both sides', async () => {
    await story.inSlack('Vi tager kransekage med');
    await slack()
      .locator('[class*="slk-message"]', { hasText: 'Vi tager kransekage med' })
      .last()
      .getByLabel('More actions')
      .click();
    await page().getByRole('button', { name: 'Make this a promise' }).click();
    await page().getByTestId('slack-modal').getByTestId('modal-submit').click();
    await discord().getByText('Vi tager kransekage med (C-2)').waitFor();
    await story.inDiscord('We will paint the bench');
    await discord()
      .locator('[class*="dsc-message"]', { hasText: 'We will paint the bench' })
      .last()
      .getByLabel('More actions')
      .click();
    await page().getByRole('button', { name: 'Make this a promise' }).click();
    await page().getByTestId('discord-modal').getByTestId('modal-submit').click();
    await slack().getByText('We will paint the bench (C-3)').waitFor();
  });

  it('looks back on the year on both sides, and both towns agree', async () => {
    for (const week of [1, 2]) {
      await page().getByTestId('clock-plus-week').click();
      await expect
        .poll(() => page().getByTestId('clock-plus-week').isEnabled(), {
          timeout: 30_000,
          message: `${week}`,
        })
        .toBe(true);
    }
    await slack().getByText('Årets tilbageblik til').waitFor({ timeout: 30_000 });
    await pressInSlack('Skriv vores del');
    await page().getByTestId('slack-modal').waitFor();
    await pressInDiscord('Write our part');
    await page().getByTestId('discord-modal').waitFor();
    await story.picture('promise-review-forms');
    await fillIn('slack', { Temaer: 'Ungdom, Klima' });
    await fillIn('discord', { Themes: 'Music' });
    await slack().getByText('Nu kan en af dem foreslå').waitFor();
    await pressInSlack('Foreslå det for de andre');
    await discord().getByText('your word is asked for').waitFor();
    await pressInDiscord('Our town agrees');
    await slack().getByText('Aalborg og Solvang har alle sagt ja').last().waitFor();
    await discord()
      .getByText(/The review for .* is agreed/)
      .waitFor();
    await story.picture('promise-review');
  });

  it('shows what follows when somebody is suddenly gone, and comes back', async () => {
    const presence = page().getByTestId('slack-person-presence');
    await presence.click();
    await slack().getByText('Jens Kjær er her ikke længere').waitFor();
    await presence.click();
    expect(await page().getByTestId('refusals').count()).toBe(0);
  });
});
