/**
 * A folder for the engine's socket, with a short path, because the kernel takes no more than about 104 bytes
 * and data folders may lie deep. It is the same at each start, so that nothing piles up after crashes.
 */
import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const longestSocketPath = 103;
/** Any number: it only has to match between the socket's name and the clients' configuration. */
export const socketPort = 5432;

export function makeSocketFolder(dataDir: string): string {
  const name = `twinbell-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`;
  const fits = Buffer.byteLength(socketPathIn(join(tmpdir(), `${name}-xxxxxx`))) <= longestSocketPath;
  const folder = join(fits ? tmpdir() : '/tmp', name);
  mkdirSync(folder, { mode: 0o700, recursive: true });
  // The folder for temporary files is everyone's: somebody may have been there first.
  const { uid, mode } = lstatSync(folder);
  const isOurs = uid === process.getuid?.() && (mode & 0o170777) === 0o040700;
  return isOurs ? folder : mkdtempSync(`${folder}-`);
}

/** Where a Postgres client looks when its `host` is this folder. */
export function socketPathIn(folder: string): string {
  return join(folder, `.s.PGSQL.${socketPort}`);
}
