import { randomBytes } from 'node:crypto';
import type { DiscordChoice, JsonObject } from '../page-api.ts';
import type { Timing } from '../timing.ts';
import type { World } from '../world.ts';
import type { DiscordModalRecord, InteractionRecord } from '../world-data.ts';
import { refuse } from './discord-refusal.ts';
import type { Gateway } from './gateway.ts';

const KEPT = 400;

/** The app's initial answer, as far as a client shows it. */
export interface InitialAnswer {
  type: number;
  messageId: string | null;
  modal: DiscordModalRecord | null;
  choices: DiscordChoice[];
}

export type Asked =
  | { ok: true; answer: InitialAnswer }
  | { ok: false; error: 'operation_timeout' | 'not_connected' };

/** Interactions, their tokens, and who waits for their answer. */
export class InteractionBook {
  readonly #world: World;
  readonly #gateway: Gateway;
  readonly #timing: Timing;
  readonly #waiting = new Map<string, (answer: InitialAnswer) => void>();
  /** What was dispatched, oldest first, so that a test can dispatch it again. */
  readonly log: JsonObject[] = [];

  constructor(world: World, gateway: Gateway, timing: Timing) {
    this.#world = world;
    this.#gateway = gateway;
    this.#timing = timing;
  }

  open(
    given: Pick<
      InteractionRecord,
      'type' | 'personId' | 'channelId' | 'spaceId' | 'commandName' | 'sourceMessageId'
    >,
  ): InteractionRecord {
    const record: InteractionRecord = {
      ...given,
      id: this.#world.ids.snowflake(),
      token: randomBytes(48).toString('base64url'),
      madeRealMs: Date.now(),
      answerType: null,
      originalMessageId: null,
      followupIds: [],
    };
    const list = this.#world.data.interactions;
    list.push(record);
    if (list.length > KEPT) list.shift();
    return record;
  }

  /** Shows the interaction to the app and waits for its initial answer. */
  ask(record: InteractionRecord, payload: JsonObject): Promise<Asked> {
    if (!this.#gateway.hasSession) return Promise.resolve({ ok: false, error: 'not_connected' });
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(record.id);
        resolve({ ok: false, error: 'operation_timeout' });
      }, this.#timing.discordAnswerMs);
      this.#waiting.set(record.id, (answer) => {
        clearTimeout(timer);
        resolve({ ok: true, answer });
      });
      this.log.push(payload);
      if (this.log.length > KEPT) this.log.shift();
      this.#gateway.dispatch('INTERACTION_CREATE', payload);
    });
  }

  answered(record: InteractionRecord, answer: InitialAnswer): void {
    record.answerType = answer.type;
    record.originalMessageId = answer.messageId;
    this.#waiting.get(record.id)?.(answer);
    this.#waiting.delete(record.id);
    this.#world.changed();
  }

  /** For the callback route: known, in time and not answered yet. */
  forCallback(id: string | undefined, token: string | undefined): InteractionRecord {
    const record = this.#world.data.interactions.find((one) => one.id === id && one.token === token);
    if (!record) return refuse('unknownInteraction');
    if (record.answerType !== null) return refuse('alreadyAnswered');
    if (Date.now() - record.madeRealMs > this.#timing.discordAnswerMs) return refuse('unknownInteraction');
    return record;
  }

  /** For the webhook routes: answered, and its token alive. */
  forWebhook(applicationId: string | undefined, token: string | undefined): InteractionRecord {
    const record = this.#world.data.interactions.find((one) => one.token === token);
    if (!record || applicationId !== this.#world.data.discordApplicationId) return refuse('unknownWebhook');
    if (Date.now() - record.madeRealMs > this.#timing.discordTokenMs) return refuse('invalidWebhookToken');
    if (record.answerType === null) return refuse('unknownWebhook');
    return record;
  }
}
