import type {
  ClockHour,
  HoursDay,
  HoursPicture,
  HoursSlot,
  HoursStretch,
  TownClock,
} from '../../chat/picture.ts';
import { type Phrase, shortDay } from '../../core/text.ts';
import { plainMedium, type Wording, word } from '../../i18n/format.ts';
import { heatColour, hex, inkOn } from './heat-colour.ts';
import { legendSvg } from './legend-svg.ts';
import { badge, box, ink, label, stripes } from './svg-shapes.ts';
import { fitText, textWidth } from './svg-text.ts';

export interface Svg {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/**
 * Chats show a picture about this wide, so that letters of 10 and more can be read without opening it. It brings its
 * own ground: no letter then depends on whether the reader's theme is light or dark.
 */
const WIDTH = 440;
const PADDING = 9;
const LABELS = 96;
const GRID_X = PADDING + LABELS;
const GRID_WIDTH = WIDTH - GRID_X - PADDING;
const CLOCK_HEIGHT = 17;
/** Room above the hours for +1 and -1. */
const SHIFT_HEIGHT = 8;
const DAY_HEIGHT = 32;
const GAP = 2;
const STRETCH_GAP = 8;

/** The picture as SVG. The same picture for the same reader is the same text. */
export function hoursSvg(picture: HoursPicture, reader: Wording): Svg {
  const say = (phrase: Phrase) => word(phrase, reader, plainMedium);
  const parts: string[] = [];
  let y = PADDING;
  for (const stretch of picture.stretches) {
    y = drawStretch(parts, stretch, picture.people, y, reader);
    y += STRETCH_GAP;
  }
  const legend = legendSvg(picture, say, PADDING, y, WIDTH - PADDING);
  parts.push(legend.svg);
  const height = Math.ceil(legend.bottom + PADDING);
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" font-family="DejaVu Sans">`,
    box(0.5, 0.5, WIDTH - 1, height - 1, `rx="8" fill="${ink.ground}" stroke="${ink.edge}"`),
    ...parts,
    '</svg>',
  ].join('\n');
  return { svg, width: WIDTH, height };
}

function drawStretch(
  parts: string[],
  { clocks, moreClocks, days }: HoursStretch,
  people: number,
  top: number,
  reader: Wording,
): number {
  let y = top;
  for (const clock of clocks) y = drawClock(parts, clock, y);
  if (moreClocks !== undefined) {
    const text = fitText(word(moreClocks, reader, plainMedium), 10, LABELS + GRID_WIDTH);
    parts.push(label(text, PADDING, y + 11, 10));
    y += CLOCK_HEIGHT;
  }
  y += GAP;
  for (const day of days) {
    drawDay(parts, day, people, y, reader);
    y += DAY_HEIGHT + GAP;
  }
  return y;
}

/** A town's hours above the columns they begin; those of another day than the row's are underlined and say which. */
function drawClock(parts: string[], { towns, hours }: TownClock, top: number): number {
  const width = GRID_WIDTH / hours.length;
  const shifted = hours.some(({ dayShift }) => dayShift !== 0);
  const y = shifted ? top + SHIFT_HEIGHT : top;
  parts.push(label(fitText(towns.join(', '), 10.5, LABELS - 4), PADDING, y + 12, 10.5));
  const every = Math.ceil((textWidth(longest(hours), 10) + 1) / width);
  for (const [index, hour] of hours.entries()) {
    const x = GRID_X + index * width;
    const before = hours[index - 1];
    const fill = hour.dayShift === 0 ? ink.text : ink.shift;
    parts.push(box(x, y, width, CLOCK_HEIGHT - GAP, `fill="${hour.night ? ink.nightHour : ink.dayHour}"`));
    if (index % every === 0) parts.push(label(shown(hour), x + 2, y + 11, 10, { fill }));
    if (hour.dayShift === 0) continue;
    parts.push(box(x, y + CLOCK_HEIGHT - GAP - 2, width, 2, `fill="${ink.shift}"`));
    if (before?.dayShift !== hour.dayShift)
      parts.push(label(shiftSign(hour.dayShift), x + 1, y - 1, 9, { bold: true, fill }));
  }
  return y + CLOCK_HEIGHT;
}

/** Full hours as two digits, which only a clock of 24 hours has; others whole. */
const shown = ({ time }: ClockHour): string => (time.endsWith(':00') ? time.slice(0, 2) : time);

const longest = (hours: readonly ClockHour[]): string =>
  hours.map(shown).reduce((a, b) => (b.length > a.length ? b : a), '');

const shiftSign = (days: number): string => (days > 0 ? `+${days}` : `−${-days}`);

function drawDay(
  parts: string[],
  { on, cells, slots }: HoursDay,
  people: number,
  y: number,
  reader: Wording,
): void {
  const width = GRID_WIDTH / cells.length;
  const dayText = word(
    { type: 'message', key: 'list.plain', params: { items: shortDay(on) } },
    reader,
    plainMedium,
  );
  parts.push(label(fitText(dayText, 12, LABELS - 4), PADDING, y + 21, 12, { bold: true }));
  for (const [index, { canCome, quorum, outsideHours }] of cells.entries()) {
    const x = GRID_X + index * width;
    const colour = heatColour(people === 0 ? 0 : canCome / people);
    const cell = [x + 0.5, y, width - 1, DAY_HEIGHT] as const;
    parts.push(box(...cell, `fill="${hex(colour)}"`));
    if (outsideHours) parts.push(stripes(...cell));
    if (quorum) parts.push(box(x + 0.5, y + DAY_HEIGHT - 4, width - 1, 4, 'fill="#ffffff"'));
    if (canCome === 0) continue;
    // Left of the middle, where a meeting of an hour and a half ends, as long as there is room.
    const at = x + width * (width < 30 ? 0.5 : 0.28);
    if (outsideHours) parts.push(box(at - 8, y + 15, 16, 12, `rx="3" fill="${hex(colour)}"`));
    const size = String(canCome).length > 2 ? 8 : 11;
    parts.push(label(String(canCome), at, y + 25, size, { fill: inkOn(colour), anchor: 'middle' }));
  }
  for (const slot of slots) drawSlot(parts, slot, width, y);
}

function drawSlot(
  parts: string[],
  { number, from, until, picked }: HoursSlot,
  width: number,
  y: number,
): void {
  const x = GRID_X + from * width;
  const length = Math.max(16, (until - from) * width);
  const dashes = picked ? '' : ' stroke-dasharray="3 3"';
  parts.push(
    box(x + 1, y + 1, length - 2, DAY_HEIGHT - 2, `rx="5" fill="none" stroke="#000000" stroke-width="4"`),
    box(
      x + 1,
      y + 1,
      length - 2,
      DAY_HEIGHT - 2,
      `rx="5" fill="none" stroke="#ffffff" stroke-width="2"${dashes}`,
    ),
    badge(number, picked, x + 8, y + 8),
  );
}
