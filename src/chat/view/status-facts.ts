import type { Commitment } from '../../core/commitment/commitment.ts';
import { type OfficeKind, officeKinds } from '../../core/committee/member.ts';
import { confirmedAt, type Meeting } from '../../core/meeting/meeting.ts';
import { lastYear, readYear } from '../../core/review/read-year.ts';
import type { Review } from '../../core/review/review.ts';
import type { YearFigures } from '../../core/review/year-figures.ts';
import type { Stores } from '../../core/stores.ts';
import { type Instant, MINUTE_MS } from '../../core/time/instant.ts';
import type { Town } from '../../core/twinning/twinning.ts';
import type { Facts } from './people.ts';

/** Everything that the overview says, as it stands at one moment. */
export interface StatusFacts {
  readonly now: Instant;
  readonly next?: { readonly meeting: Meeting; readonly at: Instant };
  readonly last?: { readonly meeting: Meeting; readonly at: Instant };
  readonly polls: readonly Meeting[];
  readonly commitments: readonly Commitment[];
  /** Of the last twelve months. */
  readonly year: YearFigures;
  readonly vacancies: readonly { readonly town: Town; readonly offices: readonly OfficeKind[] }[];
  /** Under way, or planned. */
  readonly review?: Review;
}

/** More meetings than a twinning settles in decades. */
const MOST_MEETINGS = 5000;

export async function readStatus(stores: Stores, facts: Facts, now: Instant): Promise<StatusFacts> {
  const { scope } = facts;
  const { id } = scope.twinning;
  const [meetings, commitments, reviews, year] = await Promise.all([
    stores.meetings.meetingsOf(id, ['polling', 'confirmed'], MOST_MEETINGS),
    stores.commitments.commitmentsOf(id),
    stores.reviews.reviewsOf(id),
    readYear(stores, scope, lastYear(scope, now), now),
  ]);
  const fixed = meetings
    .flatMap((meeting) => {
      const at = confirmedAt(meeting);
      return meeting.state === 'confirmed' && at !== undefined ? [{ meeting, at }] : [];
    })
    .sort((a, b) => a.at - b.at);
  const next = fixed.find(({ at }) => at > now);
  const last = fixed.findLast(({ meeting, at }) => at + meeting.lengthMinutes * MINUTE_MS <= now);
  const review = reviews.findLast(({ state }) => state === 'open' || state === 'proposed') ?? reviews.at(-1);
  return {
    now,
    ...(next === undefined ? {} : { next }),
    ...(last === undefined ? {} : { last }),
    polls: meetings.filter(({ state }) => state === 'polling'),
    commitments,
    year,
    vacancies: vacanciesOf(facts),
    ...(review === undefined ? {} : { review }),
  };
}

function vacanciesOf({ scope, offices }: Facts): StatusFacts['vacancies'] {
  return scope.towns.flatMap((town) => {
    const held = offices.filter(({ townId, holderId }) => townId === town.id && holderId !== undefined);
    const missing = officeKinds.filter((kind) => !held.some((office) => office.kind === kind));
    return missing.length === 0 ? [] : [{ town, offices: missing }];
  });
}
