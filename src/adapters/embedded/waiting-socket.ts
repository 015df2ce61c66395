import { Socket, type SocketConnectOpts } from 'node:net';

/**
 * A client's socket. While the engine is starting again it waits with connecting, so that clients are late by a
 * second or two instead of failing, or of trying thousands of times a second as BullMQ does.
 */
export class WaitingSocket extends Socket {
  readonly #whenUp: () => Promise<SocketConnectOpts>;
  readonly #waitMs: number;

  constructor(whenUp: () => Promise<SocketConnectOpts>, waitMs: number) {
    super();
    this.#whenUp = whenUp;
    this.#waitMs = waitMs;
  }

  /** Wherever it is told to connect: it knows better. */
  override connect(): this {
    const tooLong = setTimeout(
      () => this.destroy(new Error('the embedded store is not running')),
      this.#waitMs,
    );
    this.#whenUp()
      .finally(() => clearTimeout(tooLong))
      .then(
        (address) => {
          if (!this.destroyed) super.connect(address);
        },
        (error: Error) => this.destroy(error),
      );
    return this;
  }
}
