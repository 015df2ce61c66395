import { beforeAll, describe, expect, it } from 'vitest';
import type { Reader } from '../../src/chat/call.ts';
import type { Documents } from '../../src/chat/documents.ts';
import { LINK_LIMIT } from '../../src/chat/link.ts';
import type { Export } from '../../src/core/archive/export-twinning.ts';
import { readReport } from '../../src/core/report/read-report.ts';
import type { YearReport } from '../../src/core/report/year-report.ts';
import { languages } from '../../src/core/text.ts';
import { richTwinning } from '../fakes/rich-twinning.ts';

const period = { fromOn: '2026-05-04', untilOn: '2027-05-03' };
const reader: Reader = { language: 'da', locale: 'da-DK', timeZone: 'Europe/Copenhagen' };
const ASCII_NAME = /^[a-z0-9][a-z0-9.-]{0,120}$/;

/** What commands rely on, for a bot that the internet reaches and one that it does not. */
export function documentsContract(name: string, open: (publicUrl?: string) => Documents): void {
  describe(name, () => {
    let report: YearReport;
    let taken: Export;
    beforeAll(async () => {
      const { database, world, mette } = await richTwinning();
      const { scope } = mette;
      const read = await readReport(database, scope.twinning.id, period, world.now(), reader.timeZone);
      if (read === undefined) throw new Error('no report');
      report = read;
      const tables = { town: [{ id: 'town_1', name: 'Aalborg' }] };
      taken = { scope, calendar: [], archive: { twinningId: scope.twinning.id, tables } };
    });

    it('write a report as one page, the same for the same facts', () => {
      const made = open();
      const file = made.report(report, reader);
      expect(file).toMatchObject({ contentType: 'text/html; charset=utf-8' });
      expect(file.name).toMatch(ASCII_NAME);
      expect(file.name).toMatch(/\.html$/);
      const text = new TextDecoder().decode(file.bytes);
      expect(text).toContain('<html lang="da">');
      expect(text).toContain('Aalborg');
      expect(made.report(report, reader)).toEqual(file);
    });

    it('pack an archive into one file', async () => {
      const file = await open().archive(taken, report.madeAt, reader);
      expect(file).toMatchObject({ contentType: 'application/zip' });
      expect(file.name).toMatch(ASCII_NAME);
      expect(file.name).toMatch(/\.zip$/);
      expect(file.bytes.length).toBeGreaterThan(10);
    });

    it('have an address that fits into a button and ends, only where the internet reaches the bot', () => {
      for (const language of languages) {
        const asked = {
          twinningId: report.scope.twinning.id,
          townId: report.scope.towns[0]?.id ?? 'town_none',
          language,
          period,
        } as const;
        expect(open().reportAddress(asked, report.madeAt)).toBeUndefined();
        const publicUrl = `https://${'bot.'.repeat(30)}example.org`;
        const address = open(publicUrl).reportAddress(asked, report.madeAt);
        expect(address?.url.startsWith(publicUrl)).toBe(true);
        expect(address?.url.length).toBeLessThanOrEqual(LINK_LIMIT);
        expect(address?.until).toBeGreaterThan(report.madeAt);
      }
    });
  });
}
