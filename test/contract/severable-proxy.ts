import { connect, createServer, type Server, type Socket } from 'node:net';

export type Outage = 'refuses' | 'is silent' | undefined;

/** Stands between a client and its server, and can be the trouble between them. */
export class SeverableProxy {
  readonly #target: { readonly host: string; readonly port: number };
  readonly #server: Server;
  readonly #open = new Set<Socket>();
  #outage: Outage;
  #port = 0;

  private constructor(target: { host: string; port: number }) {
    this.#target = target;
    this.#server = createServer((client) => this.#pass(client));
  }

  static async open(target: { host: string; port: number }): Promise<SeverableProxy> {
    const proxy = new SeverableProxy(target);
    await proxy.#listen();
    return proxy;
  }

  get port(): number {
    return this.#port;
  }

  /** Clients that are connected. */
  get connections(): number {
    return this.#open.size;
  }

  async outage(how: Outage): Promise<void> {
    if (how === this.#outage) return;
    const before = this.#outage;
    this.#outage = how;
    if (how === 'is silent') {
      for (const client of this.#open) client.unpipe().pause();
      return;
    }
    if (how === 'refuses') await this.#close();
    else if (before === 'refuses') await this.#listen();
    // The network has forgotten the connections of before.
    else this.#cut();
  }

  async close(): Promise<void> {
    await this.#close();
  }

  #pass(client: Socket): void {
    this.#open.add(client);
    client.on('error', () => undefined);
    client.on('close', () => this.#open.delete(client));
    if (this.#outage === 'is silent') return;
    const server = connect(this.#target.port, this.#target.host);
    server.on('error', () => client.destroy());
    server.on('close', () => client.destroy());
    client.on('close', () => server.destroy());
    client.pipe(server);
    server.on('data', (data) => {
      if (this.#outage !== 'is silent') client.write(data);
    });
  }

  #cut(): void {
    for (const client of this.#open) client.destroy();
  }

  #listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.#port, '127.0.0.1', () => {
        this.#server.off('error', reject);
        const address = this.#server.address();
        this.#port = typeof address === 'object' && address ? address.port : 0;
        resolve();
      });
    });
  }

  #close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#cut();
    });
  }
}
