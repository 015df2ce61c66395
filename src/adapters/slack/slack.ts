import type { IncomingMessage, ServerResponse } from 'node:http';
import { App, SocketModeReceiver } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import type { CallHandler, Content } from '../../chat/call.ts';
import type { AnyCommand } from '../../chat/command.ts';
import type { Log } from '../../chat/log.ts';
import type { PictureRenderer } from '../../chat/picture-renderer.ts';
import { type Destination, type Platform, PlatformError } from '../../chat/platform.ts';
import type { Account } from '../../core/committee/member.ts';
import type { MessageRef } from '../../core/reminder/reminder.ts';
import type { Instant } from '../../core/time/instant.ts';
import { Conversation } from './conversation.ts';
import { Delivery } from './delivery.ts';
import { HttpReceiver, toError } from './http-receiver.ts';
import { parseAction, parseSlash, parseSubmission, type Surroundings } from './parse-payload.ts';
import { parseShortcut } from './parse-shortcut.ts';
import { PictureUploads, type UploadPatience } from './picture-uploads.ts';
import { isHere, personChange } from './presence.ts';
import { Profiles } from './profiles.ts';
import { LINK_ACTION } from './render-card.ts';
import { FORM_CALLBACK } from './render-form.ts';
import { ResponseUrl } from './response-url.ts';
import { sdkLogger } from './sdk-logger.ts';
import { AnswerDesk } from './show-answer.ts';
import { SignedRequests } from './signed-requests.ts';
import { toPlatformError } from './web-error.ts';

export interface SlackOptions {
  readonly botToken: string;
  /** HTTP mode: Slack sends signed requests to `handleHttp`. */
  readonly signingSecret?: string;
  /** Socket Mode: the bot calls Slack; wins over `signingSecret`, as it does at Slack. */
  readonly appToken?: string;
  /** Where Slack's Web API is, when it is not slack.com; ends with '/'. */
  readonly apiUrl?: string;
  readonly handler: CallHandler;
  readonly commands: ReadonlyMap<string, AnyCommand>;
  readonly log: Log;
  /** The real clock, epoch ms: signatures and caches, nothing of the twinning. */
  readonly now: () => Instant;
  /** False when a request with this id was seen before, by this process or another one. */
  readonly firstSight: (requestId: string) => Promise<boolean>;
  readonly pictures: PictureRenderer;
  /** Slack tells of every change of a person; this is whether their account is active now. */
  readonly accountChanged: (account: Account, isActive: boolean) => Promise<void>;
  /** For tests. */
  readonly uploadPatience?: UploadPatience;
}

