import { resolve } from 'node:path';
import { z } from 'zod';
import { isThisComputer } from './chat/link.ts';

/** A variable is missing or wrong. Says which, and what to do; the process ends with exit code 1. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

const text = z.string().trim().min(1);
const url = (...protocols: string[]) =>
  text.refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol));

/** Calendar addresses are built on it, so it has neither query nor password, and room is left for them in a button. */
const publicUrl = text
  .max(150)
  .refine((value) => {
    const read = URL.canParse(value) ? new URL(value) : undefined;
    if (read === undefined || `${read.search}${read.hash}${read.username}${read.password}` !== '')
      return false;
    return read.protocol === 'https:' || (read.protocol === 'http:' && isThisComputer(read.hostname));
  })
  .transform((value) => new URL(value).href.replace(/\/+$/, ''));

/** Each variable with the remedy for when it is wrong. */
const variables = {
  PORT: { schema: z.coerce.number().int().min(0).max(65_535), remedy: 'a port number such as 3000' },
  HOST: { schema: text, remedy: 'an address to listen on, such as 127.0.0.1 or 0.0.0.0' },
  PUBLIC_URL: {
    schema: publicUrl,
    remedy: 'the https address by which the internet reaches this bot, such as https://bot.example.org',
  },
  DATA_DIR: { schema: text, remedy: 'a folder that Twinbell may write to, such as ./data' },
  DATABASE_URL: {
    schema: url('postgres:', 'postgresql:'),
    remedy: 'a Postgres address such as postgres://user:password@host:5432/twinbell',
  },
  TWINBELL_SECRET_KEY: {
    schema: text.regex(/^[A-Za-z0-9+/]{43}=$/),
    remedy:
      '32 random bytes in base64, such as `openssl rand -base64 32` writes; keep it, what it locked opens with it alone',
  },
  REDIS_URL: { schema: url('redis:', 'rediss:'), remedy: 'a Redis address such as redis://127.0.0.1:6379' },
  SLACK_BOT_TOKEN: {
    schema: text.startsWith('xoxb-'),
    remedy: 'the bot token of your Slack app; it begins with xoxb- (docs/slack.md)',
  },
  SLACK_SIGNING_SECRET: {
    schema: text,
    remedy: 'the signing secret from the Basic Information page of your Slack app (docs/slack.md)',
  },
  SLACK_APP_TOKEN: {
    schema: text.startsWith('xapp-'),
    remedy: 'the app-level token of your Slack app; it begins with xapp- (docs/slack.md)',
  },
  SLACK_API_URL: { schema: url('https:', 'http:'), remedy: 'an address such as https://slack.com/api/' },
  DISCORD_TOKEN: {
    schema: text,
    remedy: 'the token from the Bot page of your Discord application (docs/discord.md)',
  },
  DISCORD_APPLICATION_ID: {
    schema: text.regex(/^\d{17,20}$/),
    remedy:
      'the application id from the General Information page of your Discord application, 17 to 20 digits (docs/discord.md)',
  },
  DISCORD_API_URL: { schema: url('https:', 'http:'), remedy: 'an address such as https://discord.com/api' },
  LOG_LEVEL: {
    schema: z.enum(['debug', 'info', 'warn', 'error', 'silent']),
    remedy: 'debug, info, warn, error or silent',
  },
} as const;

export interface SlackConfig {
  readonly botToken: string;
  /** HTTP mode: verifies requests. */
  readonly signingSecret?: string;
  /** Socket Mode. */
  readonly appToken?: string;
  readonly apiUrl?: string;
}

export interface DiscordConfig {
  readonly token: string;
  readonly applicationId: string;
  readonly apiUrl?: string;
}

export interface Config {
  readonly host: string;
  readonly port: number;
  /** By which the internet reaches this bot, without a slash at its end. Undefined: no calendars to subscribe to. */
  readonly publicUrl?: string;
  readonly dataDir: string;
  readonly databaseUrl?: string;
  readonly redisUrl?: string;
  /** 32 bytes in base64: what addresses of private calendars are kept under. */
  readonly secretKey?: string;
  readonly slack?: SlackConfig;
  readonly discord?: DiscordConfig;
  /** Neither platform has a token: both are played on this computer. */
  readonly sandbox: boolean;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
}

