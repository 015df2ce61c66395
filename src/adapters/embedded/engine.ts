/** PGlite, started so that a commit is on the disk when it is acknowledged, and spoken to in protocol bytes. */
import { PGlite } from '@electric-sql/pglite';
import { readBackendMessages } from './backend-message.ts';
import { DurableNodeFS, type SyncToDisk } from './durable-file-system.ts';
import { queryMessage } from './frontend-message.ts';
import { reasonOf } from './store-errors.ts';

export interface Engine {
  /** Runs complete frontend messages and returns the answer, which ends in ReadyForQuery if they end a unit. */
  run(messages: Uint8Array): Promise<Buffer>;
  /** For the bridge's own questions. Simple protocol, so every value is text. Throws what Postgres refuses. */
  query(sql: string): Promise<(string | null)[][]>;
  close(): Promise<void>;
}

export interface EngineOptions {
  clusterDir: string;
  /** The engine cannot go on: what it says next is worthless, and its process or thread must end. */
  onDeath: (reason: string) => void;
  syncToDisk?: SyncToDisk;
}

export class EngineQueryError extends Error {
  override readonly name = 'EngineQueryError';
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** PGlite's sign that Postgres raised an ordinary error and wants its main loop entered again. */
const longJump = 100;

const durableStartParams = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  ...['-c', 'wal_sync_method=fsync'],
  // A failed fsync is not retried: the kernel may have dropped the pages, so only the log is to be trusted.
  ...['-c', 'data_sync_retry=off'],
];

export async function openEngine({ clusterDir, onDeath, syncToDisk }: EngineOptions): Promise<Engine> {
  // Postgres says what it dies of; what reaches us of it is only "Aborted()".
  let lastWords: string | undefined;
  const onLogLine = (line: string) => {
    lastWords = /\b(?:PANIC|FATAL): .*$/.exec(line)?.[0].replace(/\s+/g, ' ') ?? lastWords;
  };
  const pglite = await PGlite.create({
    fs: new DurableNodeFS(clusterDir, { syncToDisk, onLogLine }),
    startParams: durableStartParams,
  }).catch((error: unknown) => {
    throw new Error(lastWords ?? `Postgres did not start: ${reasonOf(error)}`, { cause: error });
  });
  watchForDeath(pglite, (reason) => onDeath(lastWords ?? reason));

  const run = async (messages: Uint8Array): Promise<Buffer> => {
    lastWords = undefined;
    // Not execProtocolRaw: that one keeps every answer it ever gave in a list that only execProtocol empties.
    const { data } = await pglite.execProtocol(messages, { syncToFs: false, throwOnError: false });
    return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  };
  const query = async (sql: string): Promise<(string | null)[][]> => {
    const rows: (string | null)[][] = [];
    for (const message of readBackendMessages(await run(queryMessage(sql)))) {
      if (message.type === 'D') rows.push(message.columns());
      if (message.type === 'E') throw new EngineQueryError(message.errorField('C'), message.errorField('M'));
    }
    return rows;
  };
  return {
    run,
    query,
    async close() {
      // So that the next start has no log to replay.
      await query('CHECKPOINT');
      await pglite.close();
    },
  };
}

/**
 * PGlite runs Postgres in a loop that swallows every exception and goes on. After a panic, an exit or a trap
 * in the WASM that loop spins for ever, eating memory, so the first such exception must end it.
 */
function watchForDeath(pglite: PGlite, onDeath: (reason: string) => void): void {
  const main = pglite.Module as unknown as Record<
    '_PostgresMainLoopOnce' | '_PostgresMainLongJmp',
    () => void
  >;
  for (const name of ['_PostgresMainLoopOnce', '_PostgresMainLongJmp'] as const) {
    const original = main[name];
    main[name] = () => {
      try {
        original();
      } catch (error) {
        if ((error as { status?: number }).status !== longJump)
          onDeath(error instanceof Error ? String(error) : reasonOf(error));
        throw error;
      }
    };
  }
}
