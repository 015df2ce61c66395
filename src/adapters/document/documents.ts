import { strToU8, type Zippable, zip } from 'fflate';
import type { Reader } from '../../chat/call.ts';
import type { Documents } from '../../chat/documents.ts';
import type { Export } from '../../core/archive/export-twinning.ts';
import type { CalendarEntry } from '../../core/calendar/calendar-entry.ts';
import { msg } from '../../core/message.ts';
import { instant } from '../../core/text.ts';
import { foldText } from '../../core/time/fold-text.ts';
import type { Instant } from '../../core/time/instant.ts';
import { dateAt } from '../../core/time/local-date.ts';
import type { TwinningScope } from '../../core/twinning/twinning.ts';
import { twinningName } from '../../core/twinning/twinning-name.ts';
import { plainMedium, word } from '../../i18n/format.ts';
import { ARCHIVE_FILE, renderArchiveFile } from './archive-file.ts';
import { csvTables } from './archive-tables.ts';
import { renderReport } from './render-report.ts';
import type { ReportAddresses } from './report-addresses.ts';

export interface DocumentsParts {
  /** Writes meetings for calendar programs. */
  readonly calendarFile: (entries: readonly CalendarEntry[], reader: Reader) => string;
  readonly addresses?: ReportAddresses | undefined;
}

export function documents({ calendarFile, addresses }: DocumentsParts): Documents {
  return {
    report(report, reader) {
      const { fromOn, untilOn } = report.period;
      return {
        name: `${slug(report.scope)}-${fromOn}-${untilOn}.html`,
        contentType: 'text/html; charset=utf-8',
        bytes: strToU8(renderReport(report, reader)),
      };
    },
    async archive(taken, exportedAt, reader) {
      const on = dateAt(exportedAt, reader.timeZone);
      const bytes = await packed(filesOf(taken, exportedAt, reader, calendarFile), exportedAt);
      return { name: `${slug(taken.scope)}-export-${on}.zip`, contentType: 'application/zip', bytes };
    },
    reportAddress: (asked, now) => addresses?.address(asked, now),
  };
}

function filesOf(
  { archive, calendar, scope }: Export,
  exportedAt: Instant,
  reader: Reader,
  calendarFile: DocumentsParts['calendarFile'],
): Map<string, string> {
  const readme = msg('export.readme', { name: twinningName(scope), at: instant(exportedAt) });
  return new Map([
    ['README.txt', `${word(readme, reader, plainMedium).replaceAll('\n', '\r\n')}\r\n`],
    [ARCHIVE_FILE, renderArchiveFile(archive, exportedAt)],
    ['meetings.ics', calendarFile(calendar, reader)],
    ...[...csvTables(archive)].map(([table, text]): [string, string] => [`tables/${table}.csv`, text]),
  ]);
}

/** Large files are packed in a thread. */
function packed(files: ReadonlyMap<string, string>, at: Instant): Promise<Uint8Array> {
  const entries: Zippable = {};
  for (const [name, text] of files) entries[name] = [strToU8(text), { mtime: new Date(at) }];
  return new Promise((resolve, reject) => {
    zip(entries, (error, bytes) => (error ? reject(error) : resolve(bytes)));
  });
}

const SLUG_LENGTH = 60;

/** A name that every file system and header takes. */
function slug(scope: TwinningScope): string {
  const plain = foldText(twinningName(scope)).replace(/[^a-z0-9]+/g, '-');
  return plain.slice(0, SLUG_LENGTH).replace(/^-+|-+$/g, '') || 'twinning';
}
