/** What can go wrong with the embedded store as a whole; errors of single queries stay Postgres errors. */

export class DataFolderInUse extends Error {
  override readonly name = 'DataFolderInUse';
  readonly dataDir: string;
  /** What the other process wrote about itself, when it could be read. */
  readonly holder: string | undefined;

  constructor(dataDir: string, holder?: string) {
    super(`The data folder ${dataDir} is in use by another process${holder ? ` (${holder})` : ''}`);
    this.dataDir = dataDir;
    this.holder = holder;
  }
}

/** In one line. What PGlite's file system throws is no Error: it has a name and a number. */
export function reasonOf(error: unknown): string {
  if (error instanceof EmbeddedStoreFailed) return error.reason;
  if (error instanceof Error) return error.message;
  return typeof error === 'object' ? JSON.stringify(error) : String(error);
}

export class EmbeddedStoreFailed extends Error {
  override readonly name = 'EmbeddedStoreFailed';
  readonly dataDir: string;
  /** What the engine died of: Postgres' own words or a trap, nothing of what it was asked. */
  readonly reason: string;

  constructor(dataDir: string, reason: string, cause?: unknown) {
    super(`The embedded store in ${dataDir} failed: ${reason}`, cause === undefined ? undefined : { cause });
    this.dataDir = dataDir;
    this.reason = reason;
  }
}
