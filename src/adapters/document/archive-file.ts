import { strFromU8, unzipSync } from 'fflate';
import { z } from 'zod';
import { type Archive, type ArchivedRow, ArchiveRefused } from '../../core/archive/archive-store.ts';
import type { Instant } from '../../core/time/instant.ts';
import type { Id } from '../../core/world.ts';

/** What lies in an export and is read in again. The other files beside it are for people. */
export const ARCHIVE_FILE = 'twinbell-export.json';

/** Raised when a reader of the file would have to know. New tables and columns are no such thing. */
const VERSION = 1;

/** Far more than a twinning of a hundred years. */
const MOST_BYTES = 256 * 1024 * 1024;

const archiveFile = z.object({
  format: z.literal('twinbell-export'),
  version: z.literal(VERSION),
  exportedAt: z.iso.datetime(),
  twinningId: z.string().regex(/^twn_[a-z0-9]+$/),
  tables: z.record(z.string(), z.array(z.record(z.string(), z.json()))),
});

export function renderArchiveFile({ twinningId, tables }: Archive, exportedAt: Instant): string {
  const file: z.input<typeof archiveFile> = {
    format: 'twinbell-export',
    version: VERSION,
    exportedAt: new Date(exportedAt).toISOString(),
    twinningId,
    // Of the same shape, but not to be written to.
    tables: tables as Record<string, Record<string, z.core.util.JSONType>[]>,
  };
  return `${JSON.stringify(file, null, 1)}\n`;
}

/**
 * The archive in an export: the whole file, or only its JSON.
 * @throws ArchiveRefused when it is none, or one of a newer version
 */
export function readArchiveFile(bytes: Uint8Array): Archive {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const read = archiveFile.safeParse(parsed(isZip ? unzipped(bytes) : bytes));
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new ArchiveRefused(`this is no export of Twinbell: ${issue?.path.join('.')}: ${issue?.message}`);
  }
  const { twinningId, tables } = read.data;
  return { twinningId: twinningId as Id<'twn'>, tables: tables as Record<string, ArchivedRow[]> };
}

function unzipped(bytes: Uint8Array): Uint8Array {
  try {
    const found = unzipSync(bytes, {
      filter: ({ name, originalSize }) => name === ARCHIVE_FILE && originalSize <= MOST_BYTES,
    })[ARCHIVE_FILE];
    if (found !== undefined) return found;
  } catch (cause) {
    throw new ArchiveRefused('this file is damaged: it cannot be unpacked', { cause });
  }
  throw new ArchiveRefused(`there is no ${ARCHIVE_FILE} in this file`);
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(strFromU8(bytes));
  } catch (cause) {
    throw new ArchiveRefused('this file is no JSON', { cause });
  }
}
