import { msg } from '../../core/message.ts';
import type { Review } from '../../core/review/review.ts';
import type { Anniversary } from '../../core/review/review-dates.ts';
import { day, list, type Phrase } from '../../core/text.ts';
import type { Block, Card } from '../card.ts';
import { buttons } from './notice.ts';
import type { Facts } from './people.ts';
import { agreeButton, partButton } from './review-card.ts';

/** The towns' birthday; the round ones are said as what they are. */
export function anniversaryBody(
  { years, isRound }: Anniversary,
  facts: Facts,
): { title: Phrase; blocks: Block[] } {
  const towns = list(facts.scope.towns.map(({ name }) => name));
  return {
    title: isRound
      ? msg('reminder.anniversary.round', { years })
      : msg('reminder.anniversary.title', { years }),
    blocks: [
      {
        type: 'text',
        text: isRound
          ? msg('reminder.anniversary.round-text', { towns, years })
          : msg('reminder.anniversary.text', { towns }),
      },
    ],
  };
}

/** A greeting is no call to act. */
export const bellTone = (kind: string): Card['tone'] =>
  kind === 'anniversary' ? 'good' : kind === 'digest' ? 'neutral' : 'attention';

/** To a town whose part or word is missing. */
export function reviewWaitingBody(review: Review): { title: Phrase; blocks: Block[] } {
  const isProposed = review.state === 'proposed';
  return {
    title: msg('reminder.review-waiting.title', { due: day(review.dueOn) }),
    blocks: [
      {
        type: 'text',
        text: isProposed ? msg('reminder.review-waiting.agree') : msg('reminder.review-waiting.part'),
      },
      buttons(
        ...(isProposed
          ? [agreeButton(review), partButton(review, 'secondary')]
          : [partButton(review, 'primary'), ...(review.parts.length > 0 ? [agreeButton(review)] : [])]),
      ),
    ],
  };
}
