import type { HoursPicture } from '../../chat/picture.ts';
import type { Phrase } from '../../core/text.ts';
import { heatColour, hex } from './heat-colour.ts';
import { badge, box, ink, label, stripes } from './svg-shapes.ts';
import { fitText, textWidth } from './svg-text.ts';

const SIZE = 10.5;
const LINE = 18;
const SPACE = 14;

interface Entry {
  readonly width: number;
  readonly draw: (x: number, y: number) => string;
  readonly text: string;
  readonly fill?: string;
}

/** What the signs mean, one after the other, on as many lines as they need. */
export function legendSvg(
  { legend, people }: HoursPicture,
  say: (phrase: Phrase) => string,
  left: number,
  top: number,
  right: number,
): { svg: string; bottom: number } {
  const entries: Entry[] = [
    {
      width: 62,
      draw: (x, y) =>
        [
          label('0', x, y + 12, SIZE),
          ...[0, 1, 2, 3, 4].map((step) =>
            box(
              x + 9 + step * 8,
              y + 3,
              8,
              11,
              `fill="${hex(heatColour(step / 4))}" stroke="${ink.edge}" stroke-width="0.5"`,
            ),
          ),
          label(String(people), x + 52, y + 12, SIZE),
        ].join(''),
      text: say(legend.count),
    },
    ...(legend.quorum === undefined
      ? []
      : [
          {
            width: 16,
            draw: (x: number, y: number) => box(x, y + 7, 16, 4, 'fill="#ffffff"'),
            text: say(legend.quorum),
          },
        ]),
    { width: 16, draw: (x, y) => badge(1, true, x + 8, y + 9), text: say(legend.slot) },
  ];
  if (legend.outsideHours !== undefined) {
    const fill = `fill="${hex(heatColour(1))}"`;
    entries.push({
      width: 16,
      draw: (x, y) => box(x, y + 3, 16, 11, fill) + stripes(x, y + 3, 16, 11),
      text: say(legend.outsideHours),
    });
  }
  for (const shift of [legend.nextDay, legend.dayBefore])
    if (shift !== undefined) entries.push({ width: 0, draw: () => '', text: say(shift), fill: ink.shift });

  const parts: string[] = [];
  let x = left;
  let y = top;
  for (const { width, draw, text, fill } of entries) {
    const mark = width === 0 ? 0 : width + 5;
    const words = fitText(text, SIZE, right - left - mark);
    const whole = mark + textWidth(words, SIZE);
    if (x > left && x + whole > right) {
      x = left;
      y += LINE;
    }
    parts.push(draw(x, y), label(words, x + mark, y + 12, SIZE, fill === undefined ? {} : { fill }));
    x += whole + SPACE;
  }
  return { svg: parts.join('\n'), bottom: y + LINE };
}
