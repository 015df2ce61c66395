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

/** Port: the audit trail. Entries are added and read, never changed. */
export interface AuditStore {
  record(entry: AuditEntry): Promise<void>;
  /** Newest first. */
  entriesAbout(subjectId: string, limit: number): Promise<AuditEntry[]>;
  /** When somebody of this town last did anything in this twinning; what happened by itself does not count. */
  lastDeedAt(twinningId: Id<'twn'>, townId: Id<'town'>): Promise<Instant | undefined>;
}
