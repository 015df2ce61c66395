import type { Id } from '../world.ts';

export type ArchivedValue =
  | string
  | number
  | boolean
  | null
  | readonly ArchivedValue[]
  | { readonly [name: string]: ArchivedValue };

/** One row, by the names of its columns. Instants are ISO 8601. */
export type ArchivedRow = Readonly<Record<string, ArchivedValue>>;

/** Everything that is kept of one twinning, table by table, as it is kept. Rows are in the order of their keys. */
export interface Archive {
  readonly twinningId: Id<'twn'>;
  readonly tables: Readonly<Record<string, readonly ArchivedRow[]>>;
}

/**
 * What an archive does not hold, and why. Everything else that the database keeps is in it by itself, new tables
 * included: what belongs to a twinning is found by its references, and a test fails for a table that is neither.
 */
export const leftOut: Readonly<Record<string, string>> = {
  draft: 'forms half filled in, kept for a day',
  seen_request: 'requests seen, kept for a day',
  fact: 'what the bot remembers of its own machine',
  signing_key: 'a secret of this installation',
  calendar_feed: 'secret addresses: whoever moves gives out new ones',
  invitation: 'codes that let somebody in',
  busy_calendar: 'secret addresses of members',
  busy_time: 'when members are busy, read from their private calendars',
};

/** Nothing was written: what stands in the way, for the operator. */
export class ArchiveRefused extends Error {
  override readonly name = 'ArchiveRefused';
}

/**
 * Port: a twinning as a whole, for taking it elsewhere. It is defined by the database's own tables, so there is no fake
 * of it: its contract runs on the embedded store and on a real Postgres.
 */
export interface ArchiveStore {
  /**
   * As it stands at one moment. Left out besides `leftOut`: notes that people set for themselves, what they arranged
   * for themselves (`personalDeeds`), and of members who represent the youth everything but account, name, language and
   * clock. Undefined when there is no such twinning.
   */
  read(twinningId: Id<'twn'>): Promise<Archive | undefined>;
  /**
   * Into a database that holds no twinning; all or nothing.
   * @throws ArchiveRefused when it does, or when the archive holds what this version does not know
   */
  write(archive: Archive): Promise<void>;
  /** The names of the tables that it reads. */
  tables(): Promise<readonly string[]>;
}
