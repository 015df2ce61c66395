import {
  type APIInteraction,
  Client,
  Events,
  GatewayDispatchEvents,
  GatewayIntentBits,
  Options,
  PermissionFlagsBits,
  REST,
  type RESTOptions,
} from 'discord.js';
import { Agent } from 'undici';
import type { CallHandler } from '../../chat/call.ts';
import type { AnyCommand } from '../../chat/command.ts';
import type { Log } from '../../chat/log.ts';
import { drawPictures, type PictureRenderer } from '../../chat/picture-renderer.ts';
import type { Platform } from '../../chat/platform.ts';
import type { Instant } from '../../core/time/instant.ts';
import { InteractionAnswerer } from './answer-interaction.ts';
import { type CommandPayload, commandPayload, type Describe } from './command-payload.ts';
import { Delivery } from './delivery.ts';
import { EventDelivery } from './event-delivery.ts';
import { Presence } from './presence.ts';
import { registerCommands } from './register-commands.ts';
import { toPlatformError } from './rest-error.ts';
import { DiscordStartError, toStartError } from './start-error.ts';
import { withinMs } from './within-ms.ts';

export interface DiscordOptions {
  readonly token: string;
  readonly applicationId: string;
  /** For tests and the sandbox, for example 'http://127.0.0.1:3000/discord/api'. */
  readonly apiUrl?: string;
  readonly handler: CallHandler;
  readonly log: Log;
  readonly registry: ReadonlyMap<string, AnyCommand>;
  readonly now: () => Instant;
  /** True the first time it is asked about a request. */
  readonly firstSight: (requestId: string) => Promise<boolean>;
  readonly pictures: PictureRenderer;
  /** Words the commands' descriptions; the catalogues unless told. */
  readonly describe?: Describe;
}

/** How long Discord may take to let the bot in. */
const START_MS = 60_000;
/** How long requests under way may take when the bot stops. */
const FINISH_MS = 10_000;

/**
 * Discord, through its gateway.
 * `start` rejects with DiscordStartError; every other method as the port says.
 * @throws RangeError when a command is not one that Discord takes
 */
export function createDiscordPlatform(options: DiscordOptions): Platform {
  return new DiscordPlatform(options);
}

class DiscordPlatform implements Platform {
  readonly name = 'discord';
  readonly #options: DiscordOptions;
  readonly #client: Client;
  /** For what must not happen twice: repeats nothing. */
  readonly #sends: REST;
  readonly #agent = new Agent();
  readonly #delivery: Delivery;
  readonly events: EventDelivery;
  readonly #presence: Presence;
  readonly #answerer: InteractionAnswerer;
  readonly #commands: readonly CommandPayload[];
  readonly #underWay = new Set<Promise<void>>();
  #taking = true;
  #closed: Promise<void> | undefined;
  #closeCode: number | undefined;

