const ELLIPSIS = '…';

/** Widths of DejaVu Sans Condensed in parts of the font size, rounded up: what is guessed to fit must fit. */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/^[\s.,:;'’|!ijlI1()[\]/ftr-]$/u, 0.42],
  [/^[mwMW@%&]$/u, 0.94],
  [/^[\p{Lu}\d]$/u, 0.7],
  [/^[\p{Ll}]$/u, 0.58],
];
/** What else there is: signs that the font may lack are drawn as wide boxes. */
const WIDEST = 1;

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });
const graphemes = (text: string): string[] => [...segmenter.segment(text)].map(({ segment }) => segment);

const widthOf = (grapheme: string): number =>
  WIDTHS.find(([which]) => which.test(grapheme.normalize('NFD').charAt(0)))?.[1] ?? WIDEST;

/** About how wide a text is, never less than it is. */
export const textWidth = (text: string, size: number): number =>
  graphemes(text).reduce((sum, grapheme) => sum + widthOf(grapheme), 0) * size;

/** Shortened visibly, between two characters, until it fits. */
export function fitText(text: string, size: number, width: number): string {
  if (textWidth(text, size) <= width) return text;
  const room = width - textWidth(ELLIPSIS, size);
  let kept = '';
  let used = 0;
  for (const grapheme of graphemes(text)) {
    used += widthOf(grapheme) * size;
    if (used > room) break;
    kept += grapheme;
  }
  return `${kept.trimEnd()}${ELLIPSIS}`;
}

/** Broken between words into as many lines as there may be; what the last one cannot hold is shortened visibly. */
export function wrapText(text: string, size: number, width: number, mostLines: number): string[] {
  const lines: string[] = [];
  let line = '';
  const words = text.split(' ');
  for (const [index, next] of words.entries()) {
    const longer = line === '' ? next : `${line} ${next}`;
    if (line === '' || textWidth(longer, size) <= width) {
      line = longer;
      continue;
    }
    if (lines.length === mostLines - 1) {
      line = [line, ...words.slice(index)].join(' ');
      break;
    }
    lines.push(fitText(line, size, width));
    line = next;
  }
  return [...lines, fitText(line, size, width)];
}
