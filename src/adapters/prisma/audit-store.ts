import type { AuditStore } from '../../core/audit.ts';
import { orConflict } from './prisma-error.ts';
import { type Client, readId, readIdOrNull, toDate, toInstant, withoutNulls } from './row.ts';

export function prismaAuditStore(client: Client): AuditStore {
  return {
    async record({ id, at, twinningId, townId, memberId, action, subjectId }) {
      const about = { twinningId: twinningId ?? null, townId: townId ?? null, subjectId: subjectId ?? null };
      const data = { id, at: toDate(at), action, memberId: memberId ?? null, ...about };
      await orConflict('audit entry', client.auditEntry.createMany({ data }));
    },
    async lastDeedAt(twinningId, townId) {
      const { _max } = await client.auditEntry.aggregate({
        where: { twinningId, townId, memberId: { not: null } },
        _max: { at: true },
      });
      return _max.at?.getTime();
    },
    async entriesAbout(subjectId, limit) {
      const rows = await client.auditEntry.findMany({
        where: { subjectId },
        orderBy: [{ at: 'desc' }, { id: 'desc' }],
        take: limit,
      });
      return rows.map((row) =>
        withoutNulls({
          id: readId('aud', row.id),
          at: toInstant(row.at),
          twinningId: readIdOrNull('twn', row.twinningId),
          townId: readIdOrNull('town', row.townId),
          memberId: readIdOrNull('mbr', row.memberId),
          action: row.action,
          subjectId: row.subjectId,
        }),
      );
    },
  };
}
