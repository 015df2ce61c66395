import type { CameTown, PromiseBar, PromisePart, StatusPicture } from '../../chat/picture.ts';
import { promiseParts } from '../../chat/picture.ts';
import type { Phrase } from '../../core/text.ts';
import { plainMedium, type Wording, word } from '../../i18n/format.ts';
import type { Svg } from './hours-svg.ts';
import { box, ink, label } from './svg-shapes.ts';
import { fitText, textWidth, wrapText } from './svg-text.ts';

/** As wide as a chat shows it on a phone, so that its letters keep their size; see `hoursSvg`. */
const WIDTH = 440;
const PADDING = 16;
const INNER = WIDTH - 2 * PADDING;
const NAMES = 104;
const BAR_X = PADDING + NAMES;
const BAR_WIDTH = INNER - NAMES;
const BAR_HEIGHT = 24;
/** Wide enough for what these are called in any of the languages. */
const NOTE_X = PADDING + 126;
/** A part this wide or more has its number in it. */
const NUMBER_WIDTH = 13;
const TITLE_LINES = 2;

interface Paint {
  readonly fill: string;
  readonly letters: string;
}

/** Light and dark as well as colour tell the parts apart; what is late stands out for everybody. */
const paints: Readonly<Record<PromisePart, Paint>> = {
  kept: { fill: '#7cc47f', letters: '#000000' },
  open: { fill: '#2b7f9e', letters: '#ffffff' },
  late: { fill: '#ffc861', letters: '#000000' },
  waiting: { fill: '#3b5275', letters: '#ffffff' },
};

const panel = '#1d3150';
const track = '#2b4264';
const quiet = '#b7c6da';
/** Another colour than any promise: these bars count people. */
const cameFill = '#9dbdf0';

type Say = (phrase: Phrase) => string;

/** The picture as SVG. The same picture for the same reader is the same text. */
export function statusSvg(picture: StatusPicture, reader: Wording): Svg {
  const say: Say = (phrase) => word(phrase, reader, plainMedium);
  const parts: string[] = [];
  let y = PADDING - 6;
  for (const line of wrapText(say(picture.title), 19, INNER, TITLE_LINES)) {
    y += 24;
    parts.push(label(line, PADDING, y, 19, { bold: true }));
  }
  y = drawNext(parts, picture.next, say, y + 14);
  y = drawPromises(parts, picture.promises, say, y + 26);
  y = drawCame(parts, picture.came, say, y + 26);
  y = drawNotes(parts, picture.notes, say, y + 14);
  const height = Math.ceil(y + PADDING - 2);
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" font-family="DejaVu Sans">`,
    box(0.5, 0.5, WIDTH - 1, height - 1, `rx="10" fill="${ink.ground}" stroke="${ink.edge}"`),
    ...parts,
    '</svg>',
  ].join('\n');
  return { svg, width: WIDTH, height };
}

function drawNext(
  parts: string[],
  { heading, title, times }: StatusPicture['next'],
  say: Say,
  top: number,
): number {
  const room = INNER - 28;
  const lines = wrapText(say(title), 16, room, TITLE_LINES);
  const timesTop = top + 20 + lines.length * 20;
  const height = timesTop - top + times.length * 18 + 12;
  parts.push(
    box(PADDING, top, INNER, height, `rx="6" fill="${panel}"`),
    box(PADDING, top, 5, height, `rx="2" fill="${ink.shift}"`),
    label(fitText(say(heading), 11.5, room), PADDING + 16, top + 19, 11.5, { fill: quiet }),
    ...lines.map((line, at) => label(line, PADDING + 16, top + 40 + at * 20, 16, { bold: true })),
    ...times.map((time, at) =>
      label(fitText(say(time), 13, room), PADDING + 16, timesTop + 20 + at * 18, 13),
    ),
  );
  return top + height;
}

const heading = (text: string, y: number): string =>
  label(fitText(text, 13, INNER), PADDING, y, 13, { bold: true });

function drawPromises(
  parts: string[],
  { heading: head, legend, towns, none }: StatusPicture['promises'],
  say: Say,
  top: number,
): number {
  parts.push(heading(say(head), top));
  if (none !== undefined) {
    parts.push(label(fitText(say(none), 13, INNER), PADDING, top + 22, 13, { fill: quiet }));
    return top + 22;
  }
  let y = top + 10;
  const most = Math.max(...towns.map(total));
  for (const town of towns) {
    drawBar(parts, town, most, y);
    y += BAR_HEIGHT + 6;
  }
  return drawLegend(parts, legend, say, y + 2);
}

