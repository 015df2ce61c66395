/** An engine in its thread, as the process sees it: starting, where it is reached, how it ended. */
import { Worker } from 'node:worker_threads';
import type { EngineThreadOptions, FromEngineThread, ToEngineThread } from './engine-message.ts';
import { DataFolderInUse, EmbeddedStoreFailed } from './store-errors.ts';

export interface RunningEngine {
  readonly host: string;
  readonly port: number;
  /** Resolves at the first sign that it is about to end: it takes no clients any more. */
  readonly ending: Promise<void>;
  /** Never rejects; from then on the folder is free for the next. */
  readonly exited: Promise<EmbeddedStoreFailed>;
  /** Lets it end by itself, for as long as that may take. */
  stop(): Promise<void>;
}

const stopLimitMs = 15_000;

export function startEngine(threadOptions: EngineThreadOptions): Promise<RunningEngine> {
  const { dataDir } = threadOptions;
  return new Promise((resolve, reject) => {
    // Neither the loaders nor the debugger of whoever runs us are wanted there.
    const worker = new Worker(new URL('./start-engine-thread.mjs', import.meta.url), {
      workerData: threadOptions,
      execArgv: [],
      name: 'twinbell-embedded-store',
    });
    let failure: EmbeddedStoreFailed | undefined;
    let endsNow: () => void = () => undefined;
    const ending = new Promise<void>((resolveEnding) => {
      endsNow = resolveEnding;
    });
    const fails = (error: EmbeddedStoreFailed) => {
      failure ??= error;
      endsNow();
    };
    const exited = new Promise<EmbeddedStoreFailed>((resolveExit) => {
      worker.once('exit', (code) => {
        const error = failure ?? new EmbeddedStoreFailed(dataDir, `the engine ended with code ${code}`);
        endsNow();
        resolveExit(error);
        reject(error);
      });
    });
    worker.on('error', (error) => fails(new EmbeddedStoreFailed(dataDir, String(error), error)));
    worker.on('message', (message: FromEngineThread) => {
      if (message.kind === 'ready') {
        const { host, port } = message;
        resolve({ host, port, ending, exited, stop: () => stop(worker, exited) });
      } else if (message.kind === 'in-use') reject(new DataFolderInUse(dataDir, message.holder));
      else fails(new EmbeddedStoreFailed(dataDir, message.reason, message.cause));
    });
  });
}

async function stop(worker: Worker, exited: Promise<unknown>): Promise<void> {
  const message: ToEngineThread = { kind: 'close' };
  worker.postMessage(message);
  const tooLong = setTimeout(() => {
    // A query is still running. What was acknowledged is on the disk; the rest is as after a crash.
    worker.terminate();
  }, stopLimitMs);
  await exited;
  clearTimeout(tooLong);
}
