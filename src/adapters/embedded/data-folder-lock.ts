/**
 * One process per data folder. Two engines on one folder silently lose acknowledged rows, so the lock must
 * hold against every other process on the machine, and the kernel must release it when its holder is killed:
 * a pid file does neither (pids are reused, and differ between containers), and probing a socket file has a
 * race between finding it stale and replacing it.
 *
 * Node has no flock, but a lock taken with flock belongs to the open file *description*, which a child
 * process shares with us: the system's `flock` program locks our descriptor, exits, and the lock stays ours
 * until we close the descriptor or die. It works across containers that share the folder, has no limit on
 * path length, and leaves nothing stale. The other systems take the same lock while opening the file.
 */
import { spawnSync } from 'node:child_process';
import { closeSync, constants, ftruncateSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { createServer } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataFolderInUse, EmbeddedStoreFailed } from './store-errors.ts';

export interface DataFolderLock {
  release(): void;
}

/** Known to open(2) on macOS and to libuv on Windows, but not named in Node's constants. */
const openExclusively: Partial<Record<NodeJS.Platform, number>> = {
  darwin: 0x20 | constants.O_NONBLOCK,
  freebsd: 0x20 | constants.O_NONBLOCK,
  openbsd: 0x20 | constants.O_NONBLOCK,
  win32: 0x10000000,
};
const lockedByAnother = new Set(['EAGAIN', 'EWOULDBLOCK', 'EBUSY']);

/** Waits a moment before giving up, because a killed predecessor may still be on its way out. */
export async function lockDataFolder(dataDir: string, waitMs: number): Promise<DataFolderLock> {
  const givesUpAt = performance.now() + waitMs;
  for (;;) {
    const lock = await tryLock(dataDir);
    if (lock) return lock;
    if (performance.now() >= givesUpAt) throw new DataFolderInUse(dataDir, readHolder(dataDir));
    await sleep(50);
  }
}

async function tryLock(dataDir: string): Promise<DataFolderLock | undefined> {
  const flag = openExclusively[process.platform];
  const descriptor = openLockFile(dataDir, flag ?? 0);
  if (descriptor === undefined) return undefined;
  let release = () => closeSync(descriptor);
  if (flag === undefined) {
    const locked = flockWithProgram(dataDir, descriptor);
    if (locked === 'taken') {
      closeSync(descriptor);
      return undefined;
    }
    if (locked === 'no-program') {
      const closeServer = await lockWithAbstractSocket(dataDir);
      if (!closeServer) {
        closeSync(descriptor);
        return undefined;
      }
      release = () => {
        closeServer();
        closeSync(descriptor);
      };
    }
  }
  ftruncateSync(descriptor);
  writeSync(descriptor, `process ${process.pid} on ${hostname()}\n`, 0);
  return { release };
}

/** The file is never deleted: a lock on a deleted file would not exclude one on its successor. */
function openLockFile(dataDir: string, flag: number): number | undefined {
  try {
    return openSync(join(dataDir, 'lock'), constants.O_RDWR | constants.O_CREAT | flag, 0o600);
  } catch (error) {
    if (flag !== 0 && lockedByAnother.has((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

function flockWithProgram(dataDir: string, descriptor: number): 'ours' | 'taken' | 'no-program' {
  const { status, stderr, error } = spawnSync('flock', ['-x', '-n', '3'], {
    stdio: ['ignore', 'ignore', 'pipe', descriptor],
    encoding: 'utf8',
  });
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') return 'no-program';
  if (error) throw new EmbeddedStoreFailed(dataDir, 'the data folder could not be locked', error);
  if (status === 0) return 'ours';
  if (status === 1 && stderr.trim() === '') return 'taken';
  throw new EmbeddedStoreFailed(dataDir, `the data folder could not be locked: ${stderr.trim()}`);
}

/**
 * For a Linux without the `flock` program (it is part of util-linux and of busybox, so only bare images).
 * An abstract socket is bound exclusively and dies with its process too, but each container has its own
 * set, so this guards one container only.
 */
function lockWithAbstractSocket(dataDir: string): Promise<(() => void) | undefined> {
  const { dev, ino } = statSync(dataDir);
  const server = createServer((socket) => socket.destroy());
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(new EmbeddedStoreFailed(dataDir, 'the data folder could not be locked', error));
    });
    server.listen(`\0twinbell-${dev}-${ino}`, () => {
      server.unref();
      resolve(() => server.close());
    });
  });
}

/** For the error message only, so what cannot be read is left out. */
function readHolder(dataDir: string): string | undefined {
  try {
    return readFileSync(join(dataDir, 'lock'), 'utf8').trim() || undefined;
  } catch {
    return undefined;
  }
}
