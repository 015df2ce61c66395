import type { AwaySpan } from '../../core/availability/away.ts';
import type { Member } from '../../core/committee/member.ts';
import { msg } from '../../core/message.ts';
import { day, type Language, type Phrase } from '../../core/text.ts';
import { DEFAULT_WEEKLY_HOURS, formatWeeklyHours } from '../../core/time/weekly-hours.ts';
import type { Reader } from '../call.ts';
import type { Block, Card, Control } from '../card.ts';
import { nightNotes } from './clock-notes.ts';
import { buttons, commandButton, notice } from './notice.ts';
import { person } from './people.ts';

/** Up to so many spans each have their button; of more, one is chosen from a list. */
const SPANS_WITH_BUTTONS = 6;
const MOST_CHOICES = 25;

/** One day, or from one to another. */
export const awayDays = ({ fromOn, untilOn }: AwaySpan): Phrase =>
  fromOn === untilOn
    ? msg('availability.away.day', { day: day(fromOn) })
    : msg('availability.away.days', { from: day(fromOn), until: day(untilOn) });

/** One below the other: their own commas would run into those of a list. */
export const awayLines = ([first, ...rest]: readonly AwaySpan[]): Phrase => {
  if (first === undefined) return msg('availability.away.none');
  return rest.length === 0
    ? awayDays(first)
    : msg('availability.away.lines', { first: awayDays(first), rest: awayLines(rest) });
};

export interface OwnAvailability {
  readonly member: Member;
  readonly away: readonly AwaySpan[];
  readonly reader: Reader;
  /** What was just done, to begin with. */
  readonly done?: Phrase;
}

/** One's own hours and days away, with buttons to change them. */
export function ownAvailabilityCard({ member, away, reader, done }: OwnAvailability): Card {
  const { hours, written } = hoursOf(member, reader.language);
  const params = { hours: written, zone: reader.timeZone };
  const own: Phrase =
    member.weeklyHours === undefined
      ? msg('command.availability.show.default', params)
      : msg('command.availability.show.own', params);
  return {
    tone: done === undefined ? 'neutral' : 'good',
    blocks: [
      ...(done === undefined ? [] : [{ type: 'text' as const, text: done }]),
      { type: 'text', text: own },
      ...nightNotes(hours, reader.language),
      ...awayBlocks(away),
      buttons(
        commandButton(msg('command.availability.set.button'), 'availability/set'),
        commandButton(msg('command.availability.away.button'), 'availability/away'),
      ),
    ],
  };
}

const noneAway: Block = { type: 'text', text: msg('availability.away.none') };
const awayIntro: Block = { type: 'text', text: msg('availability.away.intro') };
const awayItems = (away: readonly AwaySpan[]): Block => ({ type: 'list', items: away.map(awayDays) });

function awayBlocks(away: readonly AwaySpan[]): Block[] {
  if (away.length === 0) return [noneAway];
  if (away.length > SPANS_WITH_BUTTONS)
    return [awayIntro, awayItems(away), { type: 'controls', controls: [backList(away)] }];
  return [
    awayIntro,
    ...away.flatMap((span): Block[] => [
      { type: 'text', text: awayDays(span) },
      buttons({
        type: 'button',
        label: msg('availability.away.remove'),
        style: 'secondary',
        call: { command: 'availability/back', options: { days: written(span) } },
      }),
    ]),
  ];
}

const backList = (away: readonly AwaySpan[]): Control => ({
  type: 'select',
  placeholder: msg('availability.away.pick'),
  call: { command: 'availability/back', options: {} },
  fills: 'days',
  min: 1,
  max: 1,
  choices: away.slice(0, MOST_CHOICES).map((span) => ({ value: written(span), label: awayDays(span) })),
});

const written = ({ fromOn, untilOn }: AwaySpan): string => `${fromOn}..${untilOn}`;

export interface OthersAvailability {
  readonly member: Member;
  readonly away: readonly AwaySpan[];
  /** The member's own. */
  readonly timeZone: string;
  readonly language: Language;
}

/** Somebody else's, to look at. When young people are at home or away is nobody's business here. */
export function availabilityCard({ member, away, timeZone, language }: OthersAvailability): Card {
  if (member.represents === 'youth') return notice('neutral', msg('availability.member.youth'));
  const { hours, written: words } = hoursOf(member, language);
  const params = { name: person(member), hours: words, zone: timeZone };
  return notice(
    'neutral',
    member.weeklyHours === undefined
      ? msg('availability.member.default', params)
      : msg('availability.member.own', params),
    ...nightNotes(hours, language),
    ...(away.length === 0 ? [noneAway] : [awayIntro, awayItems(away)]),
  );
}

function hoursOf({ weeklyHours = DEFAULT_WEEKLY_HOURS }: Member, language: Language) {
  return { hours: weeklyHours, written: formatWeeklyHours(weeklyHours, language) };
}
