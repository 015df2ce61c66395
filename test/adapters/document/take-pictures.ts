// node --import tsx test/adapters/document/take-pictures.ts FOLDER
// Pictures of the yearly report for the eye and for the documents.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { CHROMIUM, LAUNCH_ARGUMENTS } from '../../sandbox/page/browser.ts';
import { aYear, pageIn } from './make-report.ts';

const folder = process.argv[2] ?? '.';
const report = await aYear();
const browser = await chromium.launch({ executablePath: CHROMIUM, args: LAUNCH_ARGUMENTS });
for (const language of ['en', 'da', 'de', 'fr'] as const) {
  const page = await browser.newPage({ viewport: { width: 900, height: 1100 } });
  await page.setContent(pageIn(report, language));
  await page.screenshot({ path: join(folder, `report-${language}.png`), fullPage: true });
  writeFileSync(join(folder, `report-${language}.pdf`), await page.pdf({ preferCSSPageSize: true }));
  await page.close();
}
await browser.close();
