import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realNow, systemClock } from '../../src/adapters/system/system-world.ts';
import type { Log, LogFields } from '../../src/chat/log.ts';
import type { DiscordMessage, Json, JsonObject, SlackMessage } from '../../src/sandbox/page-api.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
// The bot before anything of Slack: see the note on undici in src/twinbell.ts.
import { type Parts, startTwinbell, type Twinbell } from '../../src/twinbell.ts';
import { expectAllValid } from '../contracts.ts';

export const AALBORG_CHANNEL = 'venskabsby-solvang';
export const SOLVANG_CHANNEL = 'sister-city-committee';
export const YOUTH_CHANNEL = 'youth-group';

export interface Story {
  readonly sandbox: Sandbox;
  readonly bot: Twinbell;
  /** What the operator's log was told, as `code` and fields. */
  readonly logged: readonly { level: string; code: string; fields: LogFields }[];
  /** What stands publicly in a channel, newest last, as one text each. */
  readonly slackTexts: (channel: string) => string[];
  readonly discordTexts: (channel: string) => string[];
  /** Stops it, and judges every payload that the bot sent by the official contracts. */
  stop(): Promise<void>;
}

/**
 * The whole bot with its real adapters, against the servers that play Slack and Discord.
 * @param keptIn a folder that is there before and after; otherwise one that goes with the story
 * @param laterMs how long after the real time the clock begins
 */
export async function startStory(
  store: { databaseUrl?: string; redisUrl?: string; secretKey?: string },
  keptIn?: string,
  laterMs = 0,
  parts: Pick<Parts, 'readsCalendars'> = {},
): Promise<Story> {
  const dataDir = keptIn ?? mkdtempSync(join(tmpdir(), 'twinbell-story-'));
  const clock = systemClock();
  clock.setOffset(laterMs);
  const logged: { level: string; code: string; fields: LogFields }[] = [];
  const note =
    (level: string) =>
    (code: string, fields: LogFields = {}) =>
      void logged.push({ level, code, fields });
  const log: Log = { info: note('info'), warn: note('warn'), error: note('error') };
  let running: Twinbell | undefined;
  const sandbox = await startSandbox({
    ...(keptIn === undefined ? {} : { stateFile: join(keptIn, 'sandbox.json') }),
    page: (request, response) => {
      running?.listener(request, response);
      return running !== undefined;
    },
    onClockMove: async (to) => {
      await running?.moveClock(to, (at) => sandbox.clock.reached(at));
      return { nowMs: clock.now() };
    },
  });
  const config = { dataDir, publicUrl: sandbox.url, ...store };
  const bot = await startTwinbell({ config, clock, realNow, log, ...parts });
  running = bot;
  // One clock for both: otherwise the sandbox would take the bot to an instant that it has passed.
  sandbox.clock.reached(clock.now());
  sandbox.slack.requestUrl = `${sandbox.url}/slack/events`;
  const { credentials } = sandbox;
  await bot.connect({
    slack: {
      botToken: credentials.slackBotToken,
      signingSecret: credentials.slackSigningSecret,
      apiUrl: credentials.slackApiUrl,
    },
    discord: {
      token: credentials.discordToken,
      applicationId: credentials.discordApplicationId,
      apiUrl: credentials.discordApiUrl,
    },
  });
  return {
    sandbox,
    bot,
    logged,
    slackTexts: (channel) =>
      slackMessages(sandbox, channel)
        .filter(({ visibleTo }) => visibleTo === null)
        .map(textOfSlack),
    discordTexts: (channel) =>
      discordMessages(sandbox, channel)
        .filter(({ visibleTo }) => visibleTo === null)
        .map(textOfDiscord),
    async stop() {
      await bot.stop();
      await sandbox.stop();
      expectAllValid(sandbox);
      if (keptIn === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export const slackMessages = (sandbox: Sandbox, channel: string): readonly SlackMessage[] =>
  sandbox.slack.messages(channel).filter((message) => message.kind === 'message');
export const discordMessages = (sandbox: Sandbox, channel: string): readonly DiscordMessage[] =>
  sandbox.discord.messages(channel).filter((message) => message.kind === 'message');

/** Every text in a payload, in order. */
function texts(value: Json | undefined, keys: readonly string[]): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => texts(item, keys));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    typeof item === 'string' ? (keys.includes(key) ? [item] : []) : texts(item, keys),
  );
}
export const textOfSlack = (message: SlackMessage): string =>
  [message.blocks.length === 0 ? message.text : '', ...texts(message.blocks, ['text'])].join('\n');
export const textOfDiscord = (message: DiscordMessage): string =>
  [message.content, ...texts(message.components, ['content', 'label'])].join('\n');

function* parts(value: Json | undefined): Generator<JsonObject> {
  if (Array.isArray(value)) for (const item of value) yield* parts(item);
  else if (typeof value === 'object' && value !== null) {
    yield value;
    for (const item of Object.values(value)) yield* parts(item);
  }
}

/** Presses the n-th button with this label, as a person would. */
export async function pressSlack(
  sandbox: Sandbox,
  person: string,
  channel: string,
  message: SlackMessage,
  label: string,
  nth = 0,
) {
  const found = [...parts(message.blocks)].filter(
    (part) => part.type === 'button' && texts(part.text, ['text']).includes(label),
  )[nth];
  if (typeof found?.action_id !== 'string') throw new Error(`no button ${label}: ${textOfSlack(message)}`);
  const block = message.blocks.find((one) => [...parts(one)].includes(found));
  const blockId = typeof block?.block_id === 'string' ? { blockId: block.block_id } : {};
  return await sandbox.slack.click(person, { channel, ts: message.id }, found.action_id, blockId);
}
export async function pressDiscord(
  sandbox: Sandbox,
  person: string,
  message: DiscordMessage,
  label: string,
  nth = 0,
) {
  const found = [...parts(message.components)].filter((part) => part.label === label)[nth];
  if (typeof found?.custom_id !== 'string') throw new Error(`no button ${label}: ${textOfDiscord(message)}`);
  return await sandbox.discord.click(person, message, found.custom_id);
}
