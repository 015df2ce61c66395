import type { Documents } from '../../src/chat/documents.ts';
import type { ArchiveStore } from '../../src/core/archive/archive-store.ts';
import { DAY_MS } from '../../src/core/time/instant.ts';
import { twinningName } from '../../src/core/twinning/twinning-name.ts';

/** Files that say no more than what they are of. */
export function fakeDocuments(publicUrl?: string): Documents {
  const bytesOf = (text: string) => new TextEncoder().encode(text);
  return {
    report: ({ scope, period }, { language }) => ({
      name: `${period.fromOn}-${period.untilOn}.html`,
      contentType: 'text/html; charset=utf-8',
      bytes: bytesOf(`<html lang="${language}">${twinningName(scope).replace(/[<>&]/g, '')}</html>`),
    }),
    archive: async ({ archive }, exportedAt) => ({
      name: `export-${exportedAt}.zip`,
      contentType: 'application/zip',
      bytes: bytesOf(JSON.stringify(archive)),
    }),
    reportAddress: ({ twinningId, townId, language, period }, now) =>
      publicUrl === undefined
        ? undefined
        : {
            url: `${publicUrl}/report/${twinningId}/${townId}/${language}/${period.fromOn}/${period.untilOn}`,
            until: now + DAY_MS,
          },
  };
}

/** For commands that have nothing to do with archives. */
export const noArchives: ArchiveStore = {
  read: async () => undefined,
  write: () => Promise.reject(new Error('no archive is written here')),
  tables: async () => [],
};
