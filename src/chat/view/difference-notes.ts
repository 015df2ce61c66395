import { msg } from '../../core/message.ts';
import { differencesAt, type TownDifference } from '../../core/reminder/difference-ahead.ts';
import { day, duration, list, type Param, type Phrase } from '../../core/text.ts';
import type { Instant } from '../../core/time/instant.ts';
import { dateAt } from '../../core/time/local-date.ts';
import type { Town } from '../../core/twinning/twinning.ts';
import type { Block } from '../card.ts';
import type { Facts } from './people.ts';

/** "From … to … the difference between A and B is 8 hours; usually it is 9." */
export function differencePhrase(difference: TownDifference, home: Town): Phrase {
  return msg('difference.span', {
    from: day(dateAt(difference.fromAt, home.timeZone)),
    until: day(dateAt(difference.untilAt, home.timeZone)),
    home: home.name,
    towns: list(difference.towns.map(({ name }) => name)),
    changed: apart(difference.changedMinutes),
    usual: apart(difference.usualMinutes),
  });
}

const apart = (minutes: number): Param =>
  minutes === 0 ? msg('difference.none') : duration(Math.abs(minutes));

/** What the reader should know of the clocks at these instants; nothing where they are as always. */
export function differenceNotes(ats: readonly Instant[], { home, scope }: Facts): Block[] {
  if (home === undefined) return [];
  return differencesAt(ats, home, scope.towns).map((difference) => ({
    type: 'text',
    small: true,
    text: differencePhrase(difference, home),
  }));
}
