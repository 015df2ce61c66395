/**
 * Postgres without a server: PGlite in a thread of its own, reachable through a socket that node-postgres,
 * Prisma, BullMQ and psql connect to as to any other Postgres. How and why: docs/embedded-store.md.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineThreadOptions } from './engine-message.ts';
import { type RunningEngine, startEngine } from './running-engine.ts';
import { socketPathIn } from './socket-folder.ts';
import { EmbeddedStoreFailed, reasonOf } from './store-errors.ts';
import { WaitingSocket } from './waiting-socket.ts';

export interface EmbeddedStoreOptions {
  dataDir: string;
  /** A client that leaves a transaction open without a word is disconnected after this time. */
  idleTransactionTimeoutMs?: number;
  /** How long to wait for a predecessor that is just ending before saying that the folder is in use. */
  lockWaitMs?: number;
  /** How long who connects waits for an engine that is starting again; somebody may be waiting for an answer. */
  connectWaitMs?: number;
  /** `tcp` is for systems without Unix sockets: the loopback address and a random password. */
  transport?: 'unix' | 'tcp';
  /** The engine ended unexpectedly and runs again; its clients were disconnected and may reconnect. */
  onRestart?: (reason: EmbeddedStoreFailed) => void;
  /** It cannot be kept running. Without a handler this is an uncaught exception: nothing works any more. */
  onFailure?: (error: EmbeddedStoreFailed) => void;
}

/** Accepted as it is by `new pg.Pool()`, `new PrismaPg()` and BullMQ's `connection`. */
export interface EmbeddedPoolConfig {
  host: string;
  port: number;
  user: string;
  database: string;
  password?: string;
  /** Waits with connecting while the engine is starting again. */
  stream: () => Socket;
}

export interface EmbeddedStore {
  poolConfig(): EmbeddedPoolConfig;
  /** A connected socket that speaks the Postgres protocol, for clients that take a stream. */
  openStream(): Duplex;
  /** Disconnects everyone, writes all to the disk and releases the folder. */
  close(): Promise<void>;
}

/** A disk or a neighbour that is in the way for a moment is waited for; more tries than this in a minute do not help. */
const restartsPerMinute = 5;
const firstPauseMs = 250;

export async function openEmbeddedStore(options: EmbeddedStoreOptions): Promise<EmbeddedStore> {
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  const dataDir = realpathSync(options.dataDir);
  const transport = options.transport ?? (process.platform === 'win32' ? 'tcp' : 'unix');
  const threadOptions: EngineThreadOptions = {
    dataDir,
    transport,
    socketFolder: undefined,
    port: undefined,
    password: transport === 'tcp' ? randomBytes(24).toString('base64url') : undefined,
    idleTransactionTimeoutMs: options.idleTransactionTimeoutMs ?? 15_000,
    lockWaitMs: options.lockWaitMs ?? 2_000,
  };
  let engine = await startEngine(threadOptions);
  // Clients keep what poolConfig() told them: every later engine must be reached there too.
  const { host, port } = engine;
  const atSameAddress = transport === 'unix' ? { socketFolder: host } : { port };
  const address = transport === 'unix' ? { path: socketPathIn(host) } : { host, port };
  let running = Promise.resolve(engine);
  const closing = new AbortController();
  let closed: Promise<void> | undefined;
  const triedAt: number[] = [];

  async function startAgain(): Promise<RunningEngine> {
    let reason = await engine.exited;
    for (let pauseMs = firstPauseMs; !closing.signal.aborted; pauseMs *= 2) {
      const now = performance.now();
      if (triedAt.filter((at) => now - at < 60_000).length >= restartsPerMinute) break;
      triedAt.push(now);
      try {
        return await startEngine({ ...threadOptions, ...atSameAddress });
      } catch (error) {
        reason = new EmbeddedStoreFailed(dataDir, `it could not be started again: ${reasonOf(error)}`, error);
      }
      await sleep(pauseMs, undefined, { signal: closing.signal }).catch(() => undefined);
    }
    throw reason;
  }

  async function keepRunning(): Promise<void> {
    for (;;) {
      await engine.ending;
      running = startAgain();
      try {
        const reason = engine.exited;
        engine = await running;
        if (!closing.signal.aborted) options.onRestart?.(await reason);
      } catch (error) {
        if (closing.signal.aborted) return;
        if (!(options.onFailure && error instanceof EmbeddedStoreFailed)) throw error;
        return options.onFailure(error);
      }
    }
  }
  const watch = keepRunning();

  async function close(): Promise<void> {
    closing.abort();
    await engine.stop();
    // A restart may have been under way: whatever it brought up must go too.
    const latest = await running.catch(() => undefined);
    await latest?.stop();
    await watch;
  }

  /** Rejects when it is given up. */
  async function whenUp(): Promise<typeof address> {
    for (;;) {
      await running;
      if (address.path === undefined || existsSync(address.path)) return address;
      // A client can hear of the end before we do: then `running` is still the one that has gone.
      await engine.ending;
    }
  }

  const openSocket = () => new WaitingSocket(whenUp, options.connectWaitMs ?? 5_000);
  return {
    poolConfig: () => ({
      host,
      port,
      user: 'postgres',
      database: 'postgres',
      stream: openSocket,
      ...(threadOptions.password === undefined ? {} : { password: threadOptions.password }),
    }),
    openStream: () => openSocket().connect(),
    close() {
      closed ??= close();
      return closed;
    },
  };
}
