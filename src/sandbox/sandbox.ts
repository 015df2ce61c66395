import type { DiscordContext } from './discord/discord-context.ts';
import { DiscordPlatform } from './discord/discord-platform.ts';
import { Gateway } from './discord/gateway.ts';
import { InteractionBook } from './discord/interaction-book.ts';
import { DiscordRest } from './discord/rest.ts';
import { Faults } from './faults.ts';
import { FileStore } from './file-store.ts';
import { Ledger, type SentRecord } from './ledger.ts';
import type { Refusal, SlackCommandInfo } from './page-api.ts';
import { PageServer } from './page-server.ts';
import { seed as defaultSeed, type Seed, type SeedChannel, type SeedPerson, type SeedSpace } from './seed.ts';
import { type PageHandler, SandboxServer } from './server.ts';
import type { ActContext } from './slack/act-context.ts';
import { SlackDelivery } from './slack/delivery.ts';
import type { SlackContext } from './slack/slack-context.ts';
import { SlackPlatform } from './slack/slack-platform.ts';
import { SocketMode } from './slack/socket-mode.ts';
import { TriggerBook } from './slack/trigger-book.ts';
import { SlackWebApi } from './slack/web-api.ts';
import { PLATFORM_TIMING, type Timing } from './timing.ts';
import { type MoveBot, VirtualClock } from './virtual-clock.ts';
import { World } from './world.ts';
import type { ChannelRecord, PersonRecord, SpaceRecord } from './world-data.ts';
import { loadWorldData, WorldFile } from './world-file.ts';

export interface SandboxOptions {
  /** 0 or left out: a free one. */
  port?: number;
  /** Where the world is kept between runs; left out: nowhere. Files lie beside it in `<stateFile>.files/`. */
  stateFile?: string;
  /** The app's address for Slack's HTTP requests; may be set later as `slack.requestUrl`. */
  slackRequestUrl?: string;
  /** Slash commands of the app's manifest; with none given, every command is passed on. */
  slackCommands?: SlackCommandInfo[];
  onClockMove?: MoveBot;
  /** Serves the page's assets. */
  page?: PageHandler;
  /** Shortens the platforms' real-time limits, for tests. */
  timing?: Partial<Timing>;
  seed?: Seed;
  /** Defects of the sandbox itself. Without it they are thrown as unhandled errors. */
  onProblem?: (error: unknown) => void;
}

export interface SandboxCredentials {
  slackBotToken: string;
  slackSigningSecret: string;
  slackAppToken: string;
  slackClientId: string;
  slackClientSecret: string;
  discordToken: string;
  discordApplicationId: string;
  /** Ends with a slash, as @slack/web-api wants it. */
  slackApiUrl: string;
  /** Without slash, as discord.js wants it. */
  discordApiUrl: string;
}

export interface Sandbox {
  readonly port: number;
  /** http://127.0.0.1:PORT */
  readonly url: string;
  readonly credentials: SandboxCredentials;
  readonly slack: SlackPlatform;
  readonly discord: DiscordPlatform;
  readonly clock: VirtualClock;
  readonly faults: Faults;
  readonly world: World;
  /** Everything the app sent, oldest first. */
  readonly sent: readonly SentRecord[];
  /** Everything a platform refused, oldest first. */
  readonly refusals: readonly Refusal[];
  addSpace(space: SeedSpace): SpaceRecord;
  addPerson(person: SeedPerson): PersonRecord;
  addChannel(channel: SeedChannel & { isPrivate?: boolean; memberIds?: string[] }): ChannelRecord;
  /** Looks again at every change until `look` finds something; never polls. */
  waitFor<T>(look: () => T | undefined | null | false, timeoutMs?: number, what?: string): Promise<T>;
  /** Forgets what was recorded in `sent` and `refusals`. */
  forgetSent(): void;
  stop(): Promise<void>;
}

function failLoudly(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const timing: Timing = { ...PLATFORM_TIMING, ...options.timing };
  const onProblem = options.onProblem ?? failLoudly;
  const kept = options.stateFile ? loadWorldData(options.stateFile) : null;
  const world = kept ? new World(kept) : World.fromSeed(options.seed ?? defaultSeed);
  const ledger = new Ledger(world);
  const faults = new Faults(world.bell);
  const files = new FileStore(options.stateFile ? `${options.stateFile}.files` : null);
  const baseUrl = () => `http://127.0.0.1:${server.port}`;

  const sockets = new SocketMode(world.data.slackAppId, () => world.changed());
  const slackContext: SlackContext = {
    world,
    ledger,
    faults,
    files,
    timing,
    triggers: new TriggerBook(timing),
    baseUrl,
    newSocketUrl: () => `ws://127.0.0.1:${server.port}/slack-socket?ticket=${sockets.ticket()}`,
  };
  const delivery = new SlackDelivery(slackContext, sockets);
  delivery.requestUrl = options.slackRequestUrl ?? null;
  const actContext: ActContext = { ...slackContext, delivery };
  const webApi = new SlackWebApi(slackContext);
  const slack = new SlackPlatform(actContext, sockets, webApi, options.slackCommands ?? []);

  const gateway = new Gateway(world, timing, () => `ws://127.0.0.1:${server.port}/discord-gateway/`);
  const book = new InteractionBook(world, gateway, timing);
  const discordContext: DiscordContext = { world, ledger, faults, files, timing, gateway, book, baseUrl };
  const discord = new DiscordPlatform(discordContext);
  const rest = new DiscordRest(discordContext);

  const clock = new VirtualClock(world, options.onClockMove ?? null);
  const isDiscordConnected = () => gateway.isConnected;
  const pageServer = new PageServer(
    { world, ledger, clock, slack, discord, isDiscordConnected },
    () => server.port,
  );
  const server = new SandboxServer({
    slack: slackContext,
    webApi,
    sockets,
    rest,
    gateway,
    files,
    pageServer,
    page: options.page ?? null,
    onProblem,
  });
  const worldFile = options.stateFile ? new WorldFile(options.stateFile, world, onProblem) : null;
  await server.listen(options.port ?? 0);
  worldFile?.save();

  const { secrets } = world.data;
  const home = world.data.spaces.find((one) => one.slack);
  return {
    port: server.port,
    url: baseUrl(),
    credentials: {
      slackBotToken: home?.slack?.botToken ?? '',
      slackSigningSecret: secrets.slackSigningSecret,
      slackAppToken: secrets.slackAppToken,
      slackClientId: secrets.slackClientId,
      slackClientSecret: secrets.slackClientSecret,
      discordToken: secrets.discordToken,
      discordApplicationId: world.data.discordApplicationId,
      slackApiUrl: `${baseUrl()}/slack-api/`,
      discordApiUrl: `${baseUrl()}/discord/api`,
    },
    slack,
    discord,
    clock,
    faults,
    world,
    sent: ledger.sent,
    refusals: ledger.refusals,
    addSpace: (space) => world.addSpace(space),
    addPerson: (person) => world.addPerson(person),
    addChannel: (channel) => world.addChannel(channel),
    waitFor: (look, timeoutMs, what) => world.bell.waitFor(look, timeoutMs, what),
    forgetSent: () => {
      ledger.sent.length = 0;
      ledger.refusals.length = 0;
      world.changed();
    },
    stop: async () => {
      slack.events.stop();
      pageServer.close();
      await sockets.close();
      gateway.close();
      worldFile?.stop();
      await server.close();
    },
  };
}