  constructor(options: DiscordOptions) {
    this.#options = options;
    this.#commands = commandPayload(options.registry, options.describe);
    const api = options.apiUrl === undefined ? {} : { api: options.apiUrl.replace(/\/+$/, '') };
    this.#client = newClient(api);
    this.#sends = new REST({
      ...api,
      retries: 0,
      // Deliveries are tried again by whoever asked for them, at the time Discord names. Follow-ups simply wait.
      rejectOnRateLimit: ({ route }) => !route.startsWith('/webhooks'),
    }).setToken(options.token);
    // Bolt brings another undici into the process, and the one loaded first would lend its dispatcher to both.
    this.#client.rest.setAgent(this.#agent);
    this.#sends.setAgent(this.#agent);
    this.#delivery = new Delivery(
      this.#sends,
      options.token,
      (channelId) => this.#mayReadHistory(channelId),
      (content) => drawPictures(content, options.pictures, options.log),
    );
    this.events = new EventDelivery(this.#sends, options.token, () => this.#client.user?.id);
    this.#presence = new Presence(this.#client.rest, options.token);
    this.#answerer = new InteractionAnswerer({ ...options, rest: this.#client.rest, sends: this.#sends });
    this.#listen();
  }

  readonly send: Platform['send'] = (to, content, deliveryId) => this.#delivery.send(to, content, deliveryId);
  readonly edit: Platform['edit'] = (message, content) => this.#delivery.edit(message, content);
  readonly findSent: Platform['findSent'] = (to, deliveryId, since) =>
    this.#delivery.findSent(to, deliveryId, since);
  readonly isHere: Platform['isHere'] = (account, servers) => this.#presence.isHere(account, servers);

  async start(): Promise<void> {
    try {
      if ((await withinMs(this.#logIn(), START_MS)) === undefined) throw new Error('timeout');
    } catch (error) {
      await this.#close();
      throw toStartError(error, this.#closeCode);
    }
    await this.#register();
    this.#options.log.info('discord.started', { servers: this.#client.guilds.cache.size });
  }

  async stop(): Promise<void> {
    this.#taking = false;
    await withinMs(Promise.allSettled(this.#underWay), FINISH_MS);
    await this.#close();
  }

  async #logIn(): Promise<true> {
    const ready = new Promise<void>((resolve) => {
      this.#client.once(Events.ClientReady, () => resolve());
    });
    await this.#client.login(this.#options.token);
    await ready;
    if (this.#client.application?.id !== this.#options.applicationId)
      throw new DiscordStartError('application');
    return true;
  }

  /** The commands of the last start still work, so a failure here is no reason not to run. */
  async #register(): Promise<void> {
    const { applicationId, log } = this.#options;
    try {
      const outcome = await registerCommands(this.#client.rest, applicationId, this.#commands);
      log.info('discord.commands', { outcome, count: this.#commands.length });
    } catch (error) {
      const { kind, platformCode, cause } = toPlatformError(error);
      log.error('discord.commands-not-registered', {
        kind,
        platformCode,
        error: cause instanceof Error ? cause : undefined,
      });
    }
  }

  #close(): Promise<void> {
    this.#closed ??= this.#closeAll();
    return this.#closed;
  }

  async #closeAll(): Promise<void> {
    await this.#client.destroy();
    this.#sends.clearHashSweeper();
    this.#sends.clearHandlerSweeper();
    await this.#agent.close();
  }

  #take(interaction: APIInteraction): void {
    if (!this.#taking) {
      this.#options.log.warn('discord.stopping', { interaction: interaction.id });
      return;
    }
    const work = this.#answerer.answer(interaction).finally(() => this.#underWay.delete(work));
    this.#underWay.add(work);
  }

  #listen(): void {
    const { log } = this.#options;
    const client = this.#client;
    // The payload as Discord sent it: discord.js's own interaction objects know fewer components than Discord.
    client.ws.on(GatewayDispatchEvents.InteractionCreate, (interaction: APIInteraction) =>
      this.#take(interaction),
    );
    client.on(Events.ShardDisconnect, ({ code }) => {
      this.#closeCode = code;
      // Discord has hung up for good (a new token, for example); discord.js does not try again.
      if (this.#taking) log.error('discord.disconnected', { closeCode: code });
    });
    client.on(Events.ShardReconnecting, (shard) => log.warn('discord.reconnecting', { shard }));
    client.on(Events.ShardResume, (shard, replayed) => log.info('discord.resumed', { shard, replayed }));
    client.on(Events.ShardError, (error, shard) => log.warn('discord.connection-error', { shard, error }));
    client.on(Events.Error, (error) => log.error('discord.client-error', { error }));
    client.on(Events.Invalidated, () => log.error('discord.session-invalidated'));
  }

  /** Only a "no" that is certain counts: the channel may be unknown here. */
  #mayReadHistory(channelId: string): boolean {
    const channel = this.#client.channels.cache.get(channelId);
    if (channel === undefined || channel.isDMBased()) return true;
    const me = channel.guild.members.me;
    return me === null || channel.permissionsFor(me).has(PermissionFlagsBits.ReadMessageHistory);
  }
}

function newClient(rest: Partial<RESTOptions>): Client {
  return new Client({
    // No privileged intent: no member lists, no messages of people.
    intents: [GatewayIntentBits.Guilds],
    rest,
    allowedMentions: { parse: [] },
    // People are not kept: what is needed of them comes with each interaction.
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      GuildMemberManager: { maxSize: 0, keepOverLimit: (member) => member.id === member.client.user.id },
      UserManager: { maxSize: 0, keepOverLimit: (user) => user.id === user.client.user.id },
    }),
  });
}
