import { holidaysAt } from '../../core/holiday/town-holidays.ts';
import { confirmedAt, type Meeting } from '../../core/meeting/meeting.ts';
import { msg } from '../../core/message.ts';
import { ruleOf } from '../../core/series/make-occurrences.ts';
import type { MeetingSeries } from '../../core/series/meeting-series.ts';
import { day, type Phrase } from '../../core/text.ts';
import { leavesOut } from '../../core/time/recurrence.ts';
import type { Block, Button, Card } from '../card.ts';
import { differenceNotes } from './difference-notes.ts';
import { besideHolidays } from './holiday-notes.ts';
import { localTimes } from './local-times.ts';
import { type Facts, townName } from './people.ts';
import { rulePhrase } from './rule-phrase.ts';

const SHOWN = 4;
const MOST_HOLIDAYS = 8;

/** What was understood, with the next dates on every clock, and what is out of the ordinary about those to come. */
export function seriesCard(series: MeetingSeries, occurrences: readonly Meeting[], facts: Facts): Card {
  return {
    tone: 'good',
    title: msg('series.title', { title: series.title }),
    blocks: seriesBlocks(series, occurrences, facts),
  };
}

function seriesBlocks(series: MeetingSeries, occurrences: readonly Meeting[], facts: Facts): Block[] {
  const rule = ruleOf(series);
  const small = (text: Phrase): Block => ({ type: 'text', small: true, text });
  if (series.endedAt !== undefined)
    return [
      { type: 'text', text: msg('series.rule', { rule: rulePhrase(rule) }) },
      small(msg('series.was-ended')),
    ];
  const dated = datedOf(occurrences);
  const anchor = facts.scope.towns.find(({ id }) => id === series.hostTownIds[0]);
  const held = dated.filter(({ at, meeting }) => onPublicHoliday(at, meeting, facts));
  return [
    { type: 'text', text: msg('series.rule', { rule: rulePhrase(rule) }) },
    ...(leavesOut(rule)
      ? [small(msg(rule.frequency === 'YEARLY' ? 'series.leaves-out-years' : 'series.leaves-out'))]
      : []),
    ...(series.untilOn === undefined ? [] : [small(msg('series.ends', { day: day(series.untilOn) }))]),
    { type: 'text', text: msg('series.next') },
    { type: 'list', items: dated.slice(0, SHOWN).map(({ meeting, at }) => line(meeting, at, facts)) },
    ...(held.length === 0
      ? []
      : [
          { type: 'text' as const, text: msg('series.holidays') },
          {
            type: 'list' as const,
            items: held
              .slice(0, MOST_HOLIDAYS)
              .map(({ meeting, at }) =>
                besideHolidays(
                  localTimes(at, facts.scope.towns, facts.home),
                  at,
                  meeting.lengthMinutes,
                  facts,
                ),
              ),
          },
        ]),
    ...differenceNotes(
      dated.map(({ at }) => at),
      facts,
    ),
    ...(anchor === undefined ? [] : [small(msg('series.anchor', { town: anchor.name }))]),
    small(msg('series.note')),
  ];
}

/** Those that take place, by their time. */
function datedOf(occurrences: readonly Meeting[]): { meeting: Meeting; at: number }[] {
  return occurrences
    .flatMap((meeting) => {
      const at = confirmedAt(meeting);
      return meeting.state === 'confirmed' && at !== undefined ? [{ meeting, at }] : [];
    })
    .sort((a, b) => a.at - b.at);
}

function line(meeting: Meeting, at: number, facts: Facts): Phrase {
  return msg('series.hosted', {
    reference: `M-${meeting.number}`,
    times: localTimes(at, facts.scope.towns, facts.home),
    town: townName(facts, meeting.hostTownId ?? ''),
  });
}

const onPublicHoliday = (at: number, { lengthMinutes }: Meeting, facts: Facts): boolean =>
  holidaysAt(at, lengthMinutes, facts.scope.towns, facts.holidays ?? []).some(
    ({ kind }) => kind === 'public' || kind === 'bank',
  );

/** "It is over", in every space: once for all that was to come. */
export function seriesEndedCard(series: MeetingSeries, count: number): Card {
  return {
    tone: 'bad',
    title: msg('series.ended.title', { title: series.title }),
    blocks: [
      { type: 'text', text: msg('series.rule', { rule: rulePhrase(ruleOf(series)) }) },
      { type: 'text', text: msg('series.ended.text', { count }) },
    ],
  };
}

/** Who called off one of a series may have meant all of it. */
export const endSeriesButton = ({ twinningId, number }: Meeting): Button => ({
  type: 'button',
  label: msg('series.end'),
  style: 'danger',
  call: { command: 'meeting/end-series', twinningId, options: { meeting: `M-${number}` } },
});
