/**
 * What Slack takes, in one table (shared/PLATFORMS.md names the sources). Lengths are JavaScript's: never
 * shorter than Slack's count of characters, so what fits here fits there.
 */
export const limits = {
  /** Of a message. */
  blocks: 50,
  /** JSON of all blocks of a message; Slack refuses somewhat over 13,200 with msg_blocks_too_long (undocumented). */
  blocksJson: 12_500,
  /** `text` beside blocks: a notification, not the message. */
  summary: 600,
  header: 150,
  section: 3000,
  field: 2000,
  fieldsPerSection: 10,
  context: 2000,
  imageAlt: 2000,
  buttonText: 75,
  buttonsPerRow: 5,
  optionText: 75,
  optionDescription: 75,
  optionValue: 150,
  options: 100,
  checkboxes: 10,
  placeholder: 150,
  viewTitle: 24,
  viewButton: 24,
  label: 150,
  hint: 500,
  input: 3000,
  privateMetadata: 3000,
  /** Of a slash command; Slack itself sends less. */
  commandText: 10_000,
  /** Of a request; a view submission carries its view of at most 250 kB, escaped. */
  body: 1_000_000,
} as const;

const MARK = '…';

/** Plain text, shortened visibly. Slack refuses empty texts, so nothing becomes a dash. */
export function clampPlain(text: string, max: number): string {
  const flat = text.trim();
  if (flat === '') return '–';
  if (flat.length <= max) return flat;
  return `${flat.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, '')}${MARK}`;
}

/** mrkdwn, shortened visibly and without a torn entity, mention, date or code span. */
export function clampMarkup(text: string, max: number): string {
  const trimmed = text.trim();
  if (trimmed === '') return '–';
  if (trimmed.length <= max) return trimmed;
  return `${cutMarkup(trimmed, max - MARK.length)}${MARK}`;
}

/** mrkdwn in pieces that each fit, split between lines or words where that is possible. */
export function splitMarkup(text: string, max: number): string[] {
  const pieces: string[] = [];
  let rest = text.trim();
  while (rest.length > max) {
    const head = cutMarkup(rest, max);
    const line = head.lastIndexOf('\n');
    const word = head.lastIndexOf(' ');
    const at = line > max / 2 ? line : word > max / 2 ? word : head.length;
    const piece = cutMarkup(rest, at);
    pieces.push(piece.trimEnd());
    rest = rest.slice(piece.length).trimStart();
  }
  if (rest !== '' || pieces.length === 0) pieces.push(rest === '' ? '–' : rest);
  return pieces;
}

/** The longest beginning of at most `max` that ends outside of `<…>`, `&…;` and `` `…` ``. */
function cutMarkup(text: string, max: number): string {
  let end = Math.min(max, text.length);
  const head = text.slice(0, end);
  const open = head.lastIndexOf('<');
  if (open > head.lastIndexOf('>')) end = open;
  const entity = /&[a-z]{0,3}$/.exec(text.slice(0, end));
  if (entity) end = entity.index;
  // The bot writes backticks only in pairs, and people's are replaced: an odd one is an open code span.
  const ticks = [...text.slice(0, end).matchAll(/`/g)];
  if (ticks.length % 2 === 1) end = ticks.at(-1)?.index ?? end;
  if (/[\uD800-\uDBFF]$/.test(text.slice(0, end))) end -= 1;
  // A single span longer than the limit is the one thing that must be torn.
  return text.slice(0, end > 0 ? end : Math.min(max, text.length));
}
