import { Socket, type SocketConnectOpts } from 'node:net';

/**
 * A client's socket. While the engine is starting again it waits with connecting, so that clients are late by a
 * second or two instead of failing, or of trying thousands of times a second as BullMQ does.
 */
export class WaitingSocket extends Socket {
  readonly #whenUp: () => Promise<SocketConnectOpts>;

  constructor(whenUp: () => Promise<SocketConnectOpts>) {
    super();
    this.#whenUp = whenUp;
  }

  /** Wherever it is told to connect: it knows better. */
  override connect(): this {
    this.#whenUp().then(
      (address) => {
        if (!this.destroyed) super.connect(address);
      },
      (error: Error) => this.destroy(error),
    );
    return this;
  }
}
