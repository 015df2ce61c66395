import type { Commitment } from '../../core/commitment/commitment.ts';
import { isOpen } from '../../core/commitment/list-commitments.ts';
import { officeKinds } from '../../core/committee/member.ts';
import { confirmedAt, type Meeting } from '../../core/meeting/meeting.ts';
import { msg } from '../../core/message.ts';
import { list, type Phrase } from '../../core/text.ts';
import type { Instant } from '../../core/time/instant.ts';
import { twinningName } from '../../core/twinning/twinning-name.ts';
import type { Card } from '../card.ts';
import { localTimes } from './local-times.ts';
import { type Facts, names, person, someOf } from './people.ts';
import { unansweredBy } from './poll-tally.ts';

const plain = (items: Parameters<typeof list>[0]): Phrase =>
  msg('list.plain', { items: list(items, 'none') });
/** Of a big committee the first few are named; the poll itself names them all. */
const MOST_NAMES = 8;
const MOST_POLLS = 6;

/** How the twinning stands: what comes next, who owes what, who is waited for, which offices are vacant. */
export function statusCard(
  facts: Facts,
  meetings: readonly Meeting[],
  commitments: readonly Commitment[],
  now: Instant,
  timeZoneData: string,
): Card {
  const { towns } = facts.scope;
  const next = meetings
    .flatMap((meeting) => {
      const at = confirmedAt(meeting);
      return meeting.state === 'confirmed' && at !== undefined && at > now ? [{ meeting, at }] : [];
    })
    .sort((a, b) => a.at - b.at)[0];
  const open = towns.map((town) =>
    msg('status.open', {
      town: town.name,
      count: commitments.filter((one) => isOpen(one) && one.ownerTownId === town.id).length,
    }),
  );
  const waiting = meetings
    .filter(({ state }) => state === 'polling')
    .map((meeting) =>
      msg('status.waiting', {
        reference: `M-${meeting.number}`,
        names: waitedFor(unansweredBy(meeting, facts.members)),
      }),
    );
  const vacant = towns.flatMap((town) => {
    const held = facts.offices.filter(({ townId, holderId }) => townId === town.id && holderId !== undefined);
    const missing = officeKinds.filter((kind) => !held.some((office) => office.kind === kind));
    return missing.length === 0
      ? []
      : [
          msg('status.vacant', {
            town: town.name,
            offices: list(missing.map((kind) => msg(`choice.office.${kind}`))),
          }),
        ];
  });
  return {
    tone: 'neutral',
    title: msg('status.title', { name: twinningName(facts.scope) }),
    blocks: [
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
          { label: msg('status.field.open'), value: plain(open) },
          ...(waiting.length === 0
            ? []
            : [{ label: msg('status.field.waiting'), value: someOf(waiting, MOST_POLLS) }]),
          ...(vacant.length === 0 ? [] : [{ label: msg('status.field.vacant'), value: plain(vacant) }]),
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
