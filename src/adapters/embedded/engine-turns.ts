/**
 * Who uses the engine next. One unit of messages at a time, first come first served, except that a client
 * in a transaction keeps the engine until it ends it, is gone, or has idled too long.
 */
import { setImmediate as nextTick } from 'node:timers/promises';

export interface TurnTaker {
  readonly hasWork: boolean;
  /** Does one piece of work; says whether the engine must stay with this one. Must not throw. */
  takeTurn(): Promise<boolean>;
  /** It kept the engine without using it for too long: its next piece of work must be to let go. */
  idledTooLong(): void;
}

export class EngineTurns {
  readonly #idleLimitMs: number;
  readonly #waiting = new Set<TurnTaker>();
  #holder: TurnTaker | undefined;
  #idleTimer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;

  constructor(idleLimitMs: number) {
    this.#idleLimitMs = idleLimitMs;
  }

  /** Call whenever a taker has got something to do. */
  request(taker: TurnTaker): void {
    if (taker !== this.#holder) this.#waiting.add(taker);
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
  }

  /** Resolves when nothing is running; what waits behind an idle transaction keeps waiting. */
  async settled(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #run(): Promise<void> {
    for (let taker = this.#next(); taker; taker = this.#next()) {
      clearTimeout(this.#idleTimer);
      const keeps = await taker.takeTurn();
      this.#holder = keeps ? taker : undefined;
      if (keeps) this.#watchIdleness(taker);
      else if (taker.hasWork) this.#waiting.add(taker);
      // The engine ran without a pause: let the sockets be read, so that all clients get into the line.
      await nextTick();
    }
  }

  #next(): TurnTaker | undefined {
    if (this.#holder) return this.#holder.hasWork ? this.#holder : undefined;
    for (const taker of this.#waiting) {
      this.#waiting.delete(taker);
      if (taker.hasWork) return taker;
    }
    return undefined;
  }

  #watchIdleness(taker: TurnTaker): void {
    this.#idleTimer = setTimeout(() => {
      taker.idledTooLong();
      this.request(taker);
    }, this.#idleLimitMs);
  }
}
