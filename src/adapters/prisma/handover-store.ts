import { type Handover, handoverStates } from '../../core/committee/handover.ts';
import type { HandoverStore } from '../../core/committee/handover-store.ts';
import { officeKinds } from '../../core/committee/member.ts';
import type { Id } from '../../core/world.ts';
import type * as Row from './generated/client.ts';
import { orConflict } from './prisma-error.ts';
import {
  type Client,
  readId,
  readIdOrNull,
  readWord,
  toDate,
  toDateOrNull,
  toInstant,
  toInstantOrNull,
  withoutNulls,
} from './row.ts';

export function prismaHandoverStore(client: Client): HandoverStore {
  async function handover(id: Id<'hnd'>): Promise<Handover | undefined> {
    const row = await client.handover.findUnique({ where: { id } });
    return row === null ? undefined : readHandover(row);
  }

  return {
    handover,
    async lockHandover(id) {
      const held = await client.$queryRaw<
        unknown[]
      >`SELECT 1 FROM handover WHERE id = ${id} FOR NO KEY UPDATE`;
      return held.length === 0 ? undefined : handover(id);
    },
    async handoversOf(townIds, states) {
      const rows = await client.handover.findMany({
        where: { townId: { in: [...townIds] }, state: { in: [...states] } },
        orderBy: [{ proposedAt: 'asc' }, { id: 'asc' }],
      });
      return rows.map(readHandover);
    },
    async insertHandover(inserted) {
      const data = { id: inserted.id, ...columns(inserted) };
      await orConflict('handover', client.handover.createMany({ data }));
    },
    async saveHandover(saved) {
      await client.handover.update({ where: { id: saved.id }, data: columns(saved) });
    },
  };
}

function columns(handover: Handover) {
  const { moved } = handover;
  return {
    townId: handover.townId,
    fromId: handover.fromId,
    toId: handover.toId,
    offices: [...handover.offices],
    whole: handover.whole,
    state: handover.state,
    proposedById: handover.proposedById,
    proposedAt: toDate(handover.proposedAt),
    answeredById: handover.answeredById ?? null,
    answeredAt: toDateOrNull(handover.answeredAt),
    promises: moved?.promises ?? null,
    meetings: moved?.meetings ?? null,
    series: moved?.series ?? null,
    reminders: moved?.reminders ?? null,
  };
}

function readHandover(row: Row.Handover): Handover {
  const { promises, meetings, series, reminders } = row;
  return withoutNulls({
    id: readId('hnd', row.id),
    townId: readId('town', row.townId),
    fromId: readId('mbr', row.fromId),
    toId: readId('mbr', row.toId),
    offices: row.offices.map((kind) => readWord(officeKinds, kind)),
    whole: row.whole,
    state: readWord(handoverStates, row.state),
    proposedById: readId('mbr', row.proposedById),
    proposedAt: toInstant(row.proposedAt),
    answeredById: readIdOrNull('mbr', row.answeredById),
    answeredAt: toInstantOrNull(row.answeredAt),
    moved:
      promises === null || meetings === null || series === null || reminders === null
        ? null
        : { promises, meetings, series, reminders },
  });
}
