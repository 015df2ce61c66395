import { msg } from '../../core/message.ts';
import {
  agreedTowns,
  awaitedTowns,
  type Review,
  type ReviewPart,
  renewedThemes,
} from '../../core/review/review.ts';
import type { TownPromises, YearFigures } from '../../core/review/year-figures.ts';
import { day, list, type Phrase } from '../../core/text.ts';
import { addDays } from '../../core/time/local-date.ts';
import type { Block, Button, Card } from '../card.ts';
import { participationItems } from './attendance-card.ts';
import { buttons } from './notice.ts';
import { type Facts, townName } from './people.ts';

const plain = (items: Parameters<typeof list>[0]): Phrase =>
  msg('list.plain', { items: list(items, 'none') });
/** Each on a line of its own. */
export const onLines = (items: readonly Phrase[]): Phrase =>
  items.length === 0
    ? msg('review.none')
    : items.reduce((above, below) => msg('list.below', { above, below }));

const tones: Readonly<Record<Review['state'], Card['tone']>> = {
  planned: 'neutral',
  open: 'attention',
  proposed: 'attention',
  confirmed: 'good',
  lapsed: 'neutral',
};

/** The review as it stands: the year in figures, what each town brings, and who is waited for. */
export function reviewCard(review: Review, figures: YearFigures, facts: Facts): Card {
  const controls = reviewButtons(review, facts);
  return {
    tone: tones[review.state],
    title: msg('review.title', { due: day(review.dueOn) }),
    blocks: [
      { type: 'text', text: standing(review, facts) },
      { type: 'text', small: true, text: msg('review.span', spanOf(review)) },
      { type: 'fields', fields: figureFields(figures, facts) },
      ...facts.scope.towns.flatMap(({ id }) => partBlocks(review, id, facts)),
      ...(controls.length === 0 ? [] : [buttons(...controls)]),
    ],
  };
}

const spanOf = ({ fromOn, dueOn }: Review) => ({ from: day(fromOn), until: day(addDays(dueOn, -1)) });

function standing(review: Review, facts: Facts): Phrase {
  const { towns } = facts.scope;
  const names = (found: readonly { readonly name: string }[]) => list(found.map(({ name }) => name));
  const awaited = awaitedTowns(review, towns);
  switch (review.state) {
    case 'open':
      return awaited.length === towns.length && review.parts.length === towns.length
        ? msg('review.standing.written')
        : msg('review.standing.open', { towns: names(awaited) });
    case 'proposed':
      return msg('review.standing.proposed', {
        agreed: names(towns.filter(({ id }) => agreedTowns(review).includes(id))),
        count: agreedTowns(review).length,
        towns: names(awaited),
      });
    case 'confirmed':
      return msg('review.standing.confirmed', { towns: names(towns) });
    default:
      return msg('review.standing.lapsed');
  }
}

/** The year in figures: what was held, who came, what was kept, what it was about. */
export function figureFields(figures: YearFigures, facts: Facts): { label: Phrase; value: Phrase }[] {
  const came = participationItems(figures.participation, facts);
  const { touched, untouched } = figures;
  return [
    {
      label: msg('review.field.meetings'),
      value: msg('review.meetings', { count: figures.meetings, counted: figures.counted }),
    },
    ...(came.length === 0 ? [] : [{ label: msg('review.field.came'), value: onLines(came) }]),
    {
      label: msg('review.field.promises'),
      value: onLines(figures.promises.map((one) => promisesText(one, facts))),
    },
    ...(touched.length === 0 ? [] : [{ label: msg('review.field.touched'), value: plain(touched) }]),
    ...(untouched.length === 0 ? [] : [{ label: msg('review.field.untouched'), value: plain(untouched) }]),
  ];
}

/** "Aalborg: 3 kept, 2 open, 1 of them late". */
export function promisesText({ townId, byState, overdue }: TownPromises, facts: Facts): Phrase {
  const count = (state: Parameters<typeof byState.get>[0]) => byState.get(state) ?? 0;
  return msg('review.promises', {
    town: townName(facts, townId),
    kept: count('confirmed'),
    done: count('done'),
    open: count('accepted'),
    late: overdue,
    offered: count('offered'),
  });
}

