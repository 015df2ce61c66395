import type { PostingStore } from '../../core/reminder/posting-store.ts';
import type { Posting, PostingView } from '../../core/reminder/reminder.ts';
import type { Id } from '../../core/world.ts';
import type * as Row from './generated/client.ts';
import { orConflict } from './prisma-error.ts';
import { deliveryStates } from './reminder-store.ts';
import {
  type Client,
  readId,
  readIdOrNull,
  readMessage,
  readSubject,
  readTexts,
  readWord,
  subjectColumns,
  toDate,
  toDateOrNull,
  toInstant,
  toInstantOrNull,
  withoutNulls,
} from './row.ts';

const postingViews = [
  'poll',
  'meeting-confirmed',
  'series-started',
  'series-ended',
  'succession',
  'handover',
  'handover-answer',
  'meeting-moved',
  'meeting-cancelled',
  'poll-undecided',
  'minutes',
  'commitment',
  'town-joined',
  'space-bound',
  'poll-stuck',
  'settings-changed',
  'programme',
  'event',
  'review',
  'review-proposed',
  'review-confirmed',
] as const satisfies readonly PostingView[];

export function prismaPostingStore(client: Client): PostingStore {
  async function posting(id: Id<'pst'>): Promise<Posting | undefined> {
    const row = await client.posting.findUnique({ where: { id } });
    return row === null ? undefined : readPosting(row);
  }

  return {
    posting,
    async postingsAbout(about) {
      const rows = await client.posting.findMany({
        where: { subjectType: about.type, subjectId: about.id },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      });
      return rows.map(readPosting);
    },
    async insertPostings(postings) {
      await orConflict('posting', client.posting.createMany({ data: postings.map(postingColumns) }));
    },
    async touchPostings(about, views) {
      const rows = await client.$queryRaw<{ id: string }[]>`
        UPDATE posting SET
          wanted_version = wanted_version + 1,
          attempts = CASE WHEN state = 'dead' THEN 0 ELSE attempts END,
          retry_at = CASE WHEN state = 'dead' THEN NULL ELSE retry_at END,
          state = CASE WHEN state = 'dead' THEN 'scheduled' ELSE state END
        WHERE subject_type = ${about.type} AND subject_id = ${about.id}
          AND view = ANY(${[...views]}) AND state <> 'cancelled'
        RETURNING id`;
      return rows.map((row) => readId('pst', row.id)).sort();
    },
    async claimPosting(id, { now, leaseUntil, deliveryId }) {
      // One statement: a second caller waits for the row, looks at it again and finds it held. A message that
      // is there is only edited: to do that twice does no harm, so there is nothing to doubt.
      const claimed = await client.$queryRaw<{ doubtful: boolean }[]>`
        UPDATE posting SET
          state = 'sending', attempts = attempts + 1, lease_until = ${toDate(leaseUntil)}, retry_at = NULL,
          doubtful = shown_message_id IS NULL AND (doubtful OR state = 'sending'),
          delivery_id = CASE WHEN shown_message_id IS NULL AND (doubtful OR state = 'sending')
            THEN delivery_id ELSE ${deliveryId} END
        WHERE id = ${id} AND (
          (state IN ('scheduled', 'sent') AND wanted_version > shown_version
            AND (retry_at IS NULL OR retry_at <= ${toDate(now)}))
          OR (state = 'sending' AND lease_until <= ${toDate(now)})
        )
        RETURNING doubtful`;
      const doubtful = claimed[0]?.doubtful;
      const held = doubtful === undefined ? undefined : await posting(id);
      return doubtful === undefined || held === undefined ? undefined : { posting: held, doubtful };
    },
    async postingShown(id, deliveryId, version, message) {
      const { count } = await client.posting.updateMany({
        where: { id, deliveryId, state: 'sending' },
        data: {
          ...{ state: 'sent', shownVersion: version, attempts: 0, leaseUntil: null, doubtful: false },
          ...{ shownPlatform: message.platform, shownTenantId: message.tenantId },
          ...{ shownChannelId: message.channelId, shownMessageId: message.messageId },
        },
      });
      return count === 1;
    },
    async postingFailed(id, deliveryId, outcome) {
      const [state, retryAt] =
        typeof outcome === 'string' ? [outcome, null] : ['scheduled', toDate(outcome.retryAt)];
      // Who may have been sent to once stays doubtful, under the id that must be looked for.
      const changed = await client.$executeRaw`
        UPDATE posting SET
          state = ${state}, retry_at = ${retryAt}::timestamptz, lease_until = NULL,
          delivery_id = CASE WHEN doubtful THEN delivery_id END
        WHERE id = ${id} AND delivery_id = ${deliveryId} AND state = 'sending'`;
      return changed === 1;
    },
    async duePostings(now, limit) {
      const rows = await client.$queryRaw<{ id: string }[]>`
        SELECT id, created_at FROM posting
        WHERE state IN ('scheduled', 'sent') AND wanted_version > shown_version
          AND (retry_at IS NULL OR retry_at <= ${toDate(now)})
        UNION ALL
        SELECT id, created_at FROM posting WHERE state = 'sending' AND lease_until <= ${toDate(now)}
        ORDER BY created_at, id LIMIT ${limit}`;
      return rows.map((row) => readId('pst', row.id));
    },
  };
}

function postingColumns(posting: Posting) {
  const { message } = posting;
  return {
    id: posting.id,
    spaceId: posting.spaceId,
    ...subjectColumns(posting.about),
    view: posting.view,
    args: { ...posting.args },
    wantedVersion: posting.wantedVersion,
    shownVersion: posting.shownVersion,
    createdAt: toDate(posting.createdAt),
    state: posting.state,
    attempts: posting.attempts,
    leaseUntil: toDateOrNull(posting.leaseUntil),
    retryAt: toDateOrNull(posting.retryAt),
    deliveryId: posting.deliveryId ?? null,
    shownPlatform: message?.platform ?? null,
    shownTenantId: message?.tenantId ?? null,
    shownChannelId: message?.channelId ?? null,
    shownMessageId: message?.messageId ?? null,
  };
}

function readPosting(row: Row.Posting): Posting {
  return withoutNulls({
    id: readId('pst', row.id),
    spaceId: readId('spc', row.spaceId),
    about: readSubject(row),
    view: readWord(postingViews, row.view),
    args: readTexts(row.args),
    wantedVersion: row.wantedVersion,
    shownVersion: row.shownVersion,
    createdAt: toInstant(row.createdAt),
    state: readWord(deliveryStates, row.state),
    attempts: row.attempts,
    leaseUntil: toInstantOrNull(row.leaseUntil),
    retryAt: toInstantOrNull(row.retryAt),
    deliveryId: readIdOrNull('dlv', row.deliveryId),
    message: readMessage(row.shownPlatform, row.shownTenantId, row.shownChannelId, row.shownMessageId),
  });
}
