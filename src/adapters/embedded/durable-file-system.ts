/**
 * PGlite's own NodeFS answers every fsync with "done" and does nothing, so an acknowledged commit could be
 * lost, and the folder corrupted, by a power cut. This one passes fsync on to the host.
 */
import { closeSync, fsyncSync, openSync } from 'node:fs';
import { NodeFS } from '@electric-sql/pglite/nodefs';

/** WASI's number for EIO. Postgres then panics and recovers from its log instead of trusting the page cache. */
const wasiEio = 29;

/** The part of Emscripten's stream that matters here; its own typings are not installed with PGlite. */
interface HostStream {
  nfd?: number;
  node: unknown;
}
interface NodeFileSystem {
  realPath(node: unknown): string;
  stream_ops: { fsync?: (stream: HostStream) => number };
}

/** Replaced in tests only: counts calls, or makes them fail. */
export type SyncToDisk = (descriptor: number) => void;

export interface DurableNodeFSOptions {
  syncToDisk?: SyncToDisk | undefined;
  /** What Postgres writes to its log; PGlite throws it away. */
  onLogLine: (line: string) => void;
}

export class DurableNodeFS extends NodeFS {
  readonly #syncToDisk: SyncToDisk;
  readonly #onLogLine: (line: string) => void;

  constructor(dataDir: string, { syncToDisk = fsyncSync, onLogLine }: DurableNodeFSOptions) {
    super(dataDir);
    this.#syncToDisk = syncToDisk;
    this.#onLogLine = onLogLine;
  }

  override async init(...[pg, options]: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(pg, options);
    const installHook: NonNullable<typeof emscriptenOpts.preRun>[number] = (mod) => {
      const host = mod.FS.filesystems.NODEFS as unknown as NodeFileSystem;
      host.stream_ops.fsync = (stream) => {
        try {
          if (stream.nfd === undefined) this.#syncFolder(host.realPath(stream.node));
          else this.#syncToDisk(stream.nfd);
          return 0;
        } catch {
          // The engine knows only error numbers: the errno is the report, and Postgres logs it and panics.
          return wasiEio;
        }
      };
    };
    return {
      emscriptenOpts: {
        ...emscriptenOpts,
        printErr: this.#onLogLine,
        preRun: [...(emscriptenOpts.preRun ?? []), installHook],
      },
    };
  }

  /** Emscripten opens no host descriptor for folders, yet Postgres syncs them after it makes or renames a file. */
  #syncFolder(path: string): void {
    // Windows has no fsync on folders; NTFS journals their entries itself.
    if (process.platform === 'win32') return;
    const descriptor = openSync(path, 'r');
    try {
      this.#syncToDisk(descriptor);
    } finally {
      closeSync(descriptor);
    }
  }
}
