import type { Export } from '../core/archive/export-twinning.ts';
import type { ReportPeriod, YearReport } from '../core/report/year-report.ts';
import type { Instant } from '../core/time/instant.ts';
import type { Id } from '../core/world.ts';
import type { Reader } from './call.ts';
import type { FileBlock } from './card.ts';

export type DocumentFile = Pick<FileBlock, 'name' | 'contentType' | 'bytes'>;

/** Which report is asked for, in whose words and on whose clock. */
export interface ReportRequest {
  readonly twinningId: Id<'twn'>;
  readonly townId: Id<'town'>;
  readonly language: Reader['language'];
  readonly period: ReportPeriod;
}

/** Port: what a twinning knows, as files for people. */
export interface Documents {
  /** A page that needs nothing besides itself and can be printed. The same report gives the same bytes. */
  report(report: YearReport, reader: Reader): DocumentFile;
  /** One file with what can be read in again, tables for people, and all meetings for calendars. */
  archive(taken: Export, exportedAt: Instant, reader: Reader): Promise<DocumentFile>;
  /**
   * Where a browser reads the report, as it stands then; nobody can guess it, and whoever has it reads it until the
   * instant given. Undefined where nobody reaches the bot from outside.
   */
  reportAddress(
    asked: ReportRequest,
    now: Instant,
  ): { readonly url: string; readonly until: Instant } | undefined;
}
