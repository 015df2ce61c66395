/** Serves one engine to many Postgres clients over a socket that any of their drivers can connect to. */
import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ClientConnection, type ConnectionHost } from './client-connection.ts';
import type { Engine } from './engine.ts';
import { EngineTurns } from './engine-turns.ts';
import type { SharedEngine } from './session.ts';
import { noSettings, type Settings } from './session-settings.ts';

export interface BridgeOptions {
  engine: Engine;
  idleTransactionTimeoutMs: number;
  /** A path, or for systems without Unix sockets nothing: then a port of the loopback address is taken. */
  socketPath: string | undefined;
  /** Of the loopback address; without one any that is free. */
  port: number | undefined;
  password: string | undefined;
  onDeath: (reason: string) => void;
}

export interface Bridge {
  /** Of the loopback address; without meaning when there is a socket path. */
  readonly port: number;
  close(): Promise<void>;
  /** The engine is dead: everyone is told at once, because there is no later in this thread. */
  abandon(): void;
}

const goodbyeMs = 50;

const reportedSettings = [
  ...['server_version', 'server_encoding', 'client_encoding', 'application_name', 'DateStyle', 'TimeZone'],
  ...[
    'IntervalStyle',
    'integer_datetimes',
    'standard_conforming_strings',
    'is_superuser',
    'session_authorization',
  ],
];

export async function openBridge(options: BridgeOptions): Promise<Bridge> {
  const turns = new EngineTurns(options.idleTransactionTimeoutMs);
  const connections = new Set<ClientConnection>();
  const shared = shareEngine(options, await readReported(options.engine));
  const host: ConnectionHost = {
    shared,
    password: options.password,
    acceptedSettings: new Map(),
    requestTurn: (connection) => turns.request(connection),
    cancel: (processId, secret) =>
      [...connections].find((one) => one.answersTo(processId, secret))?.cancelWaiting(),
    ended: (connection) => connections.delete(connection),
  };
  let connectionsSoFar = 0;
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket: Socket) => {
    connectionsSoFar += 1;
    connections.add(new ClientConnection(host, socket, connectionsSoFar));
  });
  await listen(server, options);
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      // Drivers say goodbye without waiting for the end: their last words are still in the sockets.
      await sleep(goodbyeMs);
      for (const connection of connections) connection.end('57P01', 'the embedded store is closing');
      await turns.settled();
      await closed;
    },
    abandon() {
      server.close();
      for (const connection of connections)
        connection.abandon('57P02', 'the embedded store broke down and is starting again');
    },
  };
}

function listen(server: Server, { socketPath, port }: BridgeOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    if (socketPath === undefined) server.listen(port ?? 0, '127.0.0.1', resolve);
    else server.listen(socketPath, resolve);
  });
}

/** The bridge asks with simple queries, and each of those drops the one unnamed statement. */
function shareEngine({ engine, onDeath }: BridgeOptions, reported: Settings): SharedEngine {
  const statements: SharedEngine['statements'] = { generation: 0, unnamedOwner: undefined };
  const query: Engine['query'] = (sql) => {
    statements.unnamedOwner = undefined;
    return engine.query(sql);
  };
  return {
    engine: { ...engine, query },
    statements,
    reported,
    settings: noSettings,
    channels: new Set(),
    sessions: new Set(),
    onDeath,
  };
}

async function readReported(engine: Engine): Promise<Settings> {
  const reported = new Map<string, string>();
  for (const name of reportedSettings) {
    const [row] = await engine.query(`SELECT pg_catalog.current_setting('${name}')`);
    reported.set(name, row?.[0] ?? '');
  }
  return reported;
}