const total = ({ counts }: PromiseBar): number => promiseParts.reduce((sum, part) => sum + counts[part], 0);

function drawBar(parts: string[], { town, counts }: PromiseBar, most: number, y: number): void {
  parts.push(
    label(fitText(town, 13, NAMES - 8), PADDING, y + 17, 13),
    box(BAR_X, y, BAR_WIDTH, BAR_HEIGHT, `rx="4" fill="${panel}"`),
  );
  const shown = promiseParts.filter((part) => counts[part] > 0);
  // What is there must be seen: nothing is narrower than its number.
  const spare = BAR_WIDTH - shown.length * NUMBER_WIDTH;
  const unit = spare / Math.max(1, most);
  let x = BAR_X;
  for (const part of shown) {
    const width = NUMBER_WIDTH + counts[part] * unit;
    const { fill, letters } = paints[part];
    parts.push(
      box(x, y, width - 1.5, BAR_HEIGHT, `rx="4" fill="${fill}"`),
      label(String(counts[part]), x + (width - 1.5) / 2, y + 17, 12.5, {
        bold: true,
        fill: letters,
        anchor: 'middle',
      }),
    );
    x += width;
  }
  if (shown.length === 0) parts.push(label('0', BAR_X + 8, y + 17, 12.5, { fill: quiet }));
}

function drawLegend(
  parts: string[],
  legend: StatusPicture['promises']['legend'],
  say: Say,
  top: number,
): number {
  let x = PADDING;
  let y = top;
  for (const { part, label: name } of legend) {
    const text = fitText(say(name), 11.5, INNER - 18);
    const width = 17 + textWidth(text, 11.5);
    if (x > PADDING && x + width > WIDTH - PADDING) {
      x = PADDING;
      y += 18;
    }
    parts.push(
      box(x, y + 2, 12, 12, `rx="3" fill="${paints[part].fill}"`),
      label(text, x + 17, y + 12, 11.5, { fill: quiet }),
    );
    x += width + 8;
  }
  return y + 14;
}

function drawCame(
  parts: string[],
  { heading: head, towns, none }: StatusPicture['came'],
  say: Say,
  top: number,
): number {
  parts.push(heading(say(head), top));
  if (none !== undefined) {
    parts.push(label(fitText(say(none), 13, INNER), PADDING, top + 22, 13, { fill: quiet }));
    return top + 22;
  }
  let y = top + 8;
  for (const town of towns) y = drawCameTown(parts, town, say, y);
  return y;
}

function drawCameTown(parts: string[], { town, groups }: CameTown, say: Say, top: number): number {
  parts.push(label(fitText(town, 13, INNER), PADDING, top + 15, 13));
  let y = top + 22;
  for (const { label: name, present, convened } of groups) {
    const share = convened === 0 ? 0 : present / convened;
    const width = BAR_WIDTH - 56;
    parts.push(
      label(fitText(say(name), 12, NAMES - 8), PADDING, y + 12, 12, { fill: quiet }),
      box(BAR_X, y + 1, width, 14, `rx="4" fill="${track}"`),
      ...(present === 0
        ? []
        : [box(BAR_X, y + 1, Math.max(4, width * share), 14, `rx="4" fill="${cameFill}"`)]),
      label(`${present}/${convened}`, BAR_X + width + 8, y + 13, 12, { bold: true }),
    );
    y += 20;
  }
  return y + 2;
}

function drawNotes(parts: string[], notes: StatusPicture['notes'], say: Say, top: number): number {
  if (notes.length === 0) return top;
  parts.push(box(PADDING, top, INNER, 1, `fill="${ink.edge}" fill-opacity="0.5"`));
  let y = top + 6;
  for (const { label: name, text, calls } of notes) {
    parts.push(
      label(fitText(say(name), 12, NOTE_X - PADDING - 6), PADDING, y + 15, 12, { fill: quiet }),
      label(fitText(say(text), 13, WIDTH - PADDING - NOTE_X), NOTE_X, y + 15, 13, {
        fill: calls ? ink.shift : ink.text,
      }),
    );
    y += 21;
  }
  return y;
}
