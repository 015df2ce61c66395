import { createHmac } from 'node:crypto';
import { type Posted, PostTimedOut, post } from '../http/post.ts';
import { isObject, parseJson } from '../json.ts';
import type { Json, JsonObject } from '../page-api.ts';
import type { SlackContext } from './slack-context.ts';
import type { SocketMode } from './socket-mode.ts';

export type DeliveryKind = 'command' | 'interaction' | 'options' | 'event';

/** One thing that Slack told the app; kept so that a test can tell it again. */
export interface Delivery {
  kind: DeliveryKind;
  payload: JsonObject;
}

export type DeliveryResult =
  | { ok: true; status: number /** Parsed JSON, or text, or null for an empty answer. */; body: Json }
  | {
      ok: false;
      error: 'operation_timeout' | 'dispatch_failed' | 'http_error' | 'not_connected';
      status: number;
      /** The app asked Slack not to try again. */
      noRetry?: boolean;
    };

export interface RawRequest {
  body: string;
  contentType?: string;
  headers?: { [name: string]: string };
  /** Seconds; the real now unless told. */
  timestamp?: number;
  /** Another secret than Slack's, to sign wrongly. */
  signingSecret?: string;
  /** Overrides the whole signature. */
  signature?: string;
}

export interface Retry {
  attempt: number;
  reason: string;
}

const FORM = 'application/x-www-form-urlencoded';

/** Carries what people do to the app: over its sockets when there are any, else as signed HTTP requests. */
export class SlackDelivery {
  /** Where the app listens, e.g. http://127.0.0.1:3000/slack/events. Null: not reachable over HTTP. */
  requestUrl: string | null = null;
  readonly log: Delivery[] = [];
  readonly #context: SlackContext;
  readonly #sockets: SocketMode;

  constructor(context: SlackContext, sockets: SocketMode) {
    this.#context = context;
    this.#sockets = sockets;
  }

  async deliver(delivery: Delivery, retry?: Retry): Promise<DeliveryResult> {
    this.log.push(delivery);
    if (this.log.length > 500) this.log.shift();
    this.#context.world.bell.ring();
    const waitMs = this.#context.timing.slackAckMs;
    if (this.#sockets.isConnected) {
      const type =
        delivery.kind === 'command'
          ? 'slash_commands'
          : delivery.kind === 'event'
            ? 'events_api'
            : 'interactive';
      const answer = await this.#sockets.deliver(type, delivery.payload, waitMs, retry);
      if (!answer) return { ok: false, error: 'operation_timeout', status: 0 };
      // Over a socket, text is wrapped by the SDK; an empty object is a bare acknowledgement.
      return { ok: true, status: 200, body: Object.keys(answer.payload).length > 0 ? answer.payload : null };
    }
    if (!this.requestUrl) return { ok: false, error: 'not_connected', status: 0 };
    const headers: { [name: string]: string } = retry
      ? { 'x-slack-retry-num': String(retry.attempt), 'x-slack-retry-reason': retry.reason }
      : {};
    return this.send({ ...encode(delivery), headers }, waitMs);
  }

  async send(raw: RawRequest, waitMs = this.#context.timing.slackAckMs): Promise<DeliveryResult> {
    if (!this.requestUrl) return { ok: false, error: 'not_connected', status: 0 };
    const timestamp = String(raw.timestamp ?? Math.floor(Date.now() / 1000));
    const secret = raw.signingSecret ?? this.#context.world.data.secrets.slackSigningSecret;
    const mac = createHmac('sha256', secret).update(`v0:${timestamp}:${raw.body}`).digest('hex');
    const headers = {
      'content-type': raw.contentType ?? FORM,
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': raw.signature ?? `v0=${mac}`,
      ...raw.headers,
    };
    let answer: Posted;
    try {
      answer = await post(this.requestUrl, headers, raw.body, waitMs);
    } catch (error) {
      // To Slack an app that is away is an outcome like others; the person is told.
      return {
        ok: false,
        error: error instanceof PostTimedOut ? 'operation_timeout' : 'dispatch_failed',
        status: 0,
      };
    }
    const { status, text } = answer;
    if (status < 200 || status > 299) {
      const noRetry = answer.headers['x-slack-no-retry'] === '1';
      return { ok: false, error: 'http_error', status, noRetry };
    }
    const isJson = String(answer.headers['content-type'] ?? '').includes('json');
    return { ok: true, status, body: text === '' ? null : isJson ? (parseJson(text) ?? text) : text };
  }
}

/** Commands are plain form fields, interactions one field `payload`, events JSON. */
export function encode(delivery: Delivery): { body: string; contentType: string } {
  if (delivery.kind === 'event') {
    return { body: JSON.stringify(delivery.payload), contentType: 'application/json' };
  }
  const fields =
    delivery.kind === 'command'
      ? Object.entries(delivery.payload).map(([name, value]): [string, string] => [
          name,
          isObject(value) ? JSON.stringify(value) : String(value),
        ])
      : [['payload', JSON.stringify(delivery.payload)] as [string, string]];
  return { body: new URLSearchParams(fields).toString(), contentType: FORM };
}
