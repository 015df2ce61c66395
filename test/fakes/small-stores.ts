import type { AuditEntry, AuditStore, Trail, TrailPlace } from '../../src/core/audit.ts';
import type { FactStore } from '../../src/core/fact-store.ts';
import { type DraftStore, type SeenRequestStore, StoreConflict } from '../../src/core/stores.ts';
import { copy, select, type Tables } from './tables.ts';

export function fakeDraftStore(tables: Tables): DraftStore {
  return {
    async saveDraft(draft) {
      tables.drafts.set(draft.id, copy(draft));
    },
    async draft(id, now) {
      const draft = tables.drafts.get(id);
      return draft !== undefined && draft.expiresAt > now ? copy(draft) : undefined;
    },
    async forgetExpiredDrafts(now) {
      return remove(tables.drafts, (draft) => draft.expiresAt <= now);
    },
  };
}

export function fakeSeenRequestStore(tables: Tables): SeenRequestStore {
  return {
    async firstSight(requestId, now) {
      if (tables.seenRequests.has(requestId)) return false;
      tables.seenRequests.set(requestId, now);
      return true;
    },
    async forgetSeenBefore(at) {
      return remove(tables.seenRequests, (seenAt) => seenAt < at);
    },
  };
}

export function fakeAuditStore(tables: Tables): AuditStore {
  return {
    async record(entry) {
      if (tables.audit.has(entry.id)) throw new StoreConflict('audit entry');
      tables.audit.set(entry.id, copy(entry));
    },
    async lastDeedAt(twinningId, townId) {
      const [last] = select(
        tables.audit.values(),
        (entry) => entry.twinningId === twinningId && entry.townId === townId && entry.memberId !== undefined,
        (entry) => -entry.at,
      );
      return last?.at;
    },
    async entriesAbout(subjectId, limit) {
      return select(
        tables.audit.values(),
        (entry) => entry.subjectId === subjectId,
        (entry) => entry.at,
        (entry) => entry.id,
      )
        .reverse()
        .slice(0, limit);
    },
    async entriesOf(trail, beside, limit) {
      const fitting = select(
        tables.audit.values(),
        (entry) => isOn(trail, entry),
        (entry) => entry.at,
        (entry) => entry.id,
      );
      if (beside !== undefined && 'newerThan' in beside)
        return fitting
          .filter((entry) => isLater(entry, beside.newerThan))
          .slice(0, limit)
          .reverse();
      return fitting
        .reverse()
        .filter((entry) => beside === undefined || isLater(beside.olderThan, entry))
        .slice(0, limit);
    },
  };
}

function isOn({ twinningId, about, personal }: Trail, entry: AuditEntry): boolean {
  if (entry.twinningId !== twinningId) return false;
  if (personal.actions.includes(entry.action) && entry.memberId !== personal.memberId) return false;
  if (about === undefined) return true;
  return (
    (entry.subjectId !== undefined && about.subjectIds?.includes(entry.subjectId) === true) ||
    (about.memberId !== undefined && entry.memberId === about.memberId) ||
    (about.townId !== undefined && entry.townId === about.townId)
  );
}

const isLater = (a: TrailPlace, b: TrailPlace): boolean => a.at > b.at || (a.at === b.at && a.id > b.id);

export function fakeFactStore(tables: Tables): FactStore {
  return {
    async fact(name) {
      return tables.facts.get(name);
    },
    async saveFact(name, text) {
      tables.facts.set(name, text);
    },
  };
}

function remove<T>(rows: Map<string, T>, goes: (row: T) => boolean): number {
  let removed = 0;
  for (const [key, row] of rows) if (goes(row) && rows.delete(key)) removed += 1;
  return removed;
}
