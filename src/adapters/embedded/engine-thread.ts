/** The engine's own thread: locks the folder, opens the cluster, serves it until told to close. */
import { rmSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { type Bridge, openBridge } from './bridge.ts';
import { prepareClusterFolder } from './cluster-folder.ts';
import { lockDataFolder } from './data-folder-lock.ts';
import { openEngine } from './engine.ts';
import type { EngineThreadOptions, FromEngineThread, ToEngineThread } from './engine-message.ts';
import { makeSocketFolder, socketPathIn, socketPort } from './socket-folder.ts';
import { DataFolderInUse, reasonOf } from './store-errors.ts';

const options = workerData as EngineThreadOptions;

function tell(message: FromEngineThread): void {
  parentPort?.postMessage(message);
}

let bridge: Bridge | undefined;

/** Ends this thread only; in a worker, process.exit does not reach further. */
function die(reason: string, cause?: Error): never {
  // First, so that a client which is told and connects again at once already waits for the next engine.
  tell(cause === undefined ? { kind: 'failed', reason } : { kind: 'failed', reason, cause });
  bridge?.abandon();
  process.exit(1);
}

async function serve(): Promise<void> {
  const lock = await lockDataFolder(options.dataDir, options.lockWaitMs);
  const clusterDir = await prepareClusterFolder(options.dataDir);
  const engine = await openEngine({ clusterDir, onDeath: die });
  const folder =
    options.transport === 'unix' ? (options.socketFolder ?? makeSocketFolder(options.dataDir)) : undefined;
  const socketPath = folder === undefined ? undefined : socketPathIn(folder);
  // Left by a predecessor that was killed; no other process can be listening on it while we hold the lock.
  if (socketPath !== undefined) rmSync(socketPath, { force: true });
  const { password, idleTransactionTimeoutMs, port } = options;
  const opened = await openBridge({
    engine,
    socketPath,
    port,
    password,
    idleTransactionTimeoutMs,
    onDeath: die,
  });
  bridge = opened;
  const close = async (): Promise<void> => {
    await opened.close();
    await engine.close();
    // Before the lock is released: then it could already be a successor's.
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    lock.release();
    process.exit(0);
  };
  parentPort?.on('message', ({ kind }: ToEngineThread) => {
    if (kind === 'close') close().catch((error: unknown) => die(reasonOf(error)));
  });
  tell({ kind: 'ready', host: folder ?? '127.0.0.1', port: folder === undefined ? opened.port : socketPort });
}

try {
  await serve();
} catch (error) {
  if (!(error instanceof DataFolderInUse)) die(reasonOf(error), error instanceof Error ? error : undefined);
  tell({ kind: 'in-use', holder: error.holder });
}
