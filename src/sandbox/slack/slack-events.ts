import type { JsonObject } from '../page-api.ts';
import type { SpaceRecord } from '../world-data.ts';
import type { ActContext } from './act-context.ts';
import type { DeliveryResult } from './delivery.ts';

const REASONS = {
  operation_timeout: 'http_timeout',
  dispatch_failed: 'connection_failed',
  http_error: 'http_error',
};

/** The Events API: told at least once, up to three times more when the app does not take it. */
export class SlackEvents {
  readonly #context: ActContext;
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(context: ActContext) {
    this.#context = context;
  }

  envelope(space: SpaceRecord, event: JsonObject): JsonObject {
    const { world } = this.#context;
    return {
      token: world.data.secrets.slackVerificationToken,
      team_id: space.id,
      context_team_id: space.id,
      context_enterprise_id: null,
      api_app_id: world.data.slackAppId,
      event: { event_ts: world.ids.slackTs(), ...event },
      type: 'event_callback',
      event_id: world.ids.slack('Ev'),
      event_time: Math.floor(world.nowMs() / 1000),
      authorizations: [
        {
          enterprise_id: null,
          team_id: space.id,
          user_id: space.botUserId,
          is_bot: true,
          is_enterprise_install: false,
        },
      ],
      is_ext_shared_channel: false,
      event_context: world.ids.secret(8),
    };
  }

  /** Resolves with the first delivery's result; repetitions go on in the background. */
  async send(space: SpaceRecord, event: JsonObject): Promise<DeliveryResult> {
    return this.#attempt(this.envelope(space, event), 0, '');
  }

  async #attempt(payload: JsonObject, attempt: number, reason: string): Promise<DeliveryResult> {
    const retry = attempt > 0 ? { attempt, reason } : undefined;
    const result = await this.#context.delivery.deliver({ kind: 'event', payload }, retry);
    const wait = this.#context.timing.slackEventRetryMs[attempt];
    if (result.ok || result.noRetry || result.error === 'not_connected' || wait === undefined) return result;
    const why = REASONS[result.error];
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      void this.#attempt(payload, attempt + 1, why);
    }, wait);
    timer.unref();
    this.#timers.add(timer);
    return result;
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}
