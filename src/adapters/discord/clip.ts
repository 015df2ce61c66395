const ELLIPSIS = '…';

/** Never half of a character that needs two units. */
const cutAt = (text: string, length: number): string => text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');

/** Control characters, and those that turn the direction of what follows them, in somebody else's sentence. */
export const visible = (text: string): string => text.replace(/[^\P{Cc}\n\t\r]|\p{Bidi_Control}/gu, '');

/** Text without markup; what is too long ends in '…'. */
export function clipPlain(text: string, max: number): string {
  return text.length <= max ? text : `${cutAt(text, max - ELLIPSIS.length)}${ELLIPSIS}`;
}

/** For labels: one line, and never empty, because Discord refuses that. */
export function label(text: string, max: number): string {
  return clipPlain(visible(text).replace(/\s+/g, ' ').trim(), max) || ELLIPSIS;
}

/** Room for what `closing` adds. */
const CLOSING = 8;

/** Our own markdown, shortened so that no half mention, escape or open bold is left behind. */
export function clipMarkdown(text: string, max: number): string {
  if (text.length <= max) return text;
  let cut = cutAt(text, Math.max(0, max - CLOSING - ELLIPSIS.length));
  const lastSpace = cut.search(/\s\S*$/);
  if (lastSpace > cut.length - 40) cut = cut.slice(0, lastSpace);
  cut = cut.replace(/(?<!\\)<[^<>\s]{0,40}$/, '');
  if ((/\\+$/.exec(cut)?.[0].length ?? 0) % 2 === 1) cut = cut.slice(0, -1);
  return clipPlain(`${cut}${closing(cut)}${ELLIPSIS}`, max);
}

/** The marks that `cut` leaves open. */
function closing(cut: string): string {
  let bold = false;
  let code = '';
  for (const [token, fence] of cut.matchAll(/\\[\s\S]|(`+)[\s\S]*?[^`]\1(?!`)|\*\*|`+/g)) {
    if (token === '**') bold = !bold;
    else if (token.startsWith('`') && fence === undefined) code = token;
  }
  return `${code}${bold ? '**' : ''}`;
}
