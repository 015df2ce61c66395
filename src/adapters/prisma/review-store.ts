import type { Review, ReviewState } from '../../core/review/review.ts';
import type { ReviewStore } from '../../core/review/review-store.ts';
import type { Id } from '../../core/world.ts';
import type { Prisma } from './generated/client.ts';
import { orConflict } from './prisma-error.ts';
import { type Client, readId, readIdOrNull, readWord, toDate, toInstant, withoutNulls } from './row.ts';

const states = [
  'planned',
  'open',
  'proposed',
  'confirmed',
  'lapsed',
] as const satisfies readonly ReviewState[];

const whole = {
  parts: { orderBy: { position: 'asc' } },
  confirmations: { orderBy: { position: 'asc' } },
} satisfies Prisma.ReviewInclude;
type WholeRow = Prisma.ReviewGetPayload<{ include: typeof whole }>;

export function prismaReviewStore(client: Client): ReviewStore {
  async function review(id: Id<'rvw'>): Promise<Review | undefined> {
    const row = await client.review.findUnique({ where: { id }, include: whole });
    return row === null ? undefined : readReview(row);
  }

  async function insertInner({ id, parts, confirmations }: Review) {
    await client.reviewPart.createMany({
      data: parts.map(({ themes, note, concrete, invitations, ideas, writtenAt, ...part }, position) => ({
        ...{ ...part, reviewId: id, position, themes: [...themes], writtenAt: toDate(writtenAt) },
        ...{ note: note ?? null, concrete: concrete ?? null },
        ...{ invitations: invitations ?? null, ideas: ideas ?? null },
      })),
    });
    await client.reviewConfirmation.createMany({
      data: confirmations.map((one, position) => ({
        ...{ ...one, reviewId: id, position, confirmedAt: toDate(one.confirmedAt) },
      })),
    });
  }

  return {
    review,
    async lockReview(id) {
      const held = await client.$queryRaw<unknown[]>`SELECT 1 FROM review WHERE id = ${id} FOR NO KEY UPDATE`;
      return held.length === 0 ? undefined : review(id);
    },
    async reviewsOf(twinningId) {
      const rows = await client.review.findMany({
        where: { twinningId },
        include: whole,
        orderBy: { dueOn: 'asc' },
      });
      return rows.map(readReview);
    },
    async insertReview(inserted) {
      const data = { id: inserted.id, ...reviewColumns(inserted) };
      await orConflict('review', client.review.createMany({ data }));
      await insertInner(inserted);
    },
    async saveReview(saved) {
      await orConflict(
        'review',
        client.review.update({ where: { id: saved.id }, data: reviewColumns(saved) }),
      );
      await client.reviewPart.deleteMany({ where: { reviewId: saved.id } });
      await client.reviewConfirmation.deleteMany({ where: { reviewId: saved.id } });
      await insertInner(saved);
    },
    async reviewsToStart(now, limit) {
      const rows = await client.review.findMany({
        where: { state: 'planned', startsAt: { lte: toDate(now) } },
        orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
        take: limit,
        select: { id: true },
      });
      return rows.map(({ id }) => readId('rvw', id));
    },
  };
}

const reviewColumns = (review: Review) => ({
  twinningId: review.twinningId,
  fromOn: review.fromOn,
  dueOn: review.dueOn,
  startsAt: toDate(review.startsAt),
  state: review.state,
  proposedByTownId: review.proposedByTownId ?? null,
  version: review.version,
  changedAt: toDate(review.changedAt),
});

function readReview(row: WholeRow): Review {
  return withoutNulls({
    id: readId('rvw', row.id),
    twinningId: readId('twn', row.twinningId),
    fromOn: row.fromOn,
    dueOn: row.dueOn,
    startsAt: toInstant(row.startsAt),
    state: readWord(states, row.state),
    proposedByTownId: readIdOrNull('town', row.proposedByTownId),
    version: row.version,
    parts: row.parts.map(({ townId, themes, note, concrete, invitations, ideas, writtenById, writtenAt }) =>
      withoutNulls({
        townId: readId('town', townId),
        themes,
        ...{ note, concrete, invitations, ideas },
        writtenById: readId('mbr', writtenById),
        writtenAt: toInstant(writtenAt),
      }),
    ),
    confirmations: row.confirmations.map(({ townId, version, confirmedById, confirmedAt }) => ({
      townId: readId('town', townId),
      version,
      confirmedById: readId('mbr', confirmedById),
      confirmedAt: toInstant(confirmedAt),
    })),
    changedAt: toInstant(row.changedAt),
  });
}
