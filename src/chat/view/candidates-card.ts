import type { Meeting } from '../../core/meeting/meeting.ts';
import type { SearchTerms } from '../../core/meeting/search-terms.ts';
import type { ExplainedSlots } from '../../core/meeting/slot-search.ts';
import { msg } from '../../core/message.ts';
import { day, instant, type Phrase } from '../../core/text.ts';
import type { DateRange } from '../../core/time/parse-date-range.ts';
import type { Card } from '../card.ts';
import { candidateWhy } from './candidate-why.ts';
import { fairnessNotes } from './fairness-notes.ts';
import { besideHolidays } from './holiday-notes.ts';
import { hoursPicture } from './hours-picture.ts';
import { localTimes } from './local-times.ts';
import { emptyTowns, type Facts } from './people.ts';

/**
 * The best common hours, for the organiser to pick from, and why each of them.
 * @param between the days that were understood, where somebody named some
 */
export function candidatesCard(
  draft: Meeting,
  facts: Facts,
  explained: ExplainedSlots,
  terms: SearchTerms,
  between?: DateRange,
): Card {
  const why = (at: number): Phrase => {
    const candidate = explained.candidates.find((one) => one.at === at);
    return candidate === undefined ? msg('candidates.plain') : candidateWhy(candidate, facts, terms.fairness);
  };
  const options = { meeting: `M-${draft.number}` };
  const { twinningId } = draft;
  return {
    tone: 'attention',
    title: msg('candidates.title', { title: draft.title, reference: `M-${draft.number}` }),
    blocks: [
      {
        type: 'text',
        text: msg(explained.widenedTo === undefined ? 'candidates.intro' : 'candidates.widened'),
      },
      ...(between === undefined
        ? []
        : [
            {
              type: 'text' as const,
              small: true,
              text: msg('candidates.between', { from: day(between.fromOn), until: day(between.untilOn) }),
            },
          ]),
      ...emptyTowns(facts),
      ...fairnessNotes(terms.fairness, facts),
      ...hoursPicture(draft, facts, terms, explained),
      {
        type: 'list',
        items: draft.slots
          .filter(({ number }) => draft.picked.includes(number))
          .map((slot) =>
            besideHolidays(
              msg('candidates.slot', {
                number: slot.number,
                times: localTimes(slot.at, facts.scope.towns, facts.home),
                why: why(slot.at),
              }),
              slot.at,
              draft.lengthMinutes,
              facts,
            ),
          ),
      },
      {
        type: 'controls',
        controls: [
          {
            type: 'select',
            placeholder: msg('candidates.pick'),
            call: { command: 'meeting/pick', twinningId, options },
            fills: 'slots',
            min: 1,
            max: draft.slots.length,
            choices: draft.slots.map((slot) => ({
              value: String(slot.number),
              label: msg('poll.choice', {
                number: slot.number,
                when: instant(slot.at, facts.home?.timeZone ?? slot.timeZone),
              }),
              selected: draft.picked.includes(slot.number),
            })),
          },
        ],
      },
      {
        type: 'controls',
        controls: [
          {
            type: 'button',
            label: msg('candidates.publish'),
            style: 'primary',
            call: { command: 'meeting/publish', twinningId, options },
          },
        ],
      },
    ],
  };
}
