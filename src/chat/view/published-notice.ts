import type { Meeting } from '../../core/meeting/meeting.ts';
import { msg } from '../../core/message.ts';
import type { Instant } from '../../core/time/instant.ts';
import type { Town } from '../../core/twinning/twinning.ts';
import type { Block, Card } from '../card.ts';
import { localTimes } from './local-times.ts';
import { notice } from './notice.ts';
import { emptyTowns, type Facts } from './people.ts';

/** The poll is out; who asked for it learns which town it reaches nobody of. */
export function publishedNotice(
  poll: Meeting,
  facts: Facts,
  town: Town,
  now: Instant,
  notes: readonly Block[] = [],
): Card {
  return notice(
    'good',
    msg('meeting.published', {
      title: poll.title,
      reference: `M-${poll.number}`,
      until: localTimes(poll.deadlineAt ?? now, facts.scope.towns, town),
    }),
    ...notes,
    ...emptyTowns(facts),
  );
}
