import type { Commitment } from '../../core/commitment/commitment.ts';
import type { Meeting } from '../../core/meeting/meeting.ts';
import type { Attendance, Minutes } from '../../core/meeting/meeting-record.ts';
import { msg } from '../../core/message.ts';
import { list, type Phrase } from '../../core/text.ts';
import type { Block, Card } from '../card.ts';
import { attendanceBlocks } from './attendance-card.ts';
import { buttons } from './notice.ts';
import { type Facts, memberOrNobody, townName } from './people.ts';
import { attendanceButton, meetingButton, writeMinutesButton } from './record-buttons.ts';

/** Escaped, a text may become several times as long: a page of it still fits into a message of either platform. */
const PAGE = 1200;

/** The text in pages, cut between lines or words where that is possible, never within a character. */
export function minutesPages(text: string, longest = PAGE): string[] {
  const pages: string[] = [];
  let rest = text;
  while (rest.length > longest) {
    const head = rest.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '');
    const line = head.lastIndexOf('\n');
    const word = head.lastIndexOf(' ');
    const end = line > longest / 2 ? line : word > longest / 2 ? word : head.length;
    pages.push(rest.slice(0, end));
    rest = rest.slice(end).replace(/^[ \n]/, '');
  }
  return [...pages, rest];
}

export interface MinutesShown {
  readonly minutes: Minutes;
  readonly attendance?: Attendance | undefined;
  /** Those that its lines have become. */
  readonly commitments: readonly Commitment[];
}

/** The minutes as every space sees them; what is too long is shortened visibly. */
export function minutesCard(meeting: Meeting, shown: MinutesShown, facts: Facts): Card {
  const { minutes, attendance, commitments } = shown;
  const [first = '', ...more] = minutesPages(minutes.text);
  const text = more.length === 0 ? first : `${first.trimEnd()} …`;
  return {
    tone: 'good',
    title: title(meeting),
    blocks: [
      { type: 'text', text: msg('minutes.text', { text }) },
      ...(more.length === 0 ? [] : [small(msg('minutes.shortened'))]),
      ...(attendance === undefined ? [] : attendanceBlocks(attendance, facts)),
      ...(commitments.length === 0
        ? []
        : [
            small(
              msg('minutes.commitments', {
                references: list(commitments.map(({ number }) => `C-${number}`)),
              }),
            ),
          ]),
      small(writtenBy(minutes, facts)),
      buttons(
        ...(more.length === 0
          ? []
          : [meetingButton(meeting, 'meeting/minutes-page', msg('minutes.button.all'))]),
        meetingButton(meeting, 'meeting/minutes-tasks', msg('minutes.button.tasks')),
        writeMinutesButton(meeting, true),
        attendanceButton(meeting),
      ),
    ],
  };
}

/** One person's own copy, whole, a page at a time. */
export function minutesPageCard(meeting: Meeting, minutes: Minutes, facts: Facts, page: number): Card {
  const pages = minutesPages(minutes.text);
  const at = Math.min(page, pages.length - 1);
  const turn = (to: number, label: Phrase) =>
    meetingButton(meeting, 'meeting/minutes-turn', label, { page: String(to) });
  return {
    tone: 'neutral',
    title: title(meeting),
    blocks: [
      { type: 'text', text: msg('minutes.text', { text: pages[at] ?? '' }) },
      small(writtenBy(minutes, facts)),
      ...(pages.length === 1
        ? []
        : [
            small(msg('record.page', { page: at + 1, pages: pages.length })),
            buttons(
              ...(at > 0 ? [turn(at - 1, msg('record.back'))] : []),
              ...(at < pages.length - 1 ? [turn(at + 1, msg('record.next'))] : []),
            ),
          ]),
    ],
  };
}

const small = (text: Phrase): Block => ({ type: 'text', small: true, text });
const title = (meeting: Meeting): Phrase =>
  msg('minutes.title', { reference: `M-${meeting.number}`, title: meeting.title });

function writtenBy({ writtenById, writtenAt }: Minutes, facts: Facts): Phrase {
  const townId = facts.members.find(({ id }) => id === writtenById)?.townId;
  const params = {
    writer: memberOrNobody(facts, writtenById),
    when: { type: 'instant', at: writtenAt, form: 'full' } as const,
  };
  return townId === undefined
    ? msg('minutes.written.former', params)
    : msg('minutes.written', { ...params, town: townName(facts, townId) });
}
