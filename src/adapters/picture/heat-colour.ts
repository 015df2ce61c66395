type Rgb = readonly [red: number, green: number, blue: number];

/** From nobody to everybody: darker to brighter all the way, so it can be read without telling colours apart. */
const STOPS: readonly Rgb[] = [
  [34, 52, 79],
  [38, 92, 128],
  [31, 122, 140],
  [124, 196, 127],
  [245, 215, 66],
];

/** The colour for a share between 0 and 1. */
export function heatColour(share: number): Rgb {
  const place = Math.min(1, Math.max(0, share)) * (STOPS.length - 1);
  const below = STOPS[Math.floor(place)] ?? [0, 0, 0];
  const above = STOPS[Math.ceil(place)] ?? below;
  const part = place - Math.floor(place);
  const mix = (a: number, b: number) => Math.round(a + (b - a) * part);
  return [mix(below[0], above[0]), mix(below[1], above[1]), mix(below[2], above[2])];
}

export const hex = (colour: Rgb): string =>
  `#${colour.map((part) => part.toString(16).padStart(2, '0')).join('')}`;

/** Black or white, whichever stands out more: 4.5 to 1 at the least, on any colour. */
export const inkOn = (colour: Rgb): string => (luminance(colour) > 0.179 ? '#000000' : '#ffffff');

export function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}
