import { msg } from '../../core/message.ts';
import type { Wait } from '../../core/reminder/silence.ts';
import { day, type Phrase } from '../../core/text.ts';
import { dateAt } from '../../core/time/local-date.ts';
import type { Block, Button } from '../card.ts';
import { whatOf } from './commitment-words.ts';
import { buttons } from './notice.ts';
import { type Facts, townName } from './people.ts';
import type { Ringing } from './reminder-body.ts';

const MOST_WAITS = 8;
const MOST_BUTTONS = 3;

/**
 * What a town has not answered: for one of its office holders; in its own space, in neutral words and naming nobody; or
 * for the chair of a town that waits. Everybody but its own space reads it in private.
 */
export function silenceBody(
  { silence, inSpace, reminder }: Ringing,
  facts: Facts,
): { title: Phrase; blocks: Block[] } {
  if (silence === undefined) throw new RangeError('a message about a silence without it');
  const town = townName(facts, silence.townId);
  const whose = facts.home?.id !== silence.townId ? 'partner' : inSpace ? 'space' : 'own';
  const on = (at: number) => day(dateAt(at, facts.home?.timeZone ?? 'UTC'));
  const since = on(silence.sinceAt);
  const shown = silence.waits.slice(0, MOST_WAITS);
  const more = silence.waits.length - shown.length;
  const answers =
    whose === 'partner'
      ? []
      : shown.slice(0, MOST_BUTTONS).map((wait) => answerButton(wait, reminder.twinningId));
  return {
    title: msg(`silence.${whose}.title`, { town }),
    blocks: [
      { type: 'text', text: msg(`silence.${whose}.text`, { town, since }) },
      { type: 'list', items: shown.map((wait) => waitText(wait, facts)) },
      ...(more > 0
        ? [{ type: 'text' as const, small: true, text: msg('silence.more', { count: more }) }]
        : []),
      ...(answers.length === 0 ? [] : [buttons(...answers)]),
      ...(whose === 'space'
        ? []
        : [{ type: 'text' as const, small: true, text: msg(`silence.${whose}.private`) }]),
    ],
  };
}

function waitText(wait: Wait, facts: Facts): Phrase {
  const { type, subject, reference, askedAt, askedByTownId } = wait;
  return msg(`silence.wait.${type}`, {
    reference,
    what: 'title' in subject ? subject.title : whatOf(subject, facts),
    town: townName(facts, askedByTownId),
    asked: day(dateAt(askedAt, facts.home?.timeZone ?? 'UTC')),
  });
}

/** Leads to where the answer is given. */
function answerButton({ type, reference }: Wait, twinningId: Ringing['reminder']['twinningId']): Button {
  return {
    type: 'button',
    label: msg('silence.answer', { reference }),
    style: 'primary',
    call:
      type === 'poll'
        ? { command: 'meeting/ballot', twinningId, options: { meeting: reference } }
        : { command: 'commitment/card', twinningId, options: { commitment: reference } },
  };
}
