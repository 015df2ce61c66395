import type { ClockState } from './page-api.ts';
import type { World } from './world.ts';

/** Takes the bot to an instant (everything due until then happens) and tells which instant it reached. */
export type MoveBot = (toInstantMs: number) => Promise<{ nowMs: number }>;

export class ClockRefused extends Error {}

/** The sandbox's virtual time: an offset to the real one. It never runs backwards, as sent messages stay sent. */
export class VirtualClock {
  readonly #world: World;
  readonly #moveBot: MoveBot | null;
  #isMoving = false;

  constructor(world: World, moveBot: MoveBot | null) {
    this.#world = world;
    this.#moveBot = moveBot;
  }

  get offsetMs(): number {
    return this.#world.data.clockOffsetMs;
  }

  get nowMs(): number {
    return this.#world.nowMs();
  }

  get state(): ClockState {
    return { now: this.#world.nowIso(), offsetMs: this.offsetMs, isMoving: this.#isMoving };
  }

  advance(ms: number): Promise<ClockState> {
    return this.moveTo(this.nowMs + ms);
  }

  async moveTo(instantMs: number): Promise<ClockState> {
    if (!Number.isFinite(instantMs)) throw new ClockRefused('That is not an instant.');
    if (instantMs < this.nowMs) throw new ClockRefused('The clock only moves forward.');
    if (this.#isMoving) throw new ClockRefused('The clock is moving already.');
    this.#isMoving = true;
    this.#world.changed();
    try {
      const reached = this.#moveBot ? (await this.#moveBot(instantMs)).nowMs : instantMs;
      this.reached(reached);
    } finally {
      this.#isMoving = false;
      this.#world.changed();
    }
    return this.state;
  }

  /** While it moves, the bot may say where it is, so that its messages carry the right time. */
  reached(instantMs: number): void {
    this.#world.data.clockOffsetMs = Math.max(this.offsetMs, instantMs - Date.now());
    this.#world.changed();
  }
}
