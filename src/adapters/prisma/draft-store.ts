import type { DraftStore } from '../../core/stores.ts';
import { type Client, readId, readTexts, toDate, toInstant } from './row.ts';

export function prismaDraftStore(client: Client): DraftStore {
  return {
    async saveDraft({ id, command, values, expiresAt }) {
      const columns = { command, values: { ...values }, expiresAt: toDate(expiresAt) };
      await client.draft.upsert({ where: { id }, create: { id, ...columns }, update: columns });
    },
    async draft(id, now) {
      const row = await client.draft.findUnique({ where: { id, expiresAt: { gt: toDate(now) } } });
      if (row === null) return undefined;
      return {
        id: readId('drf', row.id),
        command: row.command,
        values: readTexts(row.values),
        expiresAt: toInstant(row.expiresAt),
      };
    },
    async forgetExpiredDrafts(now) {
      const { count } = await client.draft.deleteMany({ where: { expiresAt: { lte: toDate(now) } } });
      return count;
    },
  };
}
