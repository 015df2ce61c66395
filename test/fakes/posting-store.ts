import type { PostingStore } from '../../src/core/reminder/posting-store.ts';
import type { Posting } from '../../src/core/reminder/reminder.ts';
import { StoreConflict } from '../../src/core/stores.ts';
import type { Instant } from '../../src/core/time/instant.ts';
import { sameSubject } from './reminder-store.ts';
import { copy, type Doubt, select, type Tables } from './tables.ts';

export function fakePostingStore(tables: Tables): PostingStore {
  return {
    async posting(id) {
      return plain(tables.postings.get(id));
    },
    async postingsAbout(about) {
      return select(
        tables.postings.values(),
        (posting) => sameSubject(posting.about, about),
        (posting) => posting.createdAt,
        (posting) => posting.id,
      ).flatMap((row) => plain(row) ?? []);
    },
    async insertPostings(postings) {
      for (const posting of postings) {
        if (tables.postings.has(posting.id)) throw new StoreConflict('posting');
        tables.postings.set(posting.id, { ...copy(posting), doubtful: false });
      }
    },
    async touchPostings(about, views) {
      const meant = select(
        tables.postings.values(),
        (posting) =>
          sameSubject(posting.about, about) && views.includes(posting.view) && posting.state !== 'cancelled',
        (posting) => posting.id,
      );
      for (const row of meant) {
        const { retryAt: _, ...rest } = row;
        const revived = row.state === 'dead' ? { ...rest, state: 'scheduled' as const, attempts: 0 } : row;
        tables.postings.set(row.id, { ...revived, wantedVersion: row.wantedVersion + 1 });
      }
      return meant.map((row) => row.id);
    },
    async claimPosting(id, { now, leaseUntil, deliveryId }) {
      const row = tables.postings.get(id);
      if (row === undefined || !isDue(row, now)) return undefined;
      const { retryAt: _, ...rest } = row;
      const doubtful = row.message === undefined && (row.state === 'sending' || row.doubtful);
      const claimed: Doubt<Posting> = {
        ...rest,
        state: 'sending',
        attempts: row.attempts + 1,
        leaseUntil,
        deliveryId: doubtful && row.deliveryId !== undefined ? row.deliveryId : deliveryId,
        doubtful,
      };
      tables.postings.set(id, claimed);
      const posting = plain(claimed);
      return posting && { posting, doubtful };
    },
    async postingShown(id, deliveryId, version, message) {
      const row = tables.postings.get(id);
      if (row?.state !== 'sending' || row.deliveryId !== deliveryId) return false;
      const { leaseUntil: _, ...rest } = row;
      tables.postings.set(id, {
        ...rest,
        state: 'sent',
        attempts: 0,
        shownVersion: version,
        message: copy(message),
        doubtful: false,
      });
      return true;
    },
    async postingFailed(id, deliveryId, outcome) {
      const row = tables.postings.get(id);
      if (row?.state !== 'sending' || row.deliveryId !== deliveryId) return false;
      const { leaseUntil: _, deliveryId: held, ...rest } = row;
      const kept = row.doubtful && held !== undefined ? { ...rest, deliveryId: held } : rest;
      tables.postings.set(
        id,
        typeof outcome === 'string'
          ? { ...kept, state: outcome }
          : { ...kept, state: 'scheduled', retryAt: outcome.retryAt },
      );
      return true;
    },
    async duePostings(now, limit) {
      return select(
        tables.postings.values(),
        (posting) => isDue(posting, now),
        (posting) => posting.createdAt,
        (posting) => posting.id,
      )
        .slice(0, limit)
        .map((posting) => posting.id);
    },
  };
}

function isDue(row: Posting, now: Instant): boolean {
  if (row.state === 'sending') return row.leaseUntil !== undefined && row.leaseUntil <= now;
  if (row.state !== 'scheduled' && row.state !== 'sent') return false;
  return row.wantedVersion > row.shownVersion && (row.retryAt === undefined || row.retryAt <= now);
}

function plain(row: Doubt<Posting> | undefined): Posting | undefined {
  if (row === undefined) return undefined;
  const { doubtful: _, ...posting } = row;
  return copy(posting);
}
