import type { Instant } from './time/instant.ts';
import type { Id } from './world.ts';

/** Who did what, when. `action` is a command path; `subjectId` what it was done to. Never text from people. */
export interface AuditEntry {
  readonly id: Id<'aud'>;
  readonly at: Instant;
  readonly twinningId?: Id<'twn'>;
  readonly townId?: Id<'town'>;
  readonly memberId?: Id<'mbr'>;
  readonly action: string;
  readonly subjectId?: string;
}

/** Where an entry stands in the trail: by its time, and by its id among those of one time. */
export type TrailPlace = Pick<AuditEntry, 'at' | 'id'>;

/** Which entries of a twinning are asked for. */
export interface Trail {
  readonly twinningId: Id<'twn'>;
  /** Only what was done to one of these, by this member, or for this town: one of them is enough. */
  readonly about?: {
    readonly subjectIds?: readonly string[];
    readonly memberId?: Id<'mbr'>;
    readonly townId?: Id<'town'>;
  };
  /** These actions concern nobody but who did them: of them only this member's own. */
  readonly personal: { readonly actions: readonly string[]; readonly memberId: Id<'mbr'> };
}

/** Port: the audit trail. Entries are added and read, never changed. */
export interface AuditStore {
  record(entry: AuditEntry): Promise<void>;
  /** Newest first. */
  entriesAbout(subjectId: string, limit: number): Promise<AuditEntry[]>;
  /** Newest first: the ones next to a place in the trail on its older or newer side; without one, the newest. */
  entriesOf(
    trail: Trail,
    beside: { readonly olderThan: TrailPlace } | { readonly newerThan: TrailPlace } | undefined,
    limit: number,
  ): Promise<AuditEntry[]>;
  /** When somebody of this town last did anything in this twinning; what happened by itself does not count. */
  lastDeedAt(twinningId: Id<'twn'>, townId: Id<'town'>): Promise<Instant | undefined>;
}
