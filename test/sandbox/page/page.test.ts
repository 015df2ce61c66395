import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CHROMIUM, LAUNCH_ARGUMENTS } from './browser.ts';
import { discordMessage, thinkingMessage } from './fixture-discord.ts';
import { COMMITTEE, EMMA, LINDA, METTE, SISTER_CITY, SOLVANG, YOUTH } from './fixture-people.ts';
import { type FixtureServer, openFixtureServer } from './fixture-server.ts';
import { slackMessage } from './fixture-slack.ts';
import { fixtureModals, fixtureState } from './fixture-state.ts';

// On a developer's machine a browser may be missing; in CI its absence must not pass for success.
const canRun = existsSync(CHROMIUM) || process.env.CI === 'true';

describe.skipIf(!canRun)(`the sandbox page in a browser (needs ${CHROMIUM})`, () => {
  let browser: Browser;
  let server: FixtureServer;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: LAUNCH_ARGUMENTS });
  });
  afterAll(() => browser?.close());

  beforeEach(async () => {
    complaints = [];
    server = await openFixtureServer(fixtureState());
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(8000);
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(server.url)) complaints.push(`outward request: ${request.url()}`);
    });
    await page.goto(server.url);
    await slack().waitFor();
  });
  afterEach(async () => {
    await page.close();
    await server.close();
    expect(complaints).toEqual([]);
  });

  const slack = () => page.getByTestId('slack-messages');
  const discord = () => page.getByTestId('discord-messages');
  const posted = async (path: string) => {
    await expect.poll(() => server.posts.some((post) => post.path === path)).toBe(true);
    return server.posts.find((post) => post.path === path)?.body;
  };

  it('shows both platforms, each in its reader’s own time', async () => {
    await expect.poll(() => slack().textContent()).toContain('Wednesday 13 January 17:00');
    await expect.poll(() => discord().textContent()).toMatch(/Wednesday, January 13, 2027 at 8:00\sAM/);
    expect(await page.getByTestId('clock-Aalborg').textContent()).toContain('17:00');
    expect(await page.getByTestId('clock-Solvang').textContent()).toContain('08:00');
  });

  it('shows hostile text as text', async () => {
    const state = fixtureState();
    const hostile = '<img src=x onerror="document.title=1"> <script>document.title=2</script>';
    state.messages[COMMITTEE]?.push(slackMessage({ id: '1799423000.000000', text: hostile }));
    state.messages[SISTER_CITY]?.push(discordMessage({ id: '1300000000000000099', content: hostile }));
    server.push(state);
    await page.locator('[data-message-id="1799423000.000000"]').waitFor();
    expect(await page.locator('[data-message-id="1799423000.000000"]').textContent()).toContain(hostile);
    expect(await page.locator('[data-message-id="1300000000000000099"]').textContent()).toContain(hostile);
    expect(await page.title()).toBe('Twinbell sandbox');
  });

  it('shows the events of the server above its channels, on the reader’s clock', async () => {
    const state = fixtureState();
    state.events.push({
      id: '1400000000000000001',
      spaceId: SOLVANG,
      name: '<b>Youth Games</b>',
      description: '18:00 in **Aalborg**\nTwinbell 0123456789',
      location: 'Solvang',
      startsAt: '2027-01-12T17:00:00.000Z',
    });
    server.push(state);
    const event = page.getByTestId('discord-event');
    await event.getByText('<b>Youth Games</b>').click();
    await event.getByText('Twinbell 0123456789').waitFor();
    expect(await event.textContent()).toContain('9:00');
    expect(await event.locator('strong').textContent()).toBe('Aalborg');
  });

  it('shows a private message to its reader only', async () => {
    await page.getByText('Only visible to you').waitFor();
    await page.getByTestId('slack-person').selectOption({ label: 'Karen Østergaard' });
    await page.getByText('Only visible to you').waitFor({ state: 'detached' });
    expect(await slack().textContent()).not.toContain('K7QF');
    await page.getByRole('button', { name: 'Dismiss message' }).click();
    expect(await posted('/api/dismiss')).toMatchObject({ userId: LINDA, channelId: SISTER_CITY });
  });

  it('types a step of the guide, and sends it on Enter', async () => {
    await page.getByTestId('guide-start').click();
    const composer = page.getByTestId('slack-composer');
    await expect.poll(() => composer.inputValue()).toBe('/twin start Aalborg');
    expect(server.posts).toEqual([]);
    await composer.press('Enter');
    expect(await posted('/api/slack/command')).toEqual({
      userId: METTE,
      channelId: COMMITTEE,
      text: '/twin start Aalborg',
    });
  });

  it('completes a Slack command from the list', async () => {
    const composer = page.getByTestId('slack-composer');
    await composer.fill('/mee');
    await page.getByRole('option', { name: '/meeting' }).waitFor();
    await composer.press('Enter');
    expect(await composer.inputValue()).toBe('/meeting ');
    await composer.press('Enter');
    expect(await posted('/api/slack/command')).toMatchObject({ text: '/meeting' });
  });

  it('sends a typed Discord command with typed options', async () => {
    const composer = page.getByTestId('discord-composer');
    await page.waitForTimeout(100);
    await composer.fill('/meeting propose topic: Youth Games kind: Youth meeting');
    await composer.press('Enter');
    expect(await posted('/api/discord/command')).toEqual({
      userId: LINDA,
      channelId: SISTER_CITY,
      path: ['meeting', 'propose'],
      options: [
        { name: 'topic', value: 'Youth Games' },
        { name: 'kind', value: 'youth' },
      ],
    });
  });

  it('offers the bot’s own suggestions for an option', async () => {
    server.answers.set('/api/discord/autocomplete', {
      ok: true,
      choices: [{ name: 'M-1 Youth Games', value: 'mtg_1' }],
    });
    await page.getByTestId('discord-composer').fill('/meeting sh');
    await page.getByRole('option', { name: /meeting show/ }).waitFor();
    await page.getByTestId('discord-composer').press('Enter');
    const option = page.getByTestId('discord-option-meeting');
    await option.fill('M');
    await page.getByRole('option', { name: 'M-1 Youth Games' }).waitFor();
    expect(await posted('/api/discord/autocomplete')).toMatchObject({ focused: 'meeting' });
    await option.press('Enter');
    await option.press('Enter');
    expect(await posted('/api/discord/command')).toMatchObject({
      path: ['meeting', 'show'],
      options: [{ name: 'meeting', value: 'mtg_1' }],
    });
  });

  it('describes Discord’s commands in the acting person’s language', async () => {
    await page.getByTestId('discord-person').selectOption(EMMA);
    await page.getByTestId('discord-composer').fill('/meeting');
    await page.getByText('Find en dato, der passer begge byer').waitFor();
  });

  it('asks before a button that wants it, then presses', async () => {
    await page.getByRole('button', { name: 'Cancel the poll' }).first().click();
    expect(server.posts).toEqual([]);
    await page.getByTestId('ask-yes').click();
    expect(await posted('/api/slack/action')).toMatchObject({
      blockId: 'pa',
      actionId: 'cancel',
      selection: {},
    });
  });

  it('answers selects and buttons on both sides', async () => {
    await page.getByLabel('Your answer').first().selectOption({ label: 'If need be' });
    expect(await posted('/api/slack/action')).toMatchObject({
      blockId: 'slot-0',
      actionId: 'vote-0',
      selection: { selected_option: { value: 'if need be' } },
      stateValues: { 'slot-1': { 'vote-1': { type: 'static_select', selected_option: null } } },
    });
    await page.getByRole('button', { name: 'Municipality' }).click();
    expect(await posted('/api/discord/component')).toMatchObject({ customId: 'municipality' });
  });

  it('keeps a Slack form back while a field is missing, and submits it filled', async () => {
    const state = fixtureState();
    state.modals = fixtureModals();
    server.push(state);
    const modal = page.getByTestId('slack-modal');
    await modal.getByText('That is not a length. For example: 90m').waitFor();
    await modal.getByLabel('Length').fill('90m');
    await modal.getByTestId('modal-submit').click();
    await modal.getByText('Please complete this required field.').waitFor();
    expect(server.posts).toEqual([]);
    await modal.getByLabel('Kind').selectOption({ label: 'Youth meeting' });
    await modal.getByLabel('Remind on the day before').check();
    await modal.getByTestId('modal-submit').click();
    expect(await posted('/api/slack/view-submit')).toMatchObject({
      viewId: 'V0PROPOSE',
      stateValues: {
        length: { value: { value: '90m' } },
        kind: { value: { selected_option: { value: 'youth' } } },
        extras: { value: { selected_options: [{ value: 'remind' }] } },
      },
    });
  });

  it('submits a Discord form', async () => {
    const state = fixtureState();
    state.modals = fixtureModals();
    server.push(state);
    const modal = page.getByTestId('discord-modal');
    await modal.getByLabel('Kind').selectOption({ label: 'Board meeting' });
    await modal.getByLabel('Note').fill('bring songs');
    await modal.getByLabel('Youth', { exact: true }).check();
    await modal.getByLabel('Remind us').check();
    await modal.getByTestId('modal-submit').click();
    expect(await posted('/api/discord/modal-submit')).toEqual({
      userId: LINDA,
      modalId: 'modal-1',
      values: {
        topic: 'Youth Games 2027',
        note: 'bring songs',
        kind: ['board'],
        organiser: [],
        side: ['youth'],
        remind: true,
      },
    });
  });

  it('marks what is new, and shows that the bot is thinking', async () => {
    const state = fixtureState();
    state.messages[SISTER_CITY]?.push(thinkingMessage);
    state.messages[YOUTH] = [
      discordMessage({ id: '1300000000000000050', channelId: YOUTH, content: 'Hello' }),
    ];
    server.push(state);
    await page.getByText('Twinbell is thinking…').waitFor();
    const youth = page.getByTestId('discord-channel-youth-group');
    await expect.poll(() => youth.textContent()).toContain('1 new');
    await youth.click();
    await page.locator('.new-divider').waitFor();
    await expect.poll(() => youth.textContent()).not.toContain('new');
  });

  it('moves the clock by a step and to a moment in the first town’s time', async () => {
    await page.getByTestId('clock-plus-day').click();
    expect(await posted('/api/clock')).toEqual({ advanceMs: 86_400_000 });
    server.posts.length = 0;
    await page.getByTestId('clock-to').fill('2027-01-12T17:00');
    await page.getByTestId('clock-go').click();
    expect(await posted('/api/clock')).toEqual({ to: '2027-01-12T16:00:00.000Z' });
  });

  it('says so when a platform refuses', async () => {
    server.answers.set('/api/slack/command', {
      ok: false,
      error: 'not_connected',
      message: 'The bot is not connected.',
    });
    await page.getByTestId('slack-composer').fill('/twin status');
    await page.getByTestId('slack-composer').press('Enter');
    await page.getByText('The bot is not connected.').waitFor();
  });
});
