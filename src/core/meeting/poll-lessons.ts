import { DAY_MS, type Instant, MINUTE_MS } from '../time/instant.ts';
import { weekdayOf } from '../time/local-date.ts';
import { dateOfWall, minuteOfDay, timeOfWall } from '../time/wall-time.ts';
import { wallAt } from '../time/zone-offset.ts';
import type { Meeting } from './meeting.ts';
import type { SlotCandidate, SlotSearchResult } from './slot-search.ts';

/** What a poll that found no time has taught about when people can come. */
export interface PollLessons {
  /** Somebody has said no to these hours: they are not asked about again. */
  readonly declined: readonly { readonly fromAt: Instant; readonly untilAt: Instant }[];
  /** Hours that people said yes to; an if-need-be weighs half as much. */
  readonly liked: readonly { readonly at: Instant; readonly weight: number }[];
}

export function lessonsOf({ slots, ballots, lengthMinutes }: Meeting): PollLessons {
  const said = (slot: number, answer: string) =>
    ballots.filter((ballot) => ballot.slot === slot && ballot.answer === answer).length;
  return {
    declined: slots
      .filter(({ number }) => said(number, 'no') > 0)
      .map(({ at }) => ({ fromAt: at, untilAt: at + lengthMinutes * MINUTE_MS })),
    liked: slots.flatMap(({ number, at }) => {
      const weight = said(number, 'yes') + said(number, 'if-need-be') / 2;
      return weight === 0 ? [] : [{ at, weight }];
    }),
  };
}

const NEAR_MINUTES = 90;
const DAY_MINUTES = DAY_MS / MINUTE_MS;

/**
 * The best of what was found, those near the hours people liked first: at about the same time of day counts, and so
 * does the same weekday. Whoever can come still matters more: no time for fewer people goes before one for more.
 */
export function preferLiked(
  search: SlotSearchResult,
  { liked }: PollLessons,
  timeZone: string,
  count: number,
): SlotSearchResult {
  const place = (at: Instant) => {
    const wall = wallAt(at, timeZone);
    return { weekday: weekdayOf(dateOfWall(wall)), minute: minuteOfDay(timeOfWall(wall)) };
  };
  const wanted = liked.map(({ at, weight }) => ({ ...place(at), weight }));
  const nearness = ({ at }: SlotCandidate): number => {
    const here = place(at);
    return wanted.reduce((sum, { weekday, minute, weight }) => {
      const apart = Math.abs(here.minute - minute);
      const near = Math.min(apart, DAY_MINUTES - apart) <= NEAR_MINUTES;
      return sum + weight * (Number(near) + Number(here.weekday === weekday));
    }, 0);
  };
  const ranked = search.candidates.map((candidate, place) => ({
    ...{ candidate, place },
    nearness: nearness(candidate),
  }));
  ranked.sort((a, b) => byReach(a.candidate, b.candidate) || b.nearness - a.nearness || a.place - b.place);
  return { ...search, candidates: ranked.slice(0, count).map(({ candidate }) => candidate) };
}

const byReach = (a: SlotCandidate, b: SlotCandidate): number =>
  a.missingRequired.length - b.missingRequired.length ||
  Number(b.quorum.met) - Number(a.quorum.met) ||
  b.attendees.length - a.attendees.length;
