import type { AuditEntry, AuditStore, Trail, TrailPlace } from '../../core/audit.ts';
import type { Prisma, AuditEntry as Row } from './generated/client.ts';
import { orConflict } from './prisma-error.ts';
import { type Client, readId, readIdOrNull, toDate, toInstant, withoutNulls } from './row.ts';

const newestFirst = [{ at: 'desc' }, { id: 'desc' }] as const;
const oldestFirst = [{ at: 'asc' }, { id: 'asc' }] as const;

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
        orderBy: [...newestFirst],
        take: limit,
      });
      return rows.map(readEntry);
    },
    async entriesOf(trail, beside, limit) {
      const forward = beside !== undefined && 'newerThan' in beside;
      const rows = await client.auditEntry.findMany({
        where: { AND: [...conditions(trail), ...(beside === undefined ? [] : [sideOf(beside)])] },
        orderBy: [...(forward ? oldestFirst : newestFirst)],
        take: limit,
      });
      const entries = rows.map(readEntry);
      return forward ? entries.reverse() : entries;
    },
  };
}

function conditions({ twinningId, about, personal }: Trail): Prisma.AuditEntryWhereInput[] {
  const { subjectIds, memberId, townId } = about ?? {};
  return [
    { twinningId },
    { OR: [{ action: { notIn: [...personal.actions] } }, { memberId: personal.memberId }] },
    ...(about === undefined
      ? []
      : [
          {
            OR: [
              ...(subjectIds === undefined ? [] : [{ subjectId: { in: [...subjectIds] } }]),
              ...(memberId === undefined ? [] : [{ memberId }]),
              ...(townId === undefined ? [] : [{ townId }]),
            ],
          },
        ]),
  ];
}

function sideOf(
  beside: { readonly olderThan: TrailPlace } | { readonly newerThan: TrailPlace },
): Prisma.AuditEntryWhereInput {
  if ('olderThan' in beside) {
    const { at, id } = beside.olderThan;
    return { OR: [{ at: { lt: toDate(at) } }, { at: toDate(at), id: { lt: id } }] };
  }
  const { at, id } = beside.newerThan;
  return { OR: [{ at: { gt: toDate(at) } }, { at: toDate(at), id: { gt: id } }] };
}

function readEntry(row: Row): AuditEntry {
  return withoutNulls({
    id: readId('aud', row.id),
    at: toInstant(row.at),
    twinningId: readIdOrNull('twn', row.twinningId),
    townId: readIdOrNull('town', row.townId),
    memberId: readIdOrNull('mbr', row.memberId),
    action: row.action,
    subjectId: row.subjectId,
  });
}
