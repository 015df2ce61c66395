import type { HolidayCalendar } from '../../core/holiday/holiday-calendar.ts';
import { msg } from '../../core/message.ts';
import type { Posting, PostingView } from '../../core/reminder/reminder.ts';
import { readYear } from '../../core/review/read-year.ts';
import type { Stores } from '../../core/stores.ts';
import type { Language } from '../../core/text.ts';
import type { Instant } from '../../core/time/instant.ts';
import type { Id } from '../../core/world.ts';
import type { Card } from '../card.ts';
import { commitmentCard } from './commitment-card.ts';
import { commitmentDetails } from './commitment-details.ts';
import { handoverPosting } from './handover-card.ts';
import { withHolidays } from './holiday-notes.ts';
import { cancelledCard, confirmedCard, movedCard } from './meeting-card.ts';
import { minutesPosting } from './meeting-record.ts';
import { type Facts, townName } from './people.ts';
import { pollCard } from './poll-card.ts';
import { replacedCard, stuckCard, undecidedCard } from './poll-end-card.ts';
import { programmeCard } from './programme-card.ts';
import { shownProgramme } from './programme-shown.ts';
import { reviewCard, reviewConfirmedCard, reviewProposedCard } from './review-card.ts';
import { seriesCard, seriesEndedCard } from './series-card.ts';
import { settingsChangedCard } from './settings-card.ts';
import { successionPosting } from './succession-card.ts';

/** What a posting shows now; undefined when its subject is no longer there. */
export async function postingCard(
  posting: Posting,
  facts: Facts,
  stores: Stores,
  named: { readonly holidays: HolidayCalendar; readonly language: Language; readonly now: Instant },
): Promise<Card | undefined> {
  const { about, view } = posting;
  if (about.type === 'handover') return await handoverPosting(about.id, view, facts, stores, named.now);
  if (about.type === 'member')
    return await successionPosting(about.id, posting.args, facts, stores, named.now);
  if (about.type === 'commitment') {
    const commitment = await stores.commitments.commitment(about.id);
    return commitment && commitmentCard(commitment, facts, await commitmentDetails(stores, commitment));
  }
  if (about.type === 'meeting') {
    const meeting = await stores.meetings.meeting(about.id);
    if (meeting === undefined) return undefined;
    if (view === 'minutes') return await minutesPosting(meeting, facts, stores);
    if (view === 'poll')
      return pollCard(meeting, await withHolidays(facts, meeting, named.holidays, named.language));
    if (view === 'poll-undecided' && meeting.state === 'undecided') return undecidedCard(meeting, facts);
    if (view === 'poll-stuck' && meeting.state !== 'confirmed') return stuckCard(meeting, facts);
    if (meeting.replacedBy !== undefined) return replacedCard(meeting, meeting.replacedBy);
    if (meeting.state === 'cancelled') return cancelledCard(meeting, facts);
    if (view === 'meeting-moved') return movedCard(meeting, facts, posting.args);
    return confirmedCard(meeting, facts);
  }
  if (about.type === 'review') return await reviewPosting(about.id, view, facts, stores, named.now);
  if (about.type === 'programme') {
    const programme = await stores.programmes.programme(about.id);
    return programme && programmeCard(await shownProgramme(programme, facts, stores), facts);
  }
  if (view === 'settings-changed') return settingsChangedCard(posting.args, facts);
  if (view === 'series-started' || view === 'series-ended')
    return seriesPosting(posting, facts, stores, named);
  if (view === 'town-joined' || view === 'space-bound') {
    const town = townName(facts, posting.args.townId ?? '');
    return {
      tone: 'good',
      title: msg(view === 'town-joined' ? 'town-joined.title' : 'space-bound.title', { town }),
      blocks: [
        {
          type: 'text',
          text: msg(view === 'town-joined' ? 'town-joined.text' : 'space-bound.text', { town }),
        },
      ],
    };
  }
  return undefined;
}

async function reviewPosting(
  id: Id<'rvw'>,
  view: PostingView,
  facts: Facts,
  stores: Stores,
  now: Instant,
): Promise<Card | undefined> {
  const review = await stores.reviews.review(id);
  if (review === undefined) return undefined;
  if (view === 'review-proposed') return reviewProposedCard(review, facts);
  if (view === 'review-confirmed') return reviewConfirmedCard(review, facts);
  const span = { fromOn: review.fromOn, untilOn: review.dueOn };
  return reviewCard(review, await readYear(stores, facts.scope, span, now), facts);
}

async function seriesPosting(
  { view, args }: Posting,
  facts: Facts,
  stores: Stores,
  named: { readonly holidays: HolidayCalendar; readonly language: Language },
): Promise<Card | undefined> {
  const id = args.seriesId ?? '';
  const series = isSeriesId(id) ? await stores.series.series(id) : undefined;
  if (series === undefined) return undefined;
  if (view === 'series-ended') return seriesEndedCard(series, Number(args.count ?? 0));
  const occurrences = await stores.meetings.occurrencesOf(series.id);
  const slots = occurrences.flatMap((occurrence) => occurrence.slots);
  const { lengthMinutes } = series;
  const shown = await withHolidays(facts, { slots, lengthMinutes }, named.holidays, named.language);
  return seriesCard(series, occurrences, shown);
}

const isSeriesId = (id: string): id is Id<'ser'> => id.startsWith('ser_');

/** The facts that cards need, read once for a twinning. */
export async function readFacts(
  stores: Stores,
  twinningId: Facts['scope']['twinning']['id'],
): Promise<Facts | undefined> {
  const scope = await stores.twinnings.scope(twinningId);
  if (scope === undefined) return undefined;
  const townIds = scope.towns.map((town) => town.id);
  const [members, former, offices, settings, programmes] = await Promise.all([
    stores.committees.membersOf(townIds),
    stores.committees.formerOf(townIds),
    stores.committees.officesOf(townIds),
    stores.settings.settings(twinningId),
    stores.programmes.programmesOf(twinningId),
  ]);
  return { scope, members, former, offices, settings, programmes };
}
