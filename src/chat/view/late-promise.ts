import { type Commitment, referenceOf } from '../../core/commitment/commitment.ts';
import { sideOf } from '../../core/commitment/commitment-state.ts';
import { msg } from '../../core/message.ts';
import { newDays } from '../../core/reminder/conscience.ts';
import { day } from '../../core/text.ts';
import type { LocalDate } from '../../core/time/instant.ts';
import { dateAt } from '../../core/time/local-date.ts';
import type { Block, Select } from '../card.ts';
import { commitmentButtons } from './commitment-buttons.ts';
import { ownerName } from './commitment-card.ts';
import { whatOf } from './commitment-words.ts';
import { type Facts, townName } from './people.ts';
import type { Ringing } from './reminder-body.ts';

/** The day on the clock of whoever reads. */
export const todayIn = ({ now }: Pick<Ringing, 'now'>, { home }: Facts): LocalDate =>
  dateAt(now, home?.timeZone ?? 'UTC');

/** To the deputy, the chair, and the other town: what is late, and one press to settle a new day. */
export function lateBody(
  ringing: Ringing,
  facts: Facts,
): { title: ReturnType<typeof msg>; blocks: readonly Block[] } {
  const { commitment } = ringing;
  const dueOn = commitment?.dueOn;
  if (commitment === undefined || dueOn === undefined) throw new RangeError('a late promise without its day');
  const isOther = facts.home !== undefined && sideOf(commitment, facts.home.id) === 'other';
  const params = {
    owner: ownerName(commitment, facts),
    town: townName(facts, commitment.ownerTownId),
    due: day(dueOn),
  };
  return {
    title: msg('reminder.commitment-late.title', {
      reference: referenceOf(commitment),
      what: whatOf(commitment, facts),
    }),
    blocks: [
      {
        type: 'text',
        text: isOther
          ? msg('reminder.commitment-late.partner', { town: params.town, due: params.due })
          : msg('reminder.commitment-late.own', params),
      },
      ...(isOther ? [] : ownButtons(commitment, facts)),
      ...newDateBlocks(commitment, todayIn(ringing, facts)),
    ],
  };
}

function ownButtons(commitment: Commitment, facts: Facts): Block[] {
  const controls = commitmentButtons(commitment, facts);
  return controls.length === 0 ? [] : [{ type: 'controls', controls }];
}

/** A new day in two presses. */
export function newDateBlocks(commitment: Commitment, todayOn: LocalDate): Block[] {
  const select: Select = {
    type: 'select',
    placeholder: msg('reminder.new-date'),
    call: {
      command: 'commitment/new-date',
      twinningId: commitment.twinningId,
      options: { commitment: referenceOf(commitment) },
    },
    fills: 'due',
    choices: newDays(todayOn).map((on) => ({
      value: on,
      label: msg('reminder.new-date.day', { day: day(on) }),
    })),
    min: 1,
    max: 1,
  };
  return [{ type: 'controls', controls: [select] }];
}