export interface SlackPlatform extends Platform {
  /** Answers POST /slack/events. False: the request is for somebody else. Always false in Socket Mode. */
  handleHttp(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
}

const CALL_TIMEOUT_MS = 10_000;
const LAST_WORDS_MS = 10_000;

/** Slack, for one workspace (the one that the bot token is of). */
export function createSlackPlatform(options: SlackOptions): SlackPlatform {
  const { log, now, botToken, appToken, signingSecret, apiUrl } = options;
  if (appToken === undefined && signingSecret === undefined)
    throw new RangeError('Slack needs an app token (Socket Mode) or a signing secret (HTTP)');
  const logger = sdkLogger(log);
  const clientOptions = {
    logger,
    timeout: CALL_TIMEOUT_MS,
    // The SDK would repeat for half an hour, and post twice when only an answer was lost.
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
  };
  const client = new WebClient(botToken, clientOptions);
  const profiles = new Profiles(client, now, log);
  const responses = new ResponseUrl(apiUrl);
  const uploads = new PictureUploads(client, apiUrl, options.pictures, log, options.uploadPatience);
  const http =
    appToken === undefined && signingSecret !== undefined
      ? new HttpReceiver(new SignedRequests(signingSecret, now), log)
      : undefined;
  const receiver =
    http ??
    new SocketModeReceiver({
      appToken: appToken ?? '',
      logger,
      // Here repeating is right: it opens connections and posts nothing.
      installerOptions: { clientOptions: apiUrl === undefined ? {} : { slackApiUrl: apiUrl } },
    });

  let started: { readonly delivery: Delivery; readonly identity: Identity } | undefined;
  const running = new Set<Promise<void>>();
  const delivery = (): Delivery => {
    if (started === undefined) throw new PlatformError('unavailable', 'not_started');
    return started.delivery;
  };

  const app = new App({
    receiver,
    logger,
    clientOptions,
    convoStore: false,
    authorize: () => Promise.resolve(started?.identity ?? {}),
  });
  app.error((error) => {
    log.error('slack.request-failed', { error: toError(error) });
    return Promise.resolve();
  });

  const listen = (tenantId: string, delivery: Delivery) => {
    const around: Surroundings = {
      tenantId,
      commands: options.commands,
      profile: (userId, name) => profiles.of(userId, name),
    };
    const desk = new AnswerDesk(client, delivery, responses, uploads, log);
    const conversation = new Conversation(client, options.handler, desk, profiles, options.firstSight, log);
    /** Remembers what is under way, so that a stop can wait for it. */
    const track = async (work: Promise<void>): Promise<void> => {
      running.add(work);
      try {
        await work;
      } finally {
        running.delete(work);
      }
    };
    const ignore = async (ack: () => Promise<void>, what: string) => {
      log.warn('slack.payload-not-understood', { what });
      await ack();
    };
    app.command(/.*/, async ({ body, ack }) => {
      const request = parseSlash(body, around);
      await (request ? track(conversation.hear(request, () => ack())) : ignore(() => ack(), 'command'));
    });
    app.action(new RegExp(`^${LINK_ACTION}`), async ({ ack }) => await ack());
    app.action(new RegExp(`^(?!${LINK_ACTION})`), async ({ body, ack }) => {
      const request = parseAction(body, around);
      await (request ? track(conversation.hear(request, () => ack())) : ignore(() => ack(), 'action'));
    });
    app.shortcut({ type: 'message_action' }, async ({ body, ack }) => {
      const request = parseShortcut(body, around);
      await (request ? track(conversation.hear(request, () => ack())) : ignore(() => ack(), 'shortcut'));
    });
    app.view(FORM_CALLBACK, async ({ body, ack }) => {
      const submission = parseSubmission(body, around);
      await (submission
        ? track(conversation.take(submission, (answer) => (answer === undefined ? ack() : ack(answer))))
        : ignore(() => ack(), 'form'));
    });
    app.event('user_change', async ({ event }) => {
      const change = personChange(event, tenantId);
      if (change !== undefined) await track(options.accountChanged(change.account, change.isActive));
    });
    for (const event of ['app_uninstalled', 'tokens_revoked'])
      app.event(event, () => {
        log.warn('slack.access-withdrawn', { event });
        return Promise.resolve();
      });
  };

  return {
    name: 'slack',

    async start() {
      const identity = await whoAmI(client);
      const delivery = new Delivery(client, identity.teamId, uploads, now);
      if (started === undefined) listen(identity.teamId, delivery);
      started = { delivery, identity };
      await receiver.start();
      log.info('slack.started', { tenantId: identity.teamId, mode: http ? 'http' : 'socket' });
    },

    async stop() {
      if (started === undefined) return;
      await receiver.stop();
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise((resolve) => {
        timer = setTimeout(resolve, LAST_WORDS_MS);
      });
      await Promise.race([Promise.allSettled(running), patience]);
      clearTimeout(timer);
      log.info('slack.stopped', { unfinished: running.size });
    },

    handleHttp: (request, response) => http?.handle(request, response) ?? Promise.resolve(false),
    send: async (to: Destination, content: Content, deliveryId: string): Promise<MessageRef> =>
      delivery().send(to, content, deliveryId),
    edit: async (message: MessageRef, content: Content) => delivery().edit(message, content),
    isHere: async (account: Account) => {
      if (started === undefined) throw new PlatformError('unavailable', 'not_started');
      return await isHere(client, account, started.identity.teamId);
    },
    findSent: async (to: Destination, deliveryId: string, since: Instant) =>
      delivery().findSent(to, deliveryId, since),
  };
}

interface Identity {
  readonly teamId: string;
  readonly botUserId?: string;
  readonly botId?: string;
}

async function whoAmI(client: WebClient): Promise<Identity> {
  try {
    const { team_id: teamId, user_id: botUserId, bot_id: botId } = await client.auth.test();
    if (teamId === undefined) throw new Error('auth.test names no workspace');
    return { teamId, ...(botUserId ? { botUserId } : {}), ...(botId ? { botId } : {}) };
  } catch (error) {
    throw toPlatformError(error);
  }
}
