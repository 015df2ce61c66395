import { msg } from '../../core/message.ts';
import { day, list, type Phrase } from '../../core/text.ts';
import { dateAt } from '../../core/time/local-date.ts';
import { twinningName } from '../../core/twinning/twinning-name.ts';
import type { Card } from '../card.ts';
import { localTimes } from './local-times.ts';
import { type Facts, names, person, someOf } from './people.ts';
import { unansweredBy } from './poll-tally.ts';
import { promisesText } from './review-card.ts';
import type { StatusFacts } from './status-facts.ts';
import { statusPicture } from './status-picture.ts';

const plain = (items: Parameters<typeof list>[0]): Phrase =>
  msg('list.plain', { items: list(items, 'none') });
/** Of a big committee the first few are named; the poll itself names them all. */
const MOST_NAMES = 8;
const MOST_POLLS = 6;

/** How the twinning stands: what comes next, who owes what, who is waited for, which offices are vacant. */
export function statusCard(status: StatusFacts, facts: Facts, timeZoneData: string): Card {
  const { next, last, polls, year, vacancies, review } = status;
  const { towns } = facts.scope;
  const waiting = polls.map((meeting) =>
    msg('status.waiting', {
      reference: `M-${meeting.number}`,
      names: waitedFor(unansweredBy(meeting, facts.members)),
    }),
  );
  const vacant = vacancies.map(({ town, offices }) =>
    msg('status.vacant', {
      town: town.name,
      offices: list(offices.map((kind) => msg(`choice.office.${kind}`))),
    }),
  );
  const promises = year.promises.map((one) => promisesText(one, facts));
  return {
    tone: 'neutral',
    title: msg('status.title', { name: twinningName(facts.scope) }),
    blocks: [
      statusPicture(status, facts),
      {
        type: 'fields',
        fields: [
          {
            label: msg('status.field.next'),
            value:
              next === undefined
                ? msg('status.no-meeting')
                : msg('status.next', {
                    title: next.meeting.title,
                    times: localTimes(next.at, towns, facts.home),
                  }),
          },
          ...(last === undefined
            ? []
            : [
                {
                  label: msg('status.field.last'),
                  value: msg('status.last', {
                    title: last.meeting.title,
                    on: day(dateAt(last.at, facts.home?.timeZone ?? 'UTC')),
                  }),
                },
              ]),
          {
            label: msg('status.field.open'),
            value: promises.reduce((above, below) => msg('list.below', { above, below })),
          },
          ...(waiting.length === 0
            ? []
            : [{ label: msg('status.field.waiting'), value: someOf(waiting, MOST_POLLS) }]),
          ...(vacant.length === 0 ? [] : [{ label: msg('status.field.vacant'), value: plain(vacant) }]),
          ...(review === undefined
            ? []
            : [
                {
                  label: msg('status.field.review'),
                  value:
                    review.state === 'planned'
                      ? plain([day(review.dueOn)])
                      : msg('status.review', {
                          due: day(review.dueOn),
                          state: msg(`review.state.${review.state}`),
                        }),
                },
              ]),
        ],
      },
      { type: 'text', small: true, text: msg('status.time-zone-data', { version: timeZoneData }) },
    ],
  };
}

const waitedFor = (members: Facts['members']): Phrase =>
  members.length <= MOST_NAMES
    ? names(members)
    : someOf(
        members.map((member) => person(member)),
        MOST_NAMES,
      );
