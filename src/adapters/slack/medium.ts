import type { InstantParam, MentionParam } from '../../core/text.ts';
import type { Medium, Wording } from '../../i18n/format.ts';

/** One person reads it (an ephemeral answer, a direct message), or everybody in a channel. */
export type Audience = 'one' | 'many';

const ADDRESS = /(https?:\/\/[^\s<>`*]+)/;

/** & < > are all that Slack asks to escape: they begin mentions, broadcasts and links. */
export const escapeControl = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const lookAlikes: Readonly<Record<string, string>> = { '*': '∗', _: '＿', '~': '∼' };

/**
 * Text from people. Slack has no escape for its formatting characters, so where one could begin or end a
 * format it becomes a look-alike; inside words, numbers and addresses nothing changes.
 */
export function escapePeople(text: string): string {
  return text
    .split(ADDRESS)
    .map((part, index) => escapeControl(index % 2 === 1 ? part : flatten(part)))
    .join('');
}

const flatten = (text: string): string =>
  text
    .replaceAll('`', 'ˋ')
    .replace(/(?<![\p{L}\p{N}])[*_~]|[*_~](?![\p{L}\p{N}])/gu, (mark) => lookAlikes[mark] ?? mark);

/** A Slack user id, in shape. */
export const isUserId = (text: string): boolean => /^[UW][A-Z0-9]{2,20}$/.test(text);

/**
 * How words are written for Slack.
 *
 * An instant on nobody's clock in particular: for many readers it is Slack's own date, shown on each reader's
 * clock ({date_long} has the weekday), and in the words of Slack's interface. For one reader it is written in that
 * reader's language and zone instead, because Slack speaks no Danish and leaves "Tuesday, November 24th" in
 * the middle of a Danish sentence.
 */
export const slackMedium = (reader: Wording, audience: Audience): Medium => ({
  text: escapePeople,
  bold: (written) => (written.trim() === '' ? written : `*${written.trim()}*`),
  code: (raw) => `\`${escapeControl(raw.replaceAll('`', 'ˋ').replace(/\s+/g, ' '))}\``,
  mention: renderMention,
  ...(audience === 'many'
    ? { instant: (instant: InstantParam, fallback: string) => renderDate(instant, fallback, reader.timeZone) }
    : {}),
});

function renderMention({ name, accounts, ping }: MentionParam): string {
  const account = ping ? accounts.find(({ platform }) => platform === 'slack') : undefined;
  return account && isUserId(account.userId) ? `<@${account.userId}>` : escapePeople(name);
}

const tokens: Readonly<Record<InstantParam['form'], string>> = {
  full: '{date_long}, {time}',
  time: '{time}',
  relative: '{ago}',
};

function renderDate({ at, form }: InstantParam, fallback: string, timeZone: string): string {
  const inWords = `${fallback} (${timeZone})`.replace(/[<>|^]/g, ' ');
  return `<!date^${Math.floor(at / 1000)}^${tokens[form]}|${escapeControl(inWords)}>`;
}
