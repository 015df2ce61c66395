import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import {
  ARCHIVE_FILE,
  readArchiveFile,
  renderArchiveFile,
} from '../../../src/adapters/document/archive-file.ts';
import { csvTables } from '../../../src/adapters/document/archive-tables.ts';
import { renderCsv } from '../../../src/adapters/document/csv.ts';
import { documents } from '../../../src/adapters/document/documents.ts';
import { type Archive, ArchiveRefused } from '../../../src/core/archive/archive-store.ts';
import { sisterCommittees } from '../../fakes/sister-committees.ts';

const at = Date.UTC(2027, 4, 3, 10);
const archive: Archive = {
  twinningId: 'twn_1',
  tables: {
    town: [{ id: 'town_1', name: 'Åby, "the" town', since: 1954 }],
    commitment: [{ id: 'cmt_1', number: 7, what: '=HYPERLINK("x")', owner_town_id: 'town_1', reason: null }],
    minutes: [],
  },
};

/** Reads a table back as RFC 4180 says. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  const cells = /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r\n|$)/gy;
  const body = text.replace(/^\uFEFF/, '');
  while (cells.lastIndex < body.length) {
    const [, cell = '', end] = cells.exec(body) ?? [];
    rows.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

describe('a table for spreadsheets', () => {
  it('says again what was put into it, with an apostrophe before whatever looks like a formula', () => {
    const cells = fc.oneof(
      // An apostrophe of people's own cannot be told from ours afterwards.
      fc.string({ unit: 'grapheme' }).filter((text) => !text.startsWith("'")),
      fc.constantFrom('=1+1', '+45', '-1', '@me', '\tx', '\rx', ' =1', '＝1', '"', 'a,b', 'a\r\nb', "'"),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(cells, cells), { minLength: 1 }), (rows) => {
        const back = readCsv(renderCsv(['a', 'b'], rows)).slice(1);
        expect(
          back.map((row) =>
            row.map((cell) => cell.replace(/^'(?=[\s\p{Cf}]*[=+\-@＝＋－＠]|[\t\r\n])/u, '')),
          ),
        ).toEqual(rows);
        for (const cell of back.flat()) expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u);
      }),
    );
  });

  it('begins with the mark by which programs know the letters, and leaves numbers numbers', () => {
    expect(renderCsv(['n'], [[-5], [null], [true]])).toBe('\uFEFFn\r\n-5\r\n\r\ntrue\r\n');
  });

  it('has names beside ids, and no file for what is empty', () => {
    const tables = csvTables(archive);
    expect([...tables.keys()]).toEqual(['town', 'commitment']);
    expect(readCsv(tables.get('commitment') ?? '')).toEqual([
      ['id', 'number', 'what', 'owner_town_id', 'owner_town', 'reason'],
      ['cmt_1', '7', `'=HYPERLINK("x")`, 'town_1', 'Åby, "the" town', ''],
    ]);
  });
});

describe('the file of an export', () => {
  it('is read back as it was', () => {
    expect(readArchiveFile(new TextEncoder().encode(renderArchiveFile(archive, at)))).toEqual(archive);
  });

  it('is one zip, with words for its reader, tables and meetings; and is read from it', async () => {
    const { mette } = await sisterCommittees();
    const made = documents({ calendarFile: () => 'BEGIN:VCALENDAR\r\n' });
    const reader = { language: 'da', locale: 'da-DK', timeZone: 'Europe/Copenhagen' } as const;
    const file = await made.archive({ archive, calendar: [], scope: mette.scope }, at, reader);
    expect(file.name).toBe('aalborg-solvang-export-2027-05-03.zip');
    const files = unzipSync(file.bytes);
    expect(Object.keys(files).sort()).toEqual([
      'README.txt',
      'meetings.ics',
      'tables/commitment.csv',
      'tables/town.csv',
      ARCHIVE_FILE,
    ]);
    expect(strFromU8(files['README.txt'] ?? new Uint8Array())).toMatch(
      /alt, hvad Twinbell har gemt om Aalborg/,
    );
    expect(readArchiveFile(file.bytes)).toEqual(archive);
  });

  it.each([
    ['nothing', ''],
    ['something else', '{"format":"other"}'],
    ['no JSON', '{'],
    ['a damaged zip', 'PK\u0003\u0004 and nothing more'],
    ['a newer version', renderArchiveFile(archive, at).replace('"version": 1', '"version": 2')],
  ])('is refused in words when it is %s', (_, text) => {
    expect(() => readArchiveFile(new TextEncoder().encode(text))).toThrow(ArchiveRefused);
  });
});