function partBlocks(review: Review, townId: ReviewPart['townId'], facts: Facts): Block[] {
  const part = review.parts.find((one) => one.townId === townId);
  if (part === undefined) return [];
  const words = (label: Phrase, text: string | undefined) =>
    text === undefined ? [] : [{ label, value: msg('list.plain', { items: text }) }];
  const fields = [
    ...(part.themes.length === 0 ? [] : [{ label: msg('review.field.themes'), value: plain(part.themes) }]),
    ...words(msg('review.field.note'), part.note),
    ...words(msg('review.field.concrete'), part.concrete),
    ...words(msg('review.field.invitations'), part.invitations),
    ...words(msg('review.field.ideas'), part.ideas),
  ];
  const town = townName(facts, townId);
  return [
    { type: 'divider' },
    {
      type: 'text',
      text: fields.length === 0 ? msg('review.part.empty', { town }) : msg('review.part', { town }),
    },
    ...(fields.length === 0 ? [] : [{ type: 'fields' as const, fields }]),
  ];
}

export const partButton = ({ twinningId }: Review, style: Button['style']): Button => ({
  type: 'button',
  label: msg('review.button.part'),
  style,
  call: { command: 'twin/review-part', twinningId, openForm: true, options: {} },
});

export function agreeButton({ id, version, twinningId, state }: Review): Button {
  return {
    type: 'button',
    label: state === 'open' ? msg('review.button.propose') : msg('review.button.agree'),
    style: 'primary',
    call: { command: 'twin/review-agree', twinningId, options: { review: id, version: String(version) } },
  };
}

/** Committees write and agree; in a youth space the review is to be read. */
function reviewButtons(review: Review, { home, audience }: Facts): Button[] {
  if (audience === 'youth' || review.state === 'lapsed' || review.state === 'planned') return [];
  const hasPart = review.parts.some(({ townId }) => townId === home?.id);
  const mayAgree =
    review.state !== 'confirmed' &&
    review.parts.length > 0 &&
    !agreedTowns(review).some((id) => id === home?.id);
  return [
    partButton(review, hasPart || mayAgree ? 'secondary' : 'primary'),
    ...(mayAgree ? [agreeButton(review)] : []),
  ];
}

/** To the other towns: one side says that it is good as it is. */
export function reviewProposedCard(review: Review, facts: Facts): Card {
  const town = townName(facts, review.proposedByTownId ?? '');
  const isOpen = review.state === 'proposed' && !agreedTowns(review).some((id) => id === facts.home?.id);
  return {
    tone: isOpen ? 'attention' : 'neutral',
    title: msg('review.proposed.title', { due: day(review.dueOn) }),
    blocks: [
      {
        type: 'text',
        text: isOpen
          ? msg('review.proposed.text', { town })
          : review.state === 'confirmed'
            ? msg('review.standing.confirmed', { towns: list(facts.scope.towns.map(({ name }) => name)) })
            : msg('review.proposed.over', { town }),
      },
      ...(isOpen ? [buttons(agreeButton(review), partButton(review, 'secondary'))] : []),
    ],
  };
}

/** To everybody: it is settled; and when it was written anew since, that too. */
export function reviewConfirmedCard(review: Review, facts: Facts): Card {
  const themes = renewedThemes(review);
  const towns = list(facts.scope.towns.map(({ name }) => name));
  return {
    tone: review.state === 'confirmed' ? 'good' : 'neutral',
    title: msg('review.confirmed.title', { due: day(review.dueOn) }),
    blocks: [
      {
        type: 'text',
        text:
          review.state === 'confirmed'
            ? msg('review.standing.confirmed', { towns })
            : msg('review.confirmed.over'),
      },
      ...(themes.length === 0
        ? []
        : [{ type: 'text' as const, text: msg('review.confirmed.themes', { themes: list(themes) }) }]),
    ],
  };
}
