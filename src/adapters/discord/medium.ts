import type { InstantParam } from '../../core/text.ts';
import type { Medium } from '../../i18n/format.ts';
import { visible } from './clip.ts';

/**
 * Addresses that Discord makes into links by itself. Left as typed, because a backslash would become part of the
 * link. No bracket is in it, so that it can neither end nor begin a link with another text.
 */
const ADDRESS = /\bhttps?:\/\/[A-Za-z0-9.-]+(?::\d{1,5})?(?:[/?#][\w\-./~%?=&#+:;,@!$()']*)?/g;

const STYLES: Readonly<Record<InstantParam['form'], string>> = { full: 'F', time: 't', relative: 'R' };

/**
 * Discord's markdown. People's text shows exactly as it was typed: no formatting, no link under other words, no
 * mention, time stamp or emoji. Whoever is to be notified is added to `pings`, for the message's allowed mentions.
 */
export function discordMedium(pings: Set<string>): Medium {
  return {
    text: escapeMarkdown,
    bold: (written) => (written === '' ? '' : `**${written}**`),
    code: renderCode,
    mention: ({ name, accounts, ping }) => {
      const account = ping ? accounts.find(({ platform }) => platform === 'discord') : undefined;
      if (account === undefined) return escapeMarkdown(name);
      pings.add(account.userId);
      return `<@${account.userId}>`;
    },
    instant: ({ at, form }) => `<t:${Math.floor(at / 1000)}:${STYLES[form]}>`,
  };
}

export function escapeMarkdown(fromPeople: string): string {
  const text = visible(fromPeople).replace(/\r\n?/g, '\n');
  let written = '';
  let done = 0;
  for (const match of text.matchAll(ADDRESS)) {
    written += escapeRun(text.slice(done, match.index));
    written += URL.canParse(match[0]) ? match[0] : escapeRun(match[0]);
    done = match.index + match[0].length;
  }
  written += escapeRun(text.slice(done));
  // Headings, small print and lists only count at the beginning of a line.
  return written.replace(/^([ \t]*)([#+-]|\d{1,9}(?=\.))/gm, (_, indent: string, mark: string) =>
    /\d/.test(mark) ? `${indent}${mark}\\` : `${indent}\\${mark}`,
  );
}

function escapeRun(text: string): string {
  return (
    text
      .replace(/[\\*_~`|[\]<>]/g, '\\$&')
      .replace(/@(?=everyone|here)/gi, '\\@')
      // `:smile:` turns into a picture, and what was typed would be gone.
      .replace(/:(?=[\w+-]+:)/g, '\\:')
  );
}

function renderCode(raw: string): string {
  const text = visible(raw).replace(/\s+/g, ' ').trim();
  if (text === '') return '';
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  if (longest === 0) return `\`${text}\``;
  const fence = '`'.repeat(longest + 1);
  return `${fence} ${text} ${fence}`;
}
