/** A piece of a slash command's text: a word, a mention, `name:value` or `name:"two words"`. */
export interface Word {
  /** Before the colon, where there is one and the word may be an option. */
  readonly name?: string;
  /** What it says: without quotes, entities decoded, a mention as `<@U…>`. Behind the colon where there is a name. */
  readonly value: string;
  /** The whole word as a person would have typed it. */
  readonly raw: string;
  /** What separates it from the word before: a space, or line breaks. */
  readonly gap: string;
  /** Set where the word is a mention and nothing else. */
  readonly userId?: string;
}

const QUOTES = '"“”„«»';
/** Only what a space or the end follows: `"it"s` is an ordinary word. */
const CLOSING = /["“”„«»](?=\s|$)/g;
const NAME = /^([a-z][a-z-]{0,30}):/i;

/**
 * Cuts at spaces, but not inside quotes that stand at the beginning of a word or right behind `name:`. Linear:
 * whatever is searched for a closing quote is also consumed.
 */
export function splitWords(text: string): Word[] {
  const words: Word[] = [];
  const lastClosing = [...text.matchAll(CLOSING)].at(-1)?.index ?? -1;
  let at = 0;
  while (at < text.length) {
    const gapEnd = skip(text, at, /\s/);
    const gap = text.slice(at, gapEnd).includes('\n') ? text.slice(at, gapEnd).replace(/[^\n]/g, '') : ' ';
    at = gapEnd;
    if (at >= text.length) break;
    const end = wordEnd(text, at, lastClosing);
    words.push(toWord(text.slice(at, end), gap));
    at = end;
  }
  return words;
}

function skip(text: string, from: number, what: RegExp): number {
  let at = from;
  while (at < text.length && what.test(text.charAt(at))) at += 1;
  return at;
}

function wordEnd(text: string, from: number, lastClosing: number): number {
  const name = NAME.exec(text.slice(from, from + 33))?.[0] ?? '';
  const start = from + name.length;
  if (isQuote(text.charAt(start))) {
    const closing = start < lastClosing ? closingFrom(text, start + 1) : undefined;
    if (closing !== undefined) return closing + 1;
    // Behind a name a forgotten closing quote can only mean: all the rest.
    if (name !== '') return text.length;
  }
  let at = start;
  while (at < text.length && !/\s/.test(text.charAt(at))) {
    // Slack's `<@U…|Ann Berg>` is one word, whatever is in it.
    const control = text.charAt(at) === '<' ? text.indexOf('>', at) : -1;
    at = control > at ? control + 1 : at + 1;
  }
  return at;
}

const isQuote = (char: string) => char !== '' && QUOTES.includes(char);

function closingFrom(text: string, from: number): number | undefined {
  const pattern = new RegExp(CLOSING);
  pattern.lastIndex = from;
  return pattern.exec(text)?.index;
}

function toWord(source: string, gap: string): Word {
  const raw = decode(source);
  const name = NAME.exec(source)?.[1];
  const behind = name === undefined ? source : source.slice(name.length + 1);
  const userId = name === undefined ? /^<@([UW][A-Z0-9]+)(?:\|[^>]*)?>[,;]?$/.exec(source)?.[1] : undefined;
  return {
    ...(name === undefined ? {} : { name }),
    value: decode(unquote(behind)),
    raw,
    gap,
    ...(userId === undefined ? {} : { userId }),
  };
}

function unquote(text: string): string {
  if (!isQuote(text.charAt(0))) return text;
  const last = text.length - 1;
  const inner = last > 0 && isQuote(text.charAt(last)) ? text.slice(1, last) : text.slice(1);
  return inner.trim();
}

const decodeEntities = (text: string) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** People stay `<@U…>`; channels, groups and addresses become what was typed. */
const decode = (text: string): string =>
  decodeEntities(
    text.replace(/<([^<>]*)>/g, (whole, body: string) => {
      const [target = '', label] = body.split('|');
      if (/^@[UW][A-Z0-9]+$/.test(target)) return `<${target}>`;
      if (target.startsWith('#')) return `#${label || target.slice(1)}`;
      if (target.startsWith('!')) return label || `@${target.slice(1)}`;
      return /^(https?|mailto|tel):/.test(target) ? label || target : whole;
    }),
  );

/** The names that Slack tells beside mentions, wherever in the text these are. */
export function readPeople(text: string): Record<string, string> {
  const people: Record<string, string> = {};
  for (const [, userId, name] of text.matchAll(/<@([UW][A-Z0-9]+)\|([^<>]+)>/g))
    if (userId !== undefined && name !== undefined) people[userId] = decodeEntities(name);
  return people;
}
