import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, weekdayOf } from '../../src/core/time/local-date.ts';
import type { OptionValues } from '../../src/sandbox/discord/discord-platform.ts';
import { createRealDatabase, realPostgresUrl } from '../real-services.ts';
import {
  AALBORG_CHANNEL,
  SOLVANG_CHANNEL,
  type Story,
  slackMessages,
  startStory,
  textOfDiscord,
  textOfSlack,
} from './sister-towns.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const PATIENCE_MS = 30_000;
/** Next year's January, when Aalborg and Solvang are nine hours apart throughout. */
const YEAR = new Date().getUTCFullYear() + 1;
const NOW = Date.UTC(YEAR, 0, 5, 12);
const firstDay = `${YEAR}-01-07`;
const THURSDAY = addDays(firstDay, (4 - weekdayOf(firstDay) + 7) % 7);
const postgres = await realPostgresUrl();

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ').replace(/\\(.)/g, '$1');

describe('whose turn it is to get up early', { timeout: 180_000 }, () => {
  let story: Story;
  let drop = async (): Promise<unknown> => undefined;

  async function mette(line: string): Promise<string> {
    const { sandbox } = story;
    const before = new Set(slackMessages(sandbox, AALBORG_CHANNEL).map(({ id }) => id));
    await sandbox.slack.command('mette.holm', AALBORG_CHANNEL, line);
    const answer = await sandbox.waitFor(
      () =>
        slackMessages(sandbox, AALBORG_CHANNEL).find(
          ({ id, visibleTo }) => !before.has(id) && visibleTo !== null,
        ),
      PATIENCE_MS,
      `an answer to ${line}`,
    );
    return plain(textOfSlack(answer));
  }
  async function linda(path: string, options: OptionValues): Promise<string> {
    const acted = await story.sandbox.discord.command('linda.petersen', SOLVANG_CHANNEL, path, options);
    return plain(textOfDiscord(await story.sandbox.discord.finalAnswer(acted, PATIENCE_MS)));
  }
  const to = (instant: number) => story.sandbox.clock.advance(instant - story.sandbox.clock.nowMs);

  beforeAll(async () => {
    let store = {};
    if (postgres !== undefined) {
      const real = await createRealDatabase(postgres, `twinbell_fairness_${process.pid}`);
      drop = () => real.drop();
      store = { databaseUrl: real.url };
    }
    story = await startStory(store, undefined, NOW - Date.now());
    const { sandbox } = story;
    await sandbox.slack.command('mette.holm', AALBORG_CHANNEL, '/twin start Aalborg');
    await sandbox.waitFor(
      () => story.slackTexts(AALBORG_CHANNEL).find((text) => /er klar/.test(text)),
      PATIENCE_MS,
    );
    const code = /join ([0-9A-Z-]{10,})/.exec(await mette('/twin invite for:partner'))?.[1] ?? '';
    await linda('twin join', { code, town: 'Solvang' });
  }, 180_000);
  afterAll(async () => {
    await story?.stop();
    await drop();
  });

  it('says nothing before anybody got up early', async () => {
    // 16:00 in Aalborg, 07:00 in Solvang, every week.
    expect(await mette(`/meeting series Bestyrelse every:"hver torsdag" from:"${THURSDAY} 16:00"`)).toMatch(
      /En mødeserie begynder: Bestyrelse/,
    );
    const found = await mette('/meeting propose Ungdomslege length:6h');
    expect(found).toMatch(/Fælles timer: Ungdomslege/);
    expect(found).not.toMatch(/tidligt op|skåner/);
  });

  it('says it after one meeting, and after two, in the language of each reader', async () => {
    await to(Date.parse(`${addDays(THURSDAY, 1)}T00:00Z`));
    expect(await linda('meeting propose', { topic: 'Choir' })).toMatch(
      /Solvang got up early the last time\. So among hours that are equally hard, those that spare Solvang/,
    );
    await to(Date.parse(`${addDays(THURSDAY, 8)}T00:00Z`));
    expect(await linda('meeting propose', { topic: 'Choir', length: '6h' })).toMatch(
      /Solvang got up early the last two times\.[\s\S]*late in Aalborg; spares Solvang this time/,
    );
    expect(await mette('/meeting propose Kor length:6h')).toMatch(
      /Solvang stod tidligt op de sidste to gange\.[\s\S]*sent i Aalborg; skåner Solvang denne gang/,
    );
  });

  it('sends nothing that a platform refuses, and logs no error', () => {
    expect(story.sandbox.refusals.map(({ request, code }) => `${request}: ${code}`)).toEqual([]);
    expect(story.logged.filter(({ level }) => level === 'error')).toEqual([]);
    expect(story.sandbox.clock.nowMs).toBeGreaterThan(NOW + 8 * DAY);
  });
});
