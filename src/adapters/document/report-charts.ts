import { html, type Markup, nothing } from './html.ts';

/** Everything a chart says is worded already, and stands in a table or list beside it, too. */
export interface Bar {
  readonly label: string;
  readonly value: number;
}

const WIDTH = 640;

/** Upright bars, one a month. */
export function columnChart(title: string, bars: readonly Bar[]): Markup {
  const height = 150;
  const [top, bottom] = [24, height - 24];
  const most = Math.max(1, ...bars.map(({ value }) => value));
  const step = WIDTH / Math.max(1, bars.length);
  const columns = bars.map(({ label, value }, index) => {
    const tall = ((bottom - top) * value) / most;
    const middle = step * (index + 0.5);
    const width = Math.min(34, step * 0.6);
    return html`<rect class="solid" x="${round(middle - width / 2)}" y="${round(bottom - tall)}" width="${round(width)}" height="${round(tall)}"/>${
      value === 0
        ? nothing
        : html`<text class="value" x="${round(middle)}" y="${round(bottom - tall - 6)}">${value}</text>`
    }<text class="tick" x="${round(middle)}" y="${bottom + 17}">${label}</text>`;
  });
  return html`<svg class="chart" role="img" viewBox="0 0 ${WIDTH} ${height}" aria-label="${title}"><line class="axis" x1="0" y1="${bottom}" x2="${WIDTH}" y2="${bottom}"/>${columns}</svg>`;
}

export interface Share {
  /** Above the first of its lines. */
  readonly heading?: string;
  readonly label: string;
  readonly part: number;
  readonly whole: number;
  /** What stands behind the bar: "12 of 15". */
  readonly words: string;
}

const LABEL_ROOM = 190;
const WORDS_ROOM = 110;
const ROW = 26;
/** As many letters as there is room for before a bar; whole names stand in the tables beside. */
const LABEL_LENGTH = 24;

/** Lying bars, each filled as far as its part of the whole. */
export function shareChart(title: string, shares: readonly Share[]): Markup {
  let y = 0;
  const room = WIDTH - LABEL_ROOM - WORDS_ROOM;
  const rows = shares.map(({ heading, label, part, whole, words }) => {
    const head =
      heading === undefined ? nothing : html`<text class="heading" x="0" y="${y + 18}">${heading}</text>`;
    if (heading !== undefined) y += ROW;
    const filled = whole === 0 ? 0 : (room * part) / whole;
    const row = html`${head}<text class="row" x="8" y="${y + 17}">${short(label)}</text><rect class="frame" x="${LABEL_ROOM}" y="${y + 4}" width="${room}" height="16"/><rect class="solid" x="${LABEL_ROOM}" y="${y + 4}" width="${round(filled)}" height="16"/><text class="words" x="${WIDTH - WORDS_ROOM + 10}" y="${y + 17}">${words}</text>`;
    y += ROW;
    return row;
  });
  return html`<svg class="chart" role="img" viewBox="0 0 ${WIDTH} ${Math.max(ROW, y)}" aria-label="${title}">${rows}</svg>`;
}

/** Told apart by their patterns: on paper there may be no colours. */
const patterns = ['solid', 'hatched', 'empty', 'crossed', 'dotted'] as const;

export interface Stack {
  readonly label: string;
  /** As many as there are legends, in their order. */
  readonly values: readonly number[];
}

/** Lying bars made of several parts, with the meaning of their patterns beneath. */
export function stackChart(title: string, stacks: readonly Stack[], legends: readonly string[]): Markup {
  const most = Math.max(1, ...stacks.map(({ values }) => values.reduce((sum, value) => sum + value, 0)));
  const room = WIDTH - LABEL_ROOM;
  const bars = stacks.map(({ label, values }, index) => {
    const y = index * 40;
    let x = LABEL_ROOM;
    const parts = values.map((value, kind) => {
      const width = (room * value) / most;
      const part =
        value === 0
          ? nothing
          : html`<rect class="${patterns[kind] ?? 'empty'} edged" x="${round(x)}" y="${y + 4}" width="${round(width)}" height="26"/><rect class="plate" x="${round(x + width / 2 - 9)}" y="${y + 9}" width="18" height="16" rx="3"/><text class="count" x="${round(x + width / 2)}" y="${y + 21}">${value}</text>`;
      x += width;
      return part;
    });
    return html`<text class="row" x="0" y="${y + 21}">${short(label)}</text>${parts}`;
  });
  const height = stacks.length * 40;
  return html`<svg class="chart" role="img" viewBox="0 0 ${WIDTH} ${height}" aria-label="${title}">${definitions}${bars}</svg><ul class="legend">${legends.map(
    (legend, kind) =>
      html`<li><svg viewBox="0 0 20 14" width="20" height="14" aria-hidden="true"><rect class="${patterns[kind] ?? 'empty'} edged" x="1" y="1" width="18" height="12"/></svg>${legend}</li>`,
  )}</ul>`;
}

const definitions = html`<defs><pattern id="hatched" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="empty" width="6" height="6"/><rect class="solid" width="2" height="6"/></pattern><pattern id="crossed" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="empty" width="7" height="7"/><rect class="solid" width="3" height="7"/><rect class="solid" width="7" height="3"/></pattern><pattern id="dotted" width="6" height="6" patternUnits="userSpaceOnUse"><rect class="empty" width="6" height="6"/><circle class="solid" cx="3" cy="3" r="1"/></pattern></defs>`;

const short = (label: string): string => {
  const letters = [...label];
  return letters.length <= LABEL_LENGTH ? label : `${letters.slice(0, LABEL_LENGTH - 1).join('')}…`;
};

const round = (value: number): number => Math.round(value * 100) / 100;
