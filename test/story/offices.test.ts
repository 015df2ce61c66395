import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { DiscordMessage, SlackMessage } from '../../src/sandbox/page-api.ts';
import { SOLVANG } from '../../src/sandbox/seed.ts';
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

const YEAR = new Date().getUTCFullYear() + 1;
const NOW = Date.UTC(YEAR, 1, 8, 12);
const DAY = 86_400_000;
const PATIENCE_MS = 30_000;
const postgres = await realPostgresUrl();
const CARLOS = '1202000000000000002';

const readDiscord = (message: DiscordMessage): string => textOfDiscord(message).replace(/\\(.)/g, '$1');

function optionsIn(value: unknown): { value: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'value' in value && typeof value.value === 'string' ? [{ ...value, value: value.value }] : [];
  return [...own, ...Object.values(value).flatMap(optionsIn)];
}

describe('offices and those who hold them, on both platforms', { timeout: 120_000 }, () => {
  let story: Story;
  let drop = async (): Promise<void> => undefined;

  const inSlack = (match: RegExp, channel = AALBORG_CHANNEL): Promise<SlackMessage> =>
    story.sandbox.waitFor(
      () => slackMessages(story.sandbox, channel).findLast((message) => match.test(textOfSlack(message))),
      PATIENCE_MS,
      `${match} on Slack`,
    );
  const inDiscord = (match: RegExp, channel = SOLVANG_CHANNEL): Promise<DiscordMessage> =>
    story.sandbox.waitFor(
      () => discordMessages(story.sandbox, channel).findLast((message) => match.test(readDiscord(message))),
      PATIENCE_MS,
      `${match} on Discord`,
    );
  const slack = (line: string, person = 'mette.holm') =>
    story.sandbox.slack.command(person, AALBORG_CHANNEL, line);
  const discord = async (path: string, options = {}, person = 'linda.petersen') =>
    readDiscord(
      await story.sandbox.discord.finalAnswer(
        await story.sandbox.discord.command(person, SOLVANG_CHANNEL, path, options),
      ),
    );
  /** The first choice of this command below a card, and what stands for a person in it. */
  const choice = (parts: unknown, command: string, name: string): { id: string; value: string } => {
    const text = JSON.stringify(parts);
    const id = new RegExp(`"(?:action_id|custom_id)":"([^"]*${command}[^"]*)"`).exec(text)?.[1];
    const found = optionsIn(parts).find((option) => JSON.stringify(option).includes(name));
    if (id === undefined || found === undefined) throw new Error(`no ${command} for ${name}: ${text}`);
    return { id, value: found.value };
  };

  beforeAll(async () => {
    if (postgres !== undefined) {
      const real = await createRealDatabase(postgres, `twinbell_offices_${process.pid}`);
      drop = () => real.drop();
      story = await startStory({ databaseUrl: real.url }, undefined, NOW - Date.now());
    } else {
      story = await startStory({}, undefined, NOW - Date.now());
    }
    await slack('/twin start Aalborg');
    await inSlack(/er klar/);
    await slack('/twin invite for:partner');
    const code = /join ([0-9A-Z-]{10,})/.exec(textOfSlack(await inSlack(/twin join/)))?.[1] ?? '';
    await discord('twin join', { code, town: 'Solvang' });
    await inSlack(/er med/);
    await slack('/profile represents municipality');
    for (const [person, group] of [
      ['@jens', 'citizens'],
      ['@karen.o', 'municipality'],
      ['@bent', 'citizens'],
    ]) {
      await slack(`/committee add ${person} represents:${group}`);
      await inSlack(/medlem for Aalborg/);
    }
    await slack('/committee office @mette.holm office:secretary');
    await inSlack(/Sekretær, Aalborg/);
    await slack('/committee office @karen.o office:chair');
    await inSlack(/Formand, Aalborg/);
    await discord('committee add', { member: CARLOS, represents: 'citizens' });
    await discord('committee office', { member: CARLOS, office: 'treasurer' });
    await slack(`/commitment add Sende referatet due:${YEAR}-03-01 owner:secretary`);
    await pressDiscord(story.sandbox, 'linda.petersen', await inDiscord(/Sende referatet/), 'Accept');
    await inSlack(/Sende referatet.*Aftalt|Accepter|Sende referatet/s);
  }, 120_000);
  afterAll(async () => {
    await story?.stop();
    await drop();
  });

  it('are handed over in Danish: asked for, declined to everybody else, accepted, told to both towns', async () => {
    const { sandbox } = story;
    await slack('/committee handover @mette.holm to:@mette.holm');
    await inSlack(/Nævn to forskellige personer/);
    await slack('/committee handover @mette.holm to:@jens office:chair');
    await inSlack(/har ikke denne post \(Formand\), men: Sekretær/);
    await slack('/committee handover @mette.holm to:@jens');
    await inSlack(/er spurgt, om .* vil overtage.*Sekretær/s);
    const card = await inSlack(
      /Overdragelse: .*vil du overtage efter .*Sekretær.*1 aftale og \d påmindelser/s,
    );
    expect(textOfSlack(card)).toMatch(/har .*ansvaret og bliver kontaktet/);
    await slack('/committee list');
    await inSlack(/Overdragelse fra .* venter på svar/);
    await pressSlack(sandbox, 'karen.o', AALBORG_CHANNEL, card, 'Overtag');
    await inSlack(/Det er Jens Kjær, der skal svare her/);
    const dm = sandbox.slack.dm('jens');
    await pressSlack(sandbox, 'jens', dm, await inSlack(/vil du overtage/, dm), 'Overtag');
    await inSlack(/Overdragelse i Aalborg.*har overtaget efter .*Sekretær/s);
    const told = readDiscord(await inDiscord(/Handover in Aalborg/));
    expect(told).toMatch(/Jens Kjær has taken over from Mette Holm: Secretary.*please turn to Jens Kjær/s);
    await inSlack(/Sende referatet.*Jens Kjær.* \(Sekretær\)/s);
    // The buttons are gone from the card, and the old ones in the message to Jens say what came of it.
    await pressSlack(sandbox, 'jens', dm, await inSlack(/vil du overtage/, dm), 'Nej tak');
    await inSlack(/har allerede sagt ja til overdragelsen/, dm);
  });

  it('are handed over in English', async () => {
    const { sandbox } = story;
    const linda = '1202000000000000001';
    await discord('committee office', { member: linda, office: 'secretary' }, 'carlos_rivera');
    const proposed = await discord('committee handover', { from: linda, to: CARLOS, office: 'secretary' });
    expect(proposed).toMatch(/is asked to take over from .*: Secretary/);
    const card = await inDiscord(/will you take over from .*: Secretary\?/);
    await pressDiscord(sandbox, 'carlos_rivera', card, 'Take over');
    await inDiscord(/Carlos Rivera.* has taken over from .*Linda Petersen.*: Secretary/);
    const told = textOfSlack(await inSlack(/Overdragelse i Solvang/));
    expect(told).toMatch(/Carlos Rivera har overtaget efter Linda Petersen: Sekretær/);
    await inSlack(/Henvend jer fra nu af til Carlos Rivera/);
  });

  it('become vacant when Slack tells that somebody was deactivated, and the committee is asked once', async () => {
    const { sandbox } = story;
    await sandbox.slack.deactivate('jens');
    const card = await inSlack(/Jens Kjær er her ikke længere.*Sekretær.* er ubesat/s);
    const partner = readDiscord(await inDiscord(/A change in Aalborg/));
    expect(partner).toMatch(/Secretary.*nobody holds this office.*turn to Karen Østergaard/s);
    await sandbox.slack.deactivate('jens');
    const { id, value } = choice(card.blocks, 'committee/appoint', 'Mette Holm');
    await sandbox.slack.click('karen.o', { channel: AALBORG_CHANNEL, ts: card.id }, id, { choose: value });
    await inSlack(/Mette Holm.* – Sekretær, Aalborg/);
    await inDiscord(/Secretary.*: Mette Holm has taken over/);
    await inSlack(/Sekretær.*: .*Mette Holm.* har overtaget/);
    const asked = slackMessages(sandbox, AALBORG_CHANNEL).filter((one) =>
      /er her ikke længere/.test(textOfSlack(one)),
    );
    expect(asked).toHaveLength(1);
    await sandbox.slack.reactivate('jens');
    await vi.waitFor(
      () => {
        const noted = story.logged.filter(({ code }) => code === 'member.presence');
        expect(noted.map(({ fields }) => fields.outcome)).toEqual(['left', 'returned']);
      },
      { timeout: PATIENCE_MS, interval: 50 },
    );
  });

  it('tell whoever holds them when their promises are due', async () => {
    const { sandbox } = story;
    await sandbox.clock.advance(22 * DAY);
    await inSlack(/Sende referatet/, sandbox.slack.dm('mette.holm'));
    const all = slackMessages(sandbox, sandbox.slack.dm('jens')).filter((one) =>
      /Sende referatet/.test(textOfSlack(one)),
    );
    expect(all).toEqual([]);
  });

  it('become vacant when somebody has left the Discord server, which is noticed when they are written to', async () => {
    const { sandbox } = story;
    const due = new Date(sandbox.clock.nowMs + 10 * DAY).toISOString().slice(0, 10);
    await discord('commitment add', { what: 'Book the bus', owner: 'treasurer', due });
    const offer = await inSlack(/Book the bus/);
    await pressSlack(sandbox, 'mette.holm', AALBORG_CHANNEL, offer, 'Sig ja');
    await inSlack(/sagt ja til C-2/);
    sandbox.discord.leaveServer('carlos_rivera', SOLVANG);
    await sandbox.clock.advance(4 * DAY);
    // What was for Carlos stands where his committee reads it.
    await inDiscord(/Book the bus.*(?:due|Due)/s);
    const card = await inDiscord(/Carlos Rivera.* is no longer here/s);
    expect(readDiscord(card)).toMatch(/Secretary.* is vacant.*Treasurer.* is vacant/s);
    const told = textOfSlack(await inSlack(/En ændring i Solvang/));
    expect(told).toMatch(/Sekretær.*Ingen har posten i Solvang.*hele udvalget i Solvang/s);
    const { id, value } = choice(card.components, 'committee/appoint', 'Linda Petersen');
    await sandbox.discord.select('linda.petersen', card, id, [value]);
    await inSlack(/Sekretær.*: Linda Petersen har overtaget|Kasserer.*: Linda Petersen har overtaget/);
  });

  it('leave a removed member with buttons that answer politely and do nothing', async () => {
    const { sandbox } = story;
    await slack('/committee handover @mette.holm to:@bent');
    const dm = sandbox.slack.dm('bent');
    const asked = await inSlack(/vil du overtage/, dm);
    await slack('/committee remove @bent', 'karen.o');
    await inSlack(/[Bb]ent.* er ikke længere medlem for Aalborg/);
    await pressSlack(sandbox, 'bent', dm, asked, 'Overtag');
    await inSlack(/ikke længere medlem af udvalget i Aalborg, så intet er ændret/, dm);
    await slack('/commitment list', 'bent');
    await inSlack(/ikke længere medlem af udvalget i Aalborg/);
    await slack('/committee list', 'karen.o');
    await inSlack(/Sekretær.*Ubesat: /s);
  });
});
