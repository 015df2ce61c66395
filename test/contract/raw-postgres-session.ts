/** A client that sends what it is told to, for what no well-behaved driver would send. */
import { connect, type Socket } from 'node:net';
import pg from 'pg';
import { type BackendMessage, readBackendMessages } from '../../src/adapters/embedded/backend-message.ts';
import { cString, encodeMessage } from '../../src/adapters/embedded/frontend-message.ts';

export class RawPostgresSession {
  readonly socket: Socket;
  readonly closed: Promise<void>;
  #received = Buffer.alloc(0);
  #wake: () => void = () => undefined;

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on('error', () => socket.destroy());
    this.closed = new Promise((resolve) => socket.on('close', () => resolve()));
    socket.on('data', (chunk) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      this.#wake();
    });
  }

  send(...messages: Buffer[]): void {
    this.socket.write(Buffer.concat(messages));
  }

  /** All messages up to and including the first of this type. */
  async until(type: string): Promise<BackendMessage[]> {
    for (;;) {
      const messages = [...readBackendMessages(this.#received)].filter(isWhole);
      const end = messages.findIndex((message) => message.type === type);
      if (end >= 0) {
        const taken = messages.slice(0, end + 1);
        const bytes = taken.reduce((sum, message) => sum + message.bytes.length, 0);
        this.#received = this.#received.subarray(bytes);
        return taken;
      }
      await new Promise<void>((resolve, reject) => {
        this.#wake = resolve;
        this.closed.then(() => reject(new Error(`closed before a ${type} came`)));
      });
    }
  }
}

function isWhole(message: BackendMessage): boolean {
  return message.bytes.length >= 5 && message.bytes.length === 1 + message.bytes.readInt32BE(1);
}

/** Signed in by the driver, whatever the server asks for, and then taken over. */
export async function openRawSession(config: pg.ClientConfig): Promise<RawPostgresSession> {
  const client = new pg.Client(config);
  await client.connect();
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  stream.removeAllListeners();
  return new RawPostgresSession(stream);
}

export function openSocket({ host, port }: { host: string; port: number }): RawPostgresSession {
  return new RawPostgresSession(
    host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host),
  );
}

const int16 = (value: number) => {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
};
const int32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};

export const say = {
  query: (sql: string) => encodeMessage({ type: 'Q', body: cString(sql) }),
  parse: (name: string, sql: string) =>
    encodeMessage({ type: 'P', body: Buffer.concat([cString(name), cString(sql), int16(0)]) }),
  bind: (name: string, ...values: string[]) => {
    const parameters = values.flatMap((value) => [int32(Buffer.byteLength(value)), Buffer.from(value)]);
    const body = [cString(''), cString(name), int16(0), int16(values.length), ...parameters, int16(0)];
    return encodeMessage({ type: 'B', body: Buffer.concat(body) });
  },
  execute: () => encodeMessage({ type: 'E', body: Buffer.concat([cString(''), int32(0)]) }),
  flush: () => encodeMessage({ type: 'H', body: Buffer.alloc(0) }),
  sync: () => encodeMessage({ type: 'S', body: Buffer.alloc(0) }),
};

export function firstColumns(messages: BackendMessage[]): (string | null | undefined)[] {
  return messages.filter((message) => message.type === 'D').map((message) => message.columns()[0]);
}
