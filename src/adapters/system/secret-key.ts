import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** The file is there, but there is no key in it; it is left as it is. */
export class SecretKeyUnusable extends Error {
  override readonly name = 'SecretKeyUnusable';
}

/** What `TWINBELL_SECRET_KEY` and the file hold: 32 bytes in base64. */
export const SECRET_KEY = /^[A-Za-z0-9+/]{43}=$/;

/**
 * The key in `secret.key` of this folder; made there the first time, for nobody else to read.
 * @throws SecretKeyUnusable
 */
export function keptSecretKey(dataDir: string): string {
  const file = join(dataDir, 'secret.key');
  const kept = readKey(file) ?? makeKey(file);
  // A backup that was unpacked carelessly would let others read it.
  chmodSync(file, 0o600);
  return kept;
}

function readKey(file: string): string | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new SecretKeyUnusable('the key file cannot be read', { cause: error });
  }
  if (!SECRET_KEY.test(text)) throw new SecretKeyUnusable('there is no key in the key file');
  return text;
}

/** Written whole before it has its name, so that a crash never leaves half a key. */
function makeKey(file: string): string {
  const made = `${file}.${randomBytes(6).toString('hex')}`;
  const key = randomBytes(32).toString('base64');
  const descriptor = openSync(made, 'wx', 0o600);
  try {
    writeSync(descriptor, `${key}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  try {
    linkSync(made, file);
    return key;
  } catch (error) {
    // Another process was first: its key it is.
    const theirs = readKey(file);
    if (theirs === undefined) throw error;
    return theirs;
  } finally {
    rmSync(made, { force: true });
  }
}
