/** Where the engine's files lie in the data folder, and how they first get there. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';

/**
 * Makes the cluster on the first start. It is built beside its place, synced, and renamed into it, so that
 * an interrupted first start leaves nothing behind that looks like a cluster and is none.
 */
export async function prepareClusterFolder(dataDir: string): Promise<string> {
  const cluster = join(dataDir, 'cluster');
  if (existsSync(join(cluster, 'PG_VERSION'))) return cluster;
  const unfinished = join(dataDir, 'cluster-unfinished');
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  const builder = await PGlite.create({ dataDir: unfinished });
  await builder.exec('CHECKPOINT');
  await builder.close();
  syncTree(unfinished);
  renameSync(unfinished, cluster);
  syncPath(dataDir);
  return cluster;
}

function syncTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) syncTree(path);
    else syncPath(path);
  }
  syncPath(folder);
}

function syncPath(path: string): void {
  // Windows can sync neither folders nor what was opened for reading only; there the rename must do.
  if (process.platform === 'win32') return;
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