type Variables = { [K in keyof typeof variables]?: z.infer<(typeof variables)[K]['schema']> };

/** @throws ConfigError naming every variable at fault and its remedy. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, { schema, remedy }] of Object.entries(variables)) {
    const raw = environment[name];
    if (raw === undefined || raw.trim() === '') continue;
    const read = schema.safeParse(raw);
    if (read.success) values[name] = read.data;
    else problems.push(`${name} is not usable. It should be ${remedy}.`);
  }
  const given = values as Variables;
  const named = (name: keyof typeof variables) =>
    environment[name] !== undefined && environment[name]?.trim() !== '';
  const needs = (name: keyof typeof variables, because: string) => {
    if (!named(name)) problems.push(`${name} is missing. ${because} Set it to ${variables[name].remedy}.`);
  };

  const slackWanted = named('SLACK_BOT_TOKEN') || named('SLACK_SIGNING_SECRET') || named('SLACK_APP_TOKEN');
  if (slackWanted) {
    needs('SLACK_BOT_TOKEN', 'Slack is switched on by the other SLACK_ variables.');
    if (!named('SLACK_APP_TOKEN'))
      needs(
        'SLACK_SIGNING_SECRET',
        'Slack needs it to prove that requests are genuine (or SLACK_APP_TOKEN for Socket Mode).',
      );
  }
  const discordWanted = named('DISCORD_TOKEN') || named('DISCORD_APPLICATION_ID');
  if (discordWanted) {
    needs('DISCORD_TOKEN', 'Discord is switched on by DISCORD_APPLICATION_ID.');
    needs('DISCORD_APPLICATION_ID', 'Discord is switched on by DISCORD_TOKEN.');
  }
  if (problems.length > 0) throw new ConfigError(problems);

  const sandbox = !slackWanted && !discordWanted;
  return {
    // The sandbox is for this computer alone, whatever HOST says.
    host: sandbox ? '127.0.0.1' : (given.HOST ?? '0.0.0.0'),
    port: given.PORT ?? 3000,
    dataDir: resolve(given.DATA_DIR ?? './data'),
    ...(given.PUBLIC_URL === undefined ? {} : { publicUrl: given.PUBLIC_URL }),
    ...(given.DATABASE_URL === undefined ? {} : { databaseUrl: given.DATABASE_URL }),
    ...(given.REDIS_URL === undefined ? {} : { redisUrl: given.REDIS_URL }),
    ...(given.TWINBELL_SECRET_KEY === undefined ? {} : { secretKey: given.TWINBELL_SECRET_KEY }),
    ...(given.SLACK_BOT_TOKEN === undefined
      ? {}
      : {
          slack: {
            botToken: given.SLACK_BOT_TOKEN,
            ...(given.SLACK_SIGNING_SECRET === undefined
              ? {}
              : { signingSecret: given.SLACK_SIGNING_SECRET }),
            ...(given.SLACK_APP_TOKEN === undefined ? {} : { appToken: given.SLACK_APP_TOKEN }),
            ...(given.SLACK_API_URL === undefined ? {} : { apiUrl: given.SLACK_API_URL }),
          },
        }),
    ...(given.DISCORD_TOKEN === undefined || given.DISCORD_APPLICATION_ID === undefined
      ? {}
      : {
          discord: {
            token: given.DISCORD_TOKEN,
            applicationId: given.DISCORD_APPLICATION_ID,
            ...(given.DISCORD_API_URL === undefined ? {} : { apiUrl: given.DISCORD_API_URL }),
          },
        }),
    sandbox,
    // A newcomer looks for the address, not for JSON.
    logLevel: given.LOG_LEVEL ?? (sandbox ? 'warn' : 'info'),
  };
}

/**
 * Everything counts in UTC inside: date-fns-tz gives other answers under other process zones.
 * @throws ConfigError when the runtime does not obey.
 */
export function useUtc(): void {
  process.env.TZ = 'UTC';
  if (new Date(2026, 6, 1).getTimezoneOffset() !== 0)
    throw new ConfigError(['TZ cannot be set to UTC. Start with TZ=UTC.']);
}
