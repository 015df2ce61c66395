import type { DiscordMessage, Json, JsonObject, SlackMessage } from '../../src/sandbox/page-api.ts';
import { createRealDatabase, realPostgresUrl } from '../real-services.ts';
import {
  AALBORG_CHANNEL,
  discordMessages,
  SOLVANG_CHANNEL,
  type Story,
  slackMessages,
  startStory,
  textOfDiscord,
  textOfSlack,
} from './sister-towns.ts';

const PATIENCE_MS = 30_000;

export const readSlack = (message: SlackMessage): string => textOfSlack(message);
/** Without the signs that keep Discord from taking text for markup. */
export const readDiscord = (message: DiscordMessage): string =>
  textOfDiscord(message).replace(/\\(.)/g, '$1');

export interface TwoTowns {
  readonly story: Story;
  /** Mette in Aalborg's channel. */
  slack(line: string): Promise<unknown>;
  /** Linda in Solvang's channel; the answer. */
  discord(path: string, options?: Readonly<Record<string, string>>): Promise<DiscordMessage>;
  /** The newest message there that says this, waited for. */
  inSlack(match: RegExp, channel?: string): Promise<SlackMessage>;
  inDiscord(match: RegExp, channel?: string): Promise<DiscordMessage>;
  stop(): Promise<void>;
}

/** Aalborg on Slack and Solvang on Discord have found each other; on a Postgres server where there is one. */
export async function startTwoTowns(name: string, nowMs: number): Promise<TwoTowns> {
  const postgres = await realPostgresUrl();
  const real =
    postgres === undefined
      ? undefined
      : await createRealDatabase(postgres, `twinbell_${name}_${process.pid}`);
  const story = await startStory(
    real === undefined ? {} : { databaseUrl: real.url },
    undefined,
    nowMs - Date.now(),
  );
  const { sandbox } = story;
  const towns: TwoTowns = {
    story,
    slack: (line) => sandbox.slack.command('mette.holm', AALBORG_CHANNEL, line),
    discord: async (path, options = {}) =>
      await sandbox.discord.finalAnswer(
        await sandbox.discord.command('linda.petersen', SOLVANG_CHANNEL, path, options),
      ),
    inSlack: (match, channel = AALBORG_CHANNEL) =>
      sandbox.waitFor(
        () => slackMessages(sandbox, channel).findLast((one) => match.test(readSlack(one))),
        PATIENCE_MS,
        `${match} on Slack`,
      ),
    inDiscord: (match, channel = SOLVANG_CHANNEL) =>
      sandbox.waitFor(
        () => discordMessages(sandbox, channel).findLast((one) => match.test(readDiscord(one))),
        PATIENCE_MS,
        `${match} on Discord`,
      ),
    async stop() {
      await story.stop();
      await real?.drop();
    },
  };
  await towns.slack('/twin start Aalborg');
  await towns.inSlack(/er klar/);
  await towns.slack('/twin invite for:partner');
  const code = /join ([0-9A-Z-]{10,})/.exec(readSlack(await towns.inSlack(/twin join/)))?.[1] ?? '';
  await towns.discord('twin join', { code, town: 'Solvang' });
  await towns.inSlack(/er med/);
  await towns.slack('/profile represents municipality');
  await towns.discord('profile represents', { group: 'municipality' });
  return towns;
}

/** The select of this command in a message, and what its choices stand for. */
export function selectIn(
  parts: Json | undefined,
  command: string,
): { readonly id: string; readonly values: readonly string[] } {
  for (const part of everyPart(parts)) {
    const id = part.action_id ?? part.custom_id;
    if (typeof id !== 'string' || !id.startsWith(command) || !Array.isArray(part.options)) continue;
    const values = part.options.flatMap((option) =>
      typeof option === 'object' &&
      option !== null &&
      !Array.isArray(option) &&
      typeof option.value === 'string'
        ? [option.value]
        : [],
    );
    return { id, values };
  }
  throw new Error(`no select of ${command}`);
}

function* everyPart(value: Json | undefined): Generator<JsonObject> {
  if (Array.isArray(value)) for (const item of value) yield* everyPart(item);
  else if (typeof value === 'object' && value !== null) {
    yield value;
    for (const item of Object.values(value)) yield* everyPart(item);
  }
}
