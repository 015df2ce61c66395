import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HeldMeeting, YearReport } from '../../../src/core/report/year-report.ts';
import { languages } from '../../../src/core/text.ts';
import { hostileTexts } from '../../fixtures/hostile-texts.ts';
import { CHROMIUM, LAUNCH_ARGUMENTS } from '../../sandbox/page/browser.ts';
import { aYear, pageIn } from './make-report.ts';

const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** Forty meetings with everything that people may write. */
function crowded(report: YearReport): YearReport {
  const hostile = [
    ...hostileTexts,
    '<script>alert(1)</script>',
    '</style><img src=x onerror=alert(1)>',
    '\u202egnp.exe',
  ];
  const held = Array.from({ length: 40 }, (_, index): HeldMeeting => {
    const text = hostile[index % hostile.length] ?? '';
    return {
      number: index + 1,
      title: text,
      at: report.madeAt,
      minutes: `${text}\n${'W'.repeat(400)}`,
      present: 2,
      convened: 9,
    };
  });
  const [first] = report.scope.towns;
  const towns = report.scope.towns.map((town) =>
    town === first ? { ...town, name: hostile.join(' ') } : town,
  );
  return {
    ...report,
    held,
    scope: { ...report.scope, towns },
    themes: { touched: hostile, untouched: hostile },
  };
}

describe('the page of the yearly report', () => {
  it('says everything in every language, without a key or a word of another', async () => {
    const report = await aYear();
    const headings = languages.map((language) => {
      const page = pageIn(report, language);
      expect(page).not.toMatch(/report\.[a-z]/);
      return [...page.matchAll(/<h2>(.*?)<\/h2>/g)].map((match) => match[1]);
    });
    expect(headings[0]).toEqual([
      'Meetings',
      'Who came',
      'Promises',
      'Themes',
      'Offices now',
      'What is ahead',
    ]);
    expect(headings[1]).toEqual(['Møder', 'Hvem deltog', 'Aftaler', 'Temaer', 'Poster lige nu', 'Det næste']);
    expect(new Set(headings.map(String)).size).toBe(languages.length);
  });

  it('tells what was, and nothing of what was only planned or called off', async () => {
    const { held, months, promises, themes, participation } = await aYear();
    expect(held.map(({ title }) => title)).toEqual([
      'Youth Games: first plans',
      'Annual meeting',
      'The youth choose their music',
    ]);
    expect(held[0]?.minutes).toBe('We meet in June.\nEverybody brings a song.');
    expect(months).toHaveLength(13);
    expect(months.reduce((sum, { meetings }) => sum + meetings, 0)).toBe(3);
    expect(promises.map(({ counts }) => counts)).toEqual([
      { kept: 1, reported: 0, open: 2, overdue: 0, dropped: 0 },
      { kept: 0, reported: 0, open: 0, overdue: 1, dropped: 1 },
    ]);
    expect(themes).toEqual({ touched: ['Craft', 'Culture', 'Youth'], untouched: [] });
    expect(participation[0]?.groups[0]).toMatchObject({ group: 'municipality', present: 2, convened: 3 });
  });

  it('takes nothing that people wrote for markup, and turns nothing around', async () => {
    const page = pageIn(crowded(await aYear()), 'en');
    expect(page).not.toMatch(/<script|<img|onerror=alert\(1\)>/);
    expect(page).not.toMatch(BIDI);
    expect(page.match(/<style>/g)).toHaveLength(1);
  });
});

const there = existsSync(CHROMIUM) || process.env.CI === 'true';
describe.skipIf(!there)('the page of the yearly report in a browser', { timeout: 120_000 }, () => {
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: LAUNCH_ARGUMENTS });
    page = await browser.newPage({ viewport: { width: 900, height: 1000 } });
    page.on('console', (message) => problems.push(message.text()));
    page.on('request', (request) => problems.push(request.url()));
  }, 60_000);
  afterAll(() => browser?.close());

  const pagesOf = async () =>
    (await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page\b/g)?.length;

  it('is printed on A4 pages, and its style is its own', async () => {
    await page.setContent(pageIn(await aYear(), 'da'));
    expect(await pagesOf()).toBeGreaterThanOrEqual(2);
    expect(await page.evaluate(() => getComputedStyle(document.body).fontFamily)).toContain('Georgia');
    expect(problems).toEqual([]);
  });

  it('overflows neither a narrow screen nor the paper, whatever stands in it', async () => {
    await page.setContent(pageIn(crowded(await aYear()), 'de'));
    // 176 mm: A4 within its margins.
    for (const [media, width] of [
      ['screen', 900],
      ['screen', 360],
      ['print', 665],
    ] as const) {
      await page.emulateMedia({ media });
      await page.setViewportSize({ width, height: 1000 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect([media, width, Math.max(0, wide)]).toEqual([media, width, 0]);
    }
    await page.emulateMedia({ media: 'print' });
    expect(await pagesOf()).toBeGreaterThan(5);
    expect(problems).toEqual([]);
  });
});
