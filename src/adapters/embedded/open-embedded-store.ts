/**
 * Postgres without a server: PGlite in a thread of its own, reachable through a socket that node-postgres,
 * Prisma, BullMQ and psql connect to as to any other Postgres. How and why: docs/embedded-store.md.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, realpathSync } from 'node:fs';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { Worker } from 'node:worker_threads';
import type { EngineThreadOptions, FromEngineThread, ToEngineThread } from './engine-message.ts';
import { socketPathIn } from './socket-folder.ts';
import { DataFolderInUse, EmbeddedStoreFailed } from './store-errors.ts';

export interface EmbeddedStoreOptions {
  dataDir: string;
  /** A client that leaves a transaction open without a word is disconnected after this time. */
  idleTransactionTimeoutMs?: number;
  /** How long to wait for a predecessor that is just ending before saying that the folder is in use. */
  lockWaitMs?: number;
  /** `tcp` is for systems without Unix sockets: the loopback address and a random password. */
  transport?: 'unix' | 'tcp';
  /** The engine ended unexpectedly and runs again; its clients were disconnected and may reconnect. */
  onRestart?: (reason: Error) => void;
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
}

export interface EmbeddedStore {
  poolConfig(): EmbeddedPoolConfig;
  /** A connected socket that speaks the Postgres protocol, for clients that take a stream. */
  openStream(): Duplex;
  /** Disconnects everyone, writes all to the disk and releases the folder. */
  close(): Promise<void>;
}

const closeLimitMs = 15_000;
/** More restarts than this in a minute, and restarting does not help. */
const restartsPerMinute = 5;

interface RunningEngine {
  worker: Worker;
  host: string;
  port: number;
  exited: Promise<EmbeddedStoreFailed>;
}

export async function openEmbeddedStore(options: EmbeddedStoreOptions): Promise<EmbeddedStore> {
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  const dataDir = realpathSync(options.dataDir);
  const transport = options.transport ?? (process.platform === 'win32' ? 'tcp' : 'unix');
  const threadOptions: EngineThreadOptions = {
    dataDir,
    transport,
    socketFolder: undefined,
    password: transport === 'tcp' ? randomBytes(24).toString('base64url') : undefined,
    idleTransactionTimeoutMs: options.idleTransactionTimeoutMs ?? 15_000,
    lockWaitMs: options.lockWaitMs ?? 2_000,
  };
  let engine = await startEngine(threadOptions);
  let closing: Promise<void> | undefined;
  const restart = () =>
    startEngine(transport === 'unix' ? { ...threadOptions, socketFolder: engine.host } : threadOptions);

  const fail = (error: EmbeddedStoreFailed) => {
    if (options.onFailure) options.onFailure(error);
    else throw error;
  };
  const keepRunning = async (): Promise<void> => {
    const restartedAt: number[] = [];
    for (;;) {
      const reason = await engine.exited;
      if (closing) return;
      const now = performance.now();
      restartedAt.push(now);
      if (restartedAt.filter((at) => now - at < 60_000).length > restartsPerMinute) return fail(reason);
      try {
        engine = await restart();
      } catch (error) {
        return fail(new EmbeddedStoreFailed(dataDir, 'it ended and could not be started again', error));
      }
      if (closing) return;
      options.onRestart?.(reason);
    }
  };
  const watch = keepRunning();

  return {
    poolConfig: () => ({
      host: engine.host,
      port: engine.port,
      user: 'postgres',
      database: 'postgres',
      ...(threadOptions.password === undefined ? {} : { password: threadOptions.password }),
    }),
    openStream: () =>
      transport === 'unix' ? connect(socketPathIn(engine.host)) : connect(engine.port, engine.host),
    close() {
      closing ??= stopEngine(() => engine, watch);
      return closing;
    },
  };
}

function startEngine(threadOptions: EngineThreadOptions): Promise<RunningEngine> {
  const { dataDir } = threadOptions;
  return new Promise((resolve, reject) => {
    // Neither the loaders nor the debugger of whoever runs us are wanted there.
    const worker = new Worker(new URL('./start-engine-thread.mjs', import.meta.url), {
      workerData: threadOptions,
      execArgv: [],
      name: 'twinbell-embedded-store',
    });
    let failure: EmbeddedStoreFailed | undefined;
    const exited = new Promise<EmbeddedStoreFailed>((resolveExit) => {
      worker.once('exit', (code) => {
        const error = failure ?? new EmbeddedStoreFailed(dataDir, `the engine ended with code ${code}`);
        resolveExit(error);
        reject(error);
      });
    });
    worker.on('error', (error) => {
      failure ??= new EmbeddedStoreFailed(dataDir, String(error), error);
    });
    worker.on('message', (message: FromEngineThread) => {
      if (message.kind === 'ready') resolve({ worker, host: message.host, port: message.port, exited });
      else if (message.kind === 'in-use') reject(new DataFolderInUse(dataDir, message.holder));
      else failure ??= new EmbeddedStoreFailed(dataDir, message.reason);
    });
  });
}

async function stopEngine(current: () => RunningEngine, watch: Promise<void>): Promise<void> {
  const message: ToEngineThread = { kind: 'close' };
  const { worker, exited } = current();
  worker.postMessage(message);
  const tooLong = setTimeout(() => {
    // A query is still running. What was acknowledged is on the disk; the rest is as after a crash.
    worker.terminate();
  }, closeLimitMs);
  await exited;
  clearTimeout(tooLong);
  // A restart may have been under way: whatever it brought up must go too.
  await watch;
  const latest = current();
  if (latest.worker !== worker) {
    latest.worker.postMessage(message);
    await latest.exited;
  }
}
