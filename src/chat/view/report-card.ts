import { msg } from '../../core/message.ts';
import type { ReportPeriod } from '../../core/report/year-report.ts';
import { day, instant } from '../../core/text.ts';
import type { Card } from '../card.ts';
import type { DocumentFile, Documents } from '../documents.ts';
import { link } from '../link.ts';

/** The report for who asked: as a file, and at an address where there is one. */
export function reportCard(
  { fromOn, untilOn }: ReportPeriod,
  file: DocumentFile,
  address: ReturnType<Documents['reportAddress']>,
): Card {
  return {
    tone: 'good',
    title: msg('report.title'),
    blocks: [
      { type: 'text', text: msg('report.ready', { from: day(fromOn), until: day(untilOn) }) },
      ...(address === undefined
        ? []
        : [
            { type: 'controls' as const, controls: [link(msg('report.open'), address.url)] },
            {
              type: 'text' as const,
              small: true,
              text: msg('report.address-until', { until: instant(address.until) }),
            },
          ]),
      { type: 'file', ...file, label: msg('report.file') },
    ],
  };
}
