import { defineCommand } from '../../src/chat/command.ts';
import { optional, reportYear } from '../../src/chat/option-values.ts';
import { reportCard } from '../../src/chat/view/report-card.ts';
import { readReport, reportPeriod } from '../../src/core/report/read-report.ts';
import { dateAt } from '../../src/core/time/local-date.ts';

export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'typed',
  options: { year: optional(reportYear()) },
  lead: 'year',
  async run({ year }, { database, documents, inside, now, reader, town }) {
    const twinningId = inside.scope.twinning.id;
    const period = reportPeriod(year, dateAt(now, reader.timeZone));
    const report = await readReport(database, twinningId, period, now, reader.timeZone);
    if (report === undefined) throw new RangeError('a twinning vanished while it was read');
    const asked = { twinningId, townId: town.id, language: reader.language, period };
    return reportCard(period, documents.report(report, reader), documents.reportAddress(asked, now));
  },
});
