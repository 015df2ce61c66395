import {
  type Before,
  type Commitment,
  commitmentStates,
  type Owner,
} from '../../core/commitment/commitment.ts';
import type { CommitmentStore } from '../../core/commitment/commitment-store.ts';
import { officeKinds } from '../../core/committee/member.ts';
import type { Id } from '../../core/world.ts';
import { readChange, readTerms, standingJson, termsJson } from './commitment-json.ts';
import { nextNumber } from './counter.ts';
import { Prisma } from './generated/client.ts';
import { orConflict } from './prisma-error.ts';
import { type Client, readId, readIdOrNull, readWord, toDate, toInstant, withoutNulls } from './row.ts';

const whole = { toTowns: { orderBy: { position: 'asc' } } } satisfies Prisma.CommitmentInclude;
type WholeRow = Prisma.CommitmentGetPayload<{ include: typeof whole }>;

export function prismaCommitmentStore(client: Client): CommitmentStore {
  async function commitment(id: Id<'cmt'>): Promise<Commitment | undefined> {
    const row = await client.commitment.findUnique({ where: { id }, include: whole });
    return row === null ? undefined : readCommitment(row);
  }

  async function insertToTowns({ id, toTownIds }: Commitment) {
    await client.commitmentBeneficiary.createMany({
      data: toTownIds.map((townId, position) => ({ commitmentId: id, townId, position })),
    });
  }

  return {
    commitment,
    async commitmentByNumber(twinningId, number) {
      const row = await client.commitment.findUnique({
        where: { twinningId_number: { twinningId, number } },
        include: whole,
      });
      return row === null ? undefined : readCommitment(row);
    },
    async lockCommitment(id) {
      // NO KEY: whoever inserts a row that refers to the commitment need not wait.
      const held = await client.$queryRaw<
        unknown[]
      >`SELECT 1 FROM commitment WHERE id = ${id} FOR NO KEY UPDATE`;
      return held.length === 0 ? undefined : commitment(id);
    },
    async commitmentsOf(twinningId) {
      const rows = await client.commitment.findMany({
        where: { twinningId },
        include: whole,
        orderBy: { number: 'asc' },
      });
      return rows.map(readCommitment);
    },
    async commitmentsBefore({ type, id }) {
      const rows = await client.commitment.findMany({
        where: {
          ...(type === 'meeting' ? { beforeMeetingId: id } : { beforeCommitmentId: id }),
          state: { in: ['offered', 'accepted', 'done'] },
        },
        include: whole,
        orderBy: { number: 'asc' },
      });
      return rows.map(readCommitment);
    },
    async commitmentsToRepeat() {
      const rows = await client.commitment.findMany({
        where: { every: { not: null }, next: null, state: { in: ['accepted', 'done'] } },
        select: { id: true },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      });
      return rows.map(({ id }) => readId('cmt', id));
    },
    async commitmentAfter(id) {
      const row = await client.commitment.findUnique({ where: { previousId: id }, include: whole });
      return row === null ? undefined : readCommitment(row);
    },
    nextCommitmentNumber: (twinningId) => nextNumber(client, twinningId, 'commitment'),
    async insertCommitment(inserted) {
      const data = { id: inserted.id, ...commitmentColumns(inserted) };
      await orConflict('commitment', client.commitment.createMany({ data }));
      await insertToTowns(inserted);
    },
    async saveCommitment(saved) {
      await client.commitment.update({ where: { id: saved.id }, data: commitmentColumns(saved) });
      await client.commitmentBeneficiary.deleteMany({ where: { commitmentId: saved.id } });
      await insertToTowns(saved);
    },
    async insertChange({ standing, at, ...change }) {
      const data = { ...change, at: toDate(at), standing: standingJson(standing) };
      await orConflict('commitment change', client.commitmentChange.createMany({ data }));
    },
    async changesOf(id) {
      const rows = await client.commitmentChange.findMany({
        where: { commitmentId: id },
        orderBy: { version: 'asc' },
      });
      return rows.map(readChange);
    },
    async changesIn(twinningId) {
      const rows = await client.commitmentChange.findMany({
        where: { twinningId },
        orderBy: [{ at: 'asc' }, { commitmentId: 'asc' }, { version: 'asc' }],
      });
      return rows.map(readChange);
    },
  };
}

function commitmentColumns(commitment: Commitment) {
  const { owner } = commitment;
  return {
    twinningId: commitment.twinningId,
    number: commitment.number,
    what: commitment.what,
    ownerMemberId: owner.type === 'member' ? owner.memberId : null,
    ownerOffice: owner.type === 'office' ? owner.office : null,
    ownerTownId: commitment.ownerTownId,
    offeredById: commitment.offeredById,
    dueOn: commitment.dueOn ?? null,
    beforeMeetingId: commitment.dueBefore?.type === 'meeting' ? commitment.dueBefore.id : null,
    beforeCommitmentId: commitment.dueBefore?.type === 'commitment' ? commitment.dueBefore.id : null,
    every: commitment.every ?? null,
    previousId: commitment.previousId ?? null,
    proposedByTownId: commitment.proposedByTownId,
    amendment: commitment.amendment === undefined ? Prisma.DbNull : termsJson(commitment.amendment),
    theme: commitment.theme ?? null,
    state: commitment.state,
    reason: commitment.reason ?? null,
    answeredById: commitment.answeredById ?? null,
    confirmedById: commitment.confirmedById ?? null,
    version: commitment.version,
    createdAt: toDate(commitment.createdAt),
    changedAt: toDate(commitment.changedAt),
  };
}

function readOwner({ ownerMemberId, ownerOffice }: WholeRow): Owner {
  if (ownerMemberId !== null) return { type: 'member', memberId: readId('mbr', ownerMemberId) };
  if (ownerOffice !== null) return { type: 'office', office: readWord(officeKinds, ownerOffice) };
  throw new Error('the database holds a commitment that nobody owns');
}

function readBefore({ beforeMeetingId, beforeCommitmentId }: WholeRow): Before | null {
  if (beforeMeetingId !== null) return { type: 'meeting', id: readId('mtg', beforeMeetingId) };
  if (beforeCommitmentId !== null) return { type: 'commitment', id: readId('cmt', beforeCommitmentId) };
  return null;
}

function readCommitment(row: WholeRow): Commitment {
  return withoutNulls({
    id: readId('cmt', row.id),
    twinningId: readId('twn', row.twinningId),
    number: row.number,
    what: row.what,
    owner: readOwner(row),
    ownerTownId: readId('town', row.ownerTownId),
    toTownIds: row.toTowns.map(({ townId }) => readId('town', townId)),
    offeredById: readId('mbr', row.offeredById),
    dueOn: row.dueOn,
    dueBefore: readBefore(row),
    every: row.every,
    previousId: readIdOrNull('cmt', row.previousId),
    proposedByTownId: readId('town', row.proposedByTownId),
    amendment: row.amendment === null ? null : readTerms(row.amendment),
    theme: row.theme,
    state: readWord(commitmentStates, row.state),
    reason: row.reason,
    answeredById: readIdOrNull('mbr', row.answeredById),
    confirmedById: readIdOrNull('mbr', row.confirmedById),
    version: row.version,
    createdAt: toInstant(row.createdAt),
    changedAt: toInstant(row.changedAt),
  });
}
