import { Worker } from 'node:worker_threads';
import type { PlaceGuess } from '../../core/place/place-directory.ts';

/** What the thread knows; the language is for others to say. */
export type Found = Omit<PlaceGuess, 'language'>;

export interface SearchRequest {
  readonly typed: string;
  readonly country: string | undefined;
  /** The whole name, or its beginning. */
  readonly whole: boolean;
  readonly limit: number;
}

interface Asked {
  readonly resolve: (found: readonly Found[]) => void;
  readonly reject: (error: Error) => void;
}

/** Asks the thread, which starts with the first question and again after it ended. */
export class PlaceSearch {
  #worker: Worker | undefined;
  #requests = 0;
  readonly #waiting = new Map<number, Asked>();

  ask(request: SearchRequest): Promise<readonly Found[]> {
    const id = ++this.#requests;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#thread().postMessage({ id, request });
    });
  }

  /** Whoever still waits for an answer is refused. */
  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #thread(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    // Neither the loaders nor the debugger of whoever runs us are wanted there.
    const worker = new Worker(new URL('./start-place-thread.mjs', import.meta.url), { execArgv: [] });
    worker.unref();
    worker.on('message', ({ id, found }: { id: number; found: readonly Found[] }) => {
      this.#waiting.get(id)?.resolve(found);
      this.#waiting.delete(id);
    });
    let reason = new Error('the list of places was closed');
    worker.on('error', (error) => {
      reason = error instanceof Error ? error : new Error(String(error));
    });
    worker.on('exit', () => {
      this.#worker = undefined;
      for (const { reject } of this.#waiting.values()) reject(reason);
      this.#waiting.clear();
    });
    this.#worker = worker;
    return worker;
  }
}
