import { msg } from '../../core/message.ts';
import type { TownPromises } from '../../core/review/year-figures.ts';
import { day, instant, list, type Phrase, shortDay } from '../../core/text.ts';
import { dateAt } from '../../core/time/local-date.ts';
import { offsetMinutes } from '../../core/time/zone-offset.ts';
import { twinningName } from '../../core/twinning/twinning-name.ts';
import type { ImageBlock } from '../card.ts';
import { type CameTown, type PromisePart, promiseParts, type StatusPicture } from '../picture.ts';
import { localTimes } from './local-times.ts';
import { type Facts, someOf, townName } from './people.ts';
import type { StatusFacts } from './status-facts.ts';

/** More towns are named in the card beside it. */
const MOST_TOWNS = 8;
const MOST_OFFICES = 3;

/** How the twinning stands, at a glance; the words beside it say the same. */
export function statusPicture(status: StatusFacts, facts: Facts): ImageBlock<StatusPicture> {
  const { year, next } = status;
  const towns = year.promises.slice(0, MOST_TOWNS);
  const counted = towns.map((one) => ({ town: townName(facts, one.townId), counts: promiseCounts(one) }));
  const came = cameTowns(status, facts);
  const notes = notesOf(status);
  const picture: StatusPicture = {
    type: 'status',
    title: msg('list.plain', { items: twinningName(facts.scope) }),
    next: {
      heading: msg('status.field.next'),
      title: next === undefined ? msg('status.no-meeting') : msg('list.plain', { items: next.meeting.title }),
      times: next === undefined ? [] : clockLines(next.at, facts),
    },
    promises: {
      heading: msg('picture.status.promises'),
      legend: promiseParts.map((part) => ({ part, label: msg(`picture.status.part.${part}`) })),
      towns: counted,
      ...(towns.every(({ total }) => total === 0) ? { none: msg('picture.status.no-promises') } : {}),
    },
    came: {
      heading: msg('picture.status.came', { count: year.counted }),
      towns: came,
      ...(came.length === 0 ? { none: msg('picture.status.not-counted') } : {}),
    },
    notes,
  };
  return { type: 'image', picture, alt: altOf(picture, status, facts) };
}

/** Every promise of the year that still means something, in one part each; what was declined or withdrawn in none. */
export function promiseCounts({ byState, overdue }: TownPromises): Record<PromisePart, number> {
  const count = (state: Parameters<typeof byState.get>[0]) => byState.get(state) ?? 0;
  return {
    kept: count('confirmed'),
    open: count('accepted') - overdue,
    late: overdue,
    waiting: count('offered') + count('done'),
  };
}

function cameTowns({ year }: StatusFacts, facts: Facts): CameTown[] {
  return year.participation
    .filter(({ groups }) => groups.length > 0)
    .slice(0, MOST_TOWNS)
    .map(({ townId, groups }) => ({
      town: townName(facts, townId),
      groups: groups.map(({ group, present, convened }) => ({
        label: msg(`choice.group.${group ?? 'unknown'}`),
        present,
        convened,
      })),
    }));
}

/** The moment on each clock, the reader's first; towns whose clocks agree share a line. */
function clockLines(at: number, { scope, home }: Facts): Phrase[] {
  const ordered = [...scope.towns].sort((a, b) => Number(b.id === home?.id) - Number(a.id === home?.id));
  const clocks = new Map<number, { timeZone: string; names: string[] }>();
  for (const { timeZone, name } of ordered) {
    const offset = offsetMinutes(at, timeZone);
    const same = clocks.get(offset);
    if (same === undefined) clocks.set(offset, { timeZone, names: [name] });
    else same.names.push(name);
  }
  return [...clocks.values()].map(({ timeZone, names }) =>
    msg('picture.status.time', {
      day: shortDay(dateAt(at, timeZone)),
      time: instant(at, timeZone, 'time'),
      towns: list(names),
    }),
  );
}

const vacancy = ({ town, offices }: StatusFacts['vacancies'][number]): Phrase =>
  msg('status.vacant', {
    town: town.name,
    offices: someOf(
      offices.map((kind) => msg(`choice.office.${kind}`)),
      MOST_OFFICES,
    ),
  });

function notesOf({ vacancies, review }: StatusFacts): StatusPicture['notes'] {
  const label = msg('status.field.vacant');
  const vacant = vacancies.slice(0, MOST_TOWNS).map((one, index) => ({
    label: index === 0 ? label : msg('list.plain', { items: '' }),
    text: vacancy(one),
    calls: true,
  }));
  return [
    ...(vacant.length === 0 ? [{ label, text: msg('picture.status.none-vacant'), calls: false }] : vacant),
    ...(review === undefined
      ? []
      : [
          {
            label: msg('status.field.review'),
            text: msg('list.plain', { items: day(review.dueOn) }),
            calls: review.state === 'open' || review.state === 'proposed',
          },
        ]),
  ];
}

/** Everything that the picture shows, in sentences; platforms take about 1000 letters. */
function altOf(
  { promises, came, title }: StatusPicture,
  { next, review, vacancies }: StatusFacts,
  facts: Facts,
): Phrase {
  const towns = came.towns.map(({ town, groups }) =>
    msg('attendance.town', {
      town,
      groups: list(
        groups.map(({ label, present, convened }) =>
          msg('attendance.group', { group: label, present, convened }),
        ),
        'none',
      ),
    }),
  );
  const sentences: Phrase[] = [
    next === undefined
      ? msg('picture.status.alt.no-meeting')
      : msg('picture.status.alt.next', {
          title: next.meeting.title,
          times: localTimes(next.at, facts.scope.towns, facts.home),
        }),
    promises.none ??
      msg('picture.status.alt.promises', {
        towns: apart(
          promises.towns.map(({ town, counts }) => msg('picture.status.alt.promise', { town, ...counts })),
        ),
      }),
    came.none ?? msg('picture.status.alt.came', { towns: apart(towns) }),
    ...(vacancies.length === 0
      ? []
      : [msg('picture.status.alt.vacant', { text: apart(vacancies.slice(0, MOST_TOWNS).map(vacancy)) })]),
    ...(review === undefined ? [] : [msg('picture.status.alt.review', { due: day(review.dueOn) })]),
  ];
  return msg('picture.status.alt', {
    title,
    said: sentences.reduce((said, next) => msg('picture.hours.alt.and', { said, next })),
  });
}

/** Entries that have commas of their own. */
const apart = (entries: readonly Phrase[]): Phrase =>
  entries.reduce((said, next) => msg('picture.status.alt.join', { said, next }));
