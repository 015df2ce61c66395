import { escapeXml } from '../../chat/escape-xml.ts';
import type { Phrase } from '../../core/text.ts';
import { type Medium, type Wording, word } from '../../i18n/format.ts';

/** Text that is markup already. Only this file makes it, so that whatever else stands in a page is escaped. */
class Markup {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  toString(): string {
    return this.#text;
  }
}

export type { Markup };

type Part = string | number | Markup | readonly Markup[];

/** A piece of a page. What is filled in is escaped, unless it is a piece of a page itself. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  let text = strings[0] ?? '';
  for (const [index, part] of parts.entries()) text += written(part) + (strings[index + 1] ?? '');
  return new Markup(text);
}

function written(part: Part): string {
  if (typeof part === 'string') return escapeXml(part);
  return Array.isArray(part) ? part.join('') : String(part);
}

export const nothing = html``;

const htmlMedium: Medium = {
  text: escapeXml,
  bold: (text) => `<strong>${text}</strong>`,
  code: (raw) => `<code>${escapeXml(raw)}</code>`,
  mention: ({ name }) => escapeXml(name),
};

/** The catalogues hold no signs that would need escaping (a test sees to it), and the medium escapes people's own. */
export const wordedHtml = (phrase: Phrase, wording: Wording): Markup =>
  new Markup(word(phrase, wording, htmlMedium));
