import { renderReport } from '../../../src/adapters/document/render-report.ts';
import { localeOf } from '../../../src/chat/reader.ts';
import { readReport } from '../../../src/core/report/read-report.ts';
import type { YearReport } from '../../../src/core/report/year-report.ts';
import type { Language } from '../../../src/core/text.ts';
import { richTwinning } from '../../fakes/rich-twinning.ts';

export const period = { fromOn: '2026-05-04', untilOn: '2027-05-03' };

/** The sisters' year. */
export async function aYear(): Promise<YearReport> {
  const { database, world, mette } = await richTwinning();
  const id = mette.scope.twinning.id;
  const report = await readReport(database, id, period, world.now(), 'Europe/Copenhagen');
  if (report === undefined) throw new Error('no report');
  return report;
}

export const pageIn = (report: YearReport, language: Language): string =>
  renderReport(report, {
    language,
    locale: localeOf(language, undefined, undefined),
    timeZone: 'Europe/Copenhagen',
  });
