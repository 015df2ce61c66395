import type { Commitment } from '../../core/commitment/commitment.ts';
import type { Digest } from '../../core/digest/digest.ts';
import { confirmedAt, type Meeting } from '../../core/meeting/meeting.ts';
import { msg } from '../../core/message.ts';
import { day, list, type Phrase } from '../../core/text.ts';
import { twinningName } from '../../core/twinning/twinning-name.ts';
import type { Block } from '../card.ts';
import { localTimes } from './local-times.ts';
import { type Facts, townName } from './people.ts';

/** A summary is read in a minute; the lists hold the rest. */
const MOST_LINES = 6;

/** The week in a few short lists; only those with something in them. */
export function digestBody(digest: Digest, facts: Facts): { title: Phrase; blocks: Block[] } {
  const { coming, polls, toAnswer, overdue, answered, reviewWaits, vacant } = digest;
  return {
    title: msg('digest.title', { name: twinningName(facts.scope) }),
    blocks: [
      ...section(
        msg('digest.coming'),
        coming.map((one) => meetingLine(one, facts)),
      ),
      ...section(
        msg('digest.polls'),
        polls.map((one) => pollLine(one, facts)),
      ),
      ...section(
        msg('digest.to-answer'),
        toAnswer.map((one) => promiseLine(one, facts)),
      ),
      ...section(
        msg('digest.overdue'),
        overdue.map((one) => promiseLine(one, facts)),
      ),
      ...section(
        msg('digest.answered'),
        answered.map((one) => answerLine(one, facts)),
      ),
      ...(reviewWaits ? [{ type: 'text' as const, text: msg('digest.review') }] : []),
      ...(vacant.length === 0
        ? []
        : [
            {
              type: 'text' as const,
              small: true,
              text: msg('digest.vacant', {
                offices: list(vacant.map((kind) => msg(`choice.office.${kind}`))),
              }),
            },
          ]),
      { type: 'text', small: true, text: msg('digest.footer') },
    ],
  };
}

function section(heading: Phrase, lines: readonly Phrase[]): Block[] {
  if (lines.length === 0) return [];
  const more = lines.length - MOST_LINES;
  return [
    { type: 'text', text: heading },
    {
      type: 'list',
      items: [...lines.slice(0, MOST_LINES), ...(more > 0 ? [msg('digest.more', { count: more })] : [])],
    },
  ];
}

const meetingLine = (meeting: Meeting, { scope, home }: Facts): Phrase =>
  msg('digest.meeting', {
    reference: `M-${meeting.number}`,
    title: meeting.title,
    times: localTimes(confirmedAt(meeting) ?? 0, scope.towns, home),
  });

const pollLine = (meeting: Meeting, { scope, home }: Facts): Phrase =>
  meeting.deadlineAt === undefined
    ? msg('digest.poll', { reference: `M-${meeting.number}`, title: meeting.title })
    : msg('digest.meeting', {
        reference: `M-${meeting.number}`,
        title: meeting.title,
        times: localTimes(meeting.deadlineAt, scope.towns, home),
      });

const promiseOf = ({ number, what, ownerTownId }: Commitment, facts: Facts) => ({
  reference: `C-${number}`,
  what,
  town: townName(facts, ownerTownId),
});

const promiseLine = (commitment: Commitment, facts: Facts): Phrase =>
  commitment.dueOn === undefined
    ? msg('digest.promise', promiseOf(commitment, facts))
    : msg('digest.promise.due', { ...promiseOf(commitment, facts), due: day(commitment.dueOn) });

const answerLine = (commitment: Commitment, facts: Facts): Phrase =>
  msg('digest.answer', {
    ...promiseOf(commitment, facts),
    state: commitment.state === 'declined' ? 'declined' : commitment.state === 'confirmed' ? 'kept' : 'other',
  });
