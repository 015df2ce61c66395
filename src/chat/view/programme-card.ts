import type { Commitment } from '../../core/commitment/commitment.ts';
import { isProposed, mayAnswer, turnOf } from '../../core/commitment/commitment-state.ts';
import { msg } from '../../core/message.ts';
import { answerableOf } from '../../core/programme/offer-programme.ts';
import type { Programme } from '../../core/programme/programme.ts';
import { day, list, type Phrase } from '../../core/text.ts';
import type { LocalDate } from '../../core/time/instant.ts';
import type { Id } from '../../core/world.ts';
import type { Block, Button, Card } from '../card.ts';
import { ownerName } from './commitment-card.ts';
import { whatOf } from './commitment-words.ts';
import { type Paging, pagedList } from './paged-list.ts';
import { type Facts, memberOrNobody, townName } from './people.ts';

/** Who looked at papers, and when: all that is kept of them. */
export interface Seen {
  readonly memberId: Id<'mbr'> | undefined;
  readonly on: LocalDate;
}

export interface ProgrammeShown {
  readonly programme: Programme;
  /** Its commitments, by day of the plan. */
  readonly commitments: readonly Commitment[];
  readonly seen: ReadonlyMap<Id<'cmt'>, Seen>;
}

/** What can be overlooked at once, and fits into one message beside the rest. */
const MOST_LINES = 24;

const standings = ['yours', 'waits', 'agreed', 'done', 'off'] as const;
type Standing = (typeof standings)[number];

/** What a plan has offered and what has become of it, in one message of each space instead of a card for each. */
export function programmeCard({ programme, commitments, seen }: ProgrammeShown, facts: Facts): Card {
  const { home } = facts;
  const planner = facts.members.find(({ id }) => id === programme.plannedById);
  let left = MOST_LINES;
  const blocks = standings.flatMap((standing): Block[] => {
    const own = commitments.filter((one) => standingFor(one, home?.id) === standing);
    const shown = own.slice(0, left);
    left -= shown.length;
    if (shown.length === 0) return [];
    const lines = shown.map((one) => lineOf(one, seen.get(one.id), facts));
    return [
      { type: 'text', text: msg(`programme.card.${standing}`, { count: own.length }) },
      { type: 'list', items: lines },
    ];
  });
  const waiting = home === undefined ? 0 : answerableOf(programme, commitments, home.id).length;
  const more = commitments.length - MOST_LINES;
  return {
    tone: waiting > 0 ? 'attention' : 'neutral',
    title: titleOf(programme),
    blocks: [
      {
        type: 'text',
        text: msg('programme.card.intro', {
          name: memberOrNobody(facts, programme.plannedById),
          town: townName(facts, planner?.townId ?? programme.plannedByTownId),
          host: townName(facts, programme.hostTownId),
        }),
      },
      ...blocks,
      ...(more > 0
        ? [{ type: 'text' as const, small: true, text: msg('programme.card.more', { count: more }) }]
        : []),
      {
        type: 'controls',
        controls: [...(waiting > 0 ? [acceptButton(programme, waiting)] : []), listButton(programme)],
      },
    ],
  };
}

const titleOf = ({ template, on }: Programme): Phrase =>
  msg('programme.card.title', { programme: msg(`choice.programme.${template}`), on: day(on) });

function standingFor(commitment: Commitment, homeId: Id<'town'> | undefined): Standing {
  if (homeId !== undefined && mayAnswer(commitment, homeId)) return 'yours';
  if (isProposed(commitment)) return 'waits';
  if (commitment.state === 'accepted') return 'agreed';
  return turnOf(commitment) === undefined && commitment.state !== 'confirmed' ? 'off' : 'done';
}

function lineOf(commitment: Commitment, seen: Seen | undefined, facts: Facts): Phrase {
  const line = {
    reference: `C-${commitment.number}`,
    what: whatOf(commitment, facts),
    due: commitment.dueOn === undefined ? msg('commitment.no-due') : day(commitment.dueOn),
    owner: msg('commitment.of-town', {
      owner: ownerName(commitment, facts),
      town: townName(facts, commitment.ownerTownId),
    }),
  };
  if (seen === undefined) return msg('programme.card.line', line);
  const { reference, what } = line;
  return msg('programme.card.seen', {
    reference,
    what,
    name: memberOrNobody(facts, seen.memberId),
    on: day(seen.on),
  });
}

const acceptButton = ({ id, twinningId }: Programme, count: number): Button => ({
  type: 'button',
  label: msg('programme.card.accept-all', { count }),
  style: 'primary',
  call: { command: 'commitment/plan-accept', twinningId, options: { plan: id } },
});

const listButton = ({ id, twinningId }: Programme): Button => ({
  type: 'button',
  label: msg('programme.card.one-by-one'),
  style: 'secondary',
  call: { command: 'commitment/plan-list', twinningId, options: { plan: id } },
});

/** Most choices that both platforms offer in one menu. */
const MOST_CHOICES = 25;

/** All of a plan, a page at a time, for one reader; each can be opened. What waits for them comes first. */
export function programmeListCard(
  { programme, commitments, seen }: ProgrammeShown,
  facts: Facts,
  paging: Pick<Paging, 'reader' | 'place'>,
): Card {
  const ordered = standings.flatMap((standing) =>
    commitments.filter((one) => standingFor(one, facts.home?.id) === standing),
  );
  const sectionOf = (one: Commitment) => {
    const standing = standingFor(one, facts.home?.id);
    const count = commitments.filter((other) => standingFor(other, facts.home?.id) === standing).length;
    return msg(`programme.card.${standing}`, { count });
  };
  return {
    tone: 'neutral',
    title: titleOf(programme),
    blocks: [
      ...pagedList(
        ordered.map((one, index) => ({
          key: String(index).padStart(4, '0'),
          section: sectionOf(one),
          line: lineOf(one, seen.get(one.id), facts),
        })),
        {
          ...paging,
          command: 'commitment/plan-page',
          twinningId: programme.twinningId,
          options: { plan: programme.id },
        },
      ),
      {
        type: 'controls',
        controls: [
          {
            type: 'select',
            placeholder: msg('programme.card.open'),
            call: {
              command: 'commitment/card',
              twinningId: programme.twinningId,
              options: {},
            },
            fills: 'commitment',
            min: 1,
            max: 1,
            choices: ordered.slice(0, MOST_CHOICES).map((one) => ({
              value: `C-${one.number}`,
              label: msg('programme.card.choice', {
                reference: `C-${one.number}`,
                what: whatOf(one, facts),
                towns: list([townName(facts, one.ownerTownId)]),
              }),
            })),
          },
        ],
      },
    ],
  };
}
