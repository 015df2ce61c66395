import { escapeXml } from '../../chat/escape-xml.ts';

/** Every letter stands on a ground of the picture's own, with 4.5 to 1 or more between them. */
export const ink = {
  ground: '#16263d',
  edge: '#6f86a3',
  text: '#eef3f9',
  shift: '#ffc861',
  dayHour: '#2b4264',
  nightHour: '#0a1422',
  line: '#16263d',
} as const;

export const label = (
  text: string,
  x: number,
  y: number,
  size: number,
  more: { bold?: boolean; fill?: string; anchor?: 'start' | 'middle' } = {},
): string => {
  const { bold = false, fill = ink.text, anchor = 'start' } = more;
  const weight = bold ? ' font-weight="bold"' : '';
  const at = anchor === 'middle' ? ' text-anchor="middle"' : '';
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" fill="${fill}"${weight}${at}>${escapeXml(text)}</text>`;
};

export const box = (x: number, y: number, width: number, height: number, more: string): string =>
  `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" ${more}/>`;

/** A sign on top of a colour, for whoever cannot tell colours apart. Level, so that it costs little to draw and keep. */
export function stripes(x: number, y: number, width: number, height: number): string {
  const lines = Array.from(
    { length: Math.floor(height / 5) },
    (_, index) => `M${round(x)} ${y + 3 + index * 5}h${round(width)}`,
  );
  return `<path d="${lines.join('')}" stroke="${ink.ground}" stroke-opacity="0.4" stroke-width="2"/>`;
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** The slot's number as in the list of the card: filled when it goes into the poll. */
export function badge(number: number, picked: boolean, x: number, y: number): string {
  const [fill, stroke, letters] = picked
    ? ['#ffffff', '#000000', '#000000']
    : ['#000000', '#ffffff', '#ffffff'];
  return [
    `<circle cx="${round(x)}" cy="${round(y)}" r="8" fill="${fill}" stroke="${stroke}"/>`,
    label(String(number), x, y + 4, 11, { bold: true, fill: letters, anchor: 'middle' }),
  ].join('');
}
