/** The ends of the years 1 to 9999: beyond them dates are written in other ways, and not read back. */
const firstInstant = -62_135_596_800_000;
const lastInstant = 253_402_300_799_999;

/** Text from outside without what no store keeps: NUL, and halves of characters. */
export const keepableText = (raw: string): string => raw.replaceAll('\0', '').toWellFormed();

/**
 * Lets pass what a store can give back exactly as it was given.
 * @throws RangeError when there is a text with NUL or half of a character in it, or a number beyond every instant.
 */
export function refuseUnkeepable(value: unknown): void {
  if (typeof value === 'string' && value !== keepableText(value))
    throw new RangeError('a text with NUL or half of a character cannot be kept');
  if (typeof value === 'number' && !(value >= firstInstant && value <= lastInstant))
    throw new RangeError('what lies outside the years 1 to 9999 cannot be kept');
  if (typeof value === 'object' && value !== null)
    for (const [name, part] of Object.entries(value)) {
      refuseUnkeepable(name);
      refuseUnkeepable(part);
    }
}
