/** A mark that tells spreadsheet programs which letters these are. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * A table for spreadsheet programs (RFC 4180: CRLF, quotes doubled). What people wrote is never a formula: cells that
 * begin like one get an apostrophe before it.
 */
export function renderCsv(heading: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return BYTE_ORDER_MARK + [heading, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

export type CsvCell = string | number | boolean | null;

/** Half and full width, since programs take both for the same. */
const LIKE_A_FORMULA = /^[\s\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

function cell(value: CsvCell): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const harmless = LIKE_A_FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
