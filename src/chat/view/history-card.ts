import type { AuditEntry, TrailPlace } from '../../core/audit.ts';
import { deedPhrase } from '../../core/history/audit-deeds.ts';
import type { HistorySubject } from '../../core/history/history-subject.ts';
import type { HistoryEntry, HistoryPage, HistoryPlace } from '../../core/history/read-history.ts';
import { msg } from '../../core/message.ts';
import { instant, type Phrase } from '../../core/text.ts';
import { twinningName } from '../../core/twinning/twinning-name.ts';
import type { Button, Card } from '../card.ts';
import type { PagePlace } from '../page.ts';
import { buttons } from './notice.ts';
import { type Facts, townName } from './people.ts';

/** So much of a title says which one it is; its reference stands before it. */
const TITLE_SHOWN = 60;

/** One page of who did what, newest first. */
export function historyCard(page: HistoryPage, facts: Facts): Card {
  const { entries, about, hasOlder, hasNewer } = page;
  const [newest, oldest] = [entries[0], entries.at(-1)];
  const turns = [
    ...(hasNewer && newest !== undefined
      ? [turn('history.newer', { before: historyKey(newest.entry) }, page, facts)]
      : []),
    ...(hasOlder && oldest !== undefined
      ? [turn('history.older', { after: historyKey(oldest.entry) }, page, facts)]
      : []),
  ];
  return {
    tone: 'neutral',
    title:
      about?.subject === undefined
        ? msg('history.title', { name: twinningName(facts.scope) })
        : msg('history.title-about', { subject: subjectPhrase(about.subject, facts) }),
    blocks: [
      entries.length === 0
        ? { type: 'text', text: msg('history.nothing') }
        : { type: 'list', items: entries.map((entry) => line(entry, facts)) },
      buttons(...turns, reportButton(facts)),
    ],
  };
}

/** An entry's place in a button, short enough to leave room for what the history is about. */
export const historyKey = ({ at, id }: AuditEntry): string => `${at.toString(36)}.${id.slice('aud_'.length)}`;

/** The place that a button names; anything else is none, and the first page is shown. */
export function historyPlace({ after, before }: PagePlace): HistoryPlace | undefined {
  const olderThan = readKey(after);
  if (olderThan !== undefined) return { olderThan };
  const newerThan = readKey(before);
  return newerThan === undefined ? undefined : { newerThan };
}

function readKey(key: string | undefined): TrailPlace | undefined {
  const [, at, id] = /^([0-9a-z]{1,9})\.([0-9a-z]{1,40})$/.exec(key ?? '') ?? [];
  return at === undefined || id === undefined ? undefined : { at: Number.parseInt(at, 36), id: `aud_${id}` };
}

function line({ entry, by, subject }: HistoryEntry, facts: Facts): Phrase {
  const params = {
    at: instant(entry.at),
    who: by === undefined ? msg('person.former') : by.displayName,
    town: townName(facts, entry.townId ?? by?.townId ?? ''),
    deed: deedPhrase(entry.action),
  };
  return subject === undefined
    ? msg('history.line', params)
    : msg('history.line-about', { ...params, subject: subjectPhrase(subject, facts) });
}

function subjectPhrase(subject: HistorySubject, facts: Facts): string | Phrase {
  switch (subject.type) {
    case 'meeting':
      return `M-${subject.number} ${shortened(subject.name)}`;
    case 'commitment':
      return `C-${subject.number} ${shortened(subject.name)}`;
    case 'reminder':
      return `R-${subject.number}`;
    case 'member':
    case 'series':
    case 'town':
      return shortened(subject.name);
    case 'office':
      return msg('history.office', {
        office: msg(`choice.office.${subject.kind}`),
        town: townName(facts, subject.townId),
      });
  }
}

function shortened(text: string): string {
  const characters = [...text];
  if (characters.length <= TITLE_SHOWN) return text;
  return `${characters
    .slice(0, TITLE_SHOWN - 1)
    .join('')
    .trimEnd()}…`;
}

const reportButton = ({ scope }: Facts): Button => ({
  type: 'button',
  label: msg('command.twin.report.button'),
  style: 'secondary',
  call: { command: 'twin/report', twinningId: scope.twinning.id, options: {} },
});

const turn = (
  label: 'history.newer' | 'history.older',
  place: PagePlace,
  { about }: HistoryPage,
  { scope }: Facts,
): Button => ({
  type: 'button',
  label: msg(label),
  style: 'secondary',
  call: {
    command: 'twin/history-page',
    twinningId: scope.twinning.id,
    options: { ...place, ...(about === undefined ? {} : { about: about.id }) },
  },
});
