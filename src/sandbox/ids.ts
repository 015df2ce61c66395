import { randomBytes } from 'node:crypto';

const DISCORD_EPOCH_MS = 1_420_070_400_000;

/** What must survive a restart so that no id is given twice, even when the virtual clock stands still. */
export interface IdState {
  snowflakeMs: number;
  snowflakeStep: number;
  slackMicros: number;
  counter: number;
}

export const freshIdState = (): IdState => ({ snowflakeMs: 0, snowflakeStep: 0, slackMicros: 0, counter: 0 });

export class IdSource {
  readonly #state: IdState;
  readonly #nowMs: () => number;

  constructor(state: IdState, nowMs: () => number) {
    this.#state = state;
    this.#nowMs = nowMs;
  }

  /** Carries the virtual instant, as a library reads it back out of the id. */
  snowflake(): string {
    const state = this.#state;
    const now = this.#nowMs();
    if (now > state.snowflakeMs) {
      state.snowflakeMs = now;
      state.snowflakeStep = 0;
    } else if (state.snowflakeStep < 4095) state.snowflakeStep += 1;
    else {
      state.snowflakeMs += 1;
      state.snowflakeStep = 0;
    }
    return ((BigInt(state.snowflakeMs - DISCORD_EPOCH_MS) << 22n) | BigInt(state.snowflakeStep)).toString();
  }

  slackTs(): string {
    this.#state.slackMicros = Math.max(this.#state.slackMicros + 100, this.#nowMs() * 1000);
    const micros = this.#state.slackMicros;
    return `${Math.floor(micros / 1_000_000)}.${String(micros % 1_000_000).padStart(6, '0')}`;
  }

  /** A Slack-like id: upper case letters and digits. */
  slack(prefix: string): string {
    this.#state.counter += 1;
    const count = this.#state.counter.toString(36).toUpperCase().padStart(5, '0');
    return `${prefix}0${randomBytes(2).toString('hex').toUpperCase()}${count}`;
  }

  secret(bytes = 24): string {
    return randomBytes(bytes).toString('hex');
  }
}
