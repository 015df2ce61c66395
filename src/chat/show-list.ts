/**
 * The long lists, each of which two commands show: the one that people type, and the one of its page buttons, which
 * puts another page in the place of the one before.
 */
import { type ListWish, listCommitments } from '../core/commitment/list-commitments.ts';
import { dateAt } from '../core/time/local-date.ts';
import type { Card } from './card.ts';
import type { TwinningContext } from './command.ts';
import type { PagePlace } from './page.ts';
import { anchorsOf } from './view/commitment-details.ts';
import { commitmentsCard } from './view/commitments-card.ts';
import { committeeCard } from './view/committee-card.ts';
import { meetingsCard } from './view/meetings-card.ts';
import type { Facts } from './view/people.ts';
import { readFacts } from './view/posting-card.ts';
import { remindersCard } from './view/reminders-card.ts';

/** Of a monthly meeting these are forty years. */
const MOST_MEETINGS = 500;

export async function showMeetings(context: TwinningContext, place?: PagePlace): Promise<Card> {
  const { database, inside, now, reader } = context;
  const [facts, series, meetings] = await Promise.all([
    factsOf(context),
    database.series.seriesOf(inside.scope.twinning.id),
    database.meetings.meetingsOf(
      inside.scope.twinning.id,
      ['polling', 'undecided', 'confirmed', 'cancelled'],
      MOST_MEETINGS,
    ),
  ]);
  return meetingsCard(meetings, series, facts, now, { reader, place });
}

export async function showCommitments(
  context: TwinningContext,
  wish: ListWish,
  place?: PagePlace,
): Promise<Card> {
  const { database, inside, now, reader } = context;
  const todayOn = dateAt(now, reader.timeZone);
  const [facts, commitments] = await Promise.all([
    factsOf(context),
    listCommitments(database, inside, wish, todayOn),
  ]);
  const anchors = await anchorsOf(database, commitments);
  return commitmentsCard(commitments, wish, facts, todayOn, anchors, { reader, place });
}

export async function showCommittees(context: TwinningContext, place?: PagePlace): Promise<Card> {
  return committeeCard(await factsOf(context), { reader: context.reader, place });
}

export async function showReminders(context: TwinningContext, place?: PagePlace): Promise<Card> {
  const { database, inside, reader } = context;
  const twinningId = inside.scope.twinning.id;
  const asked = await database.reminders.remindersAskedBy(inside.member.id);
  return remindersCard(
    asked.filter((reminder) => reminder.twinningId === twinningId),
    { reader, place, twinningId },
  );
}

async function factsOf({ database, inside }: TwinningContext): Promise<Facts> {
  const facts = await readFacts(database, inside.scope.twinning.id);
  if (facts === undefined) throw new RangeError('a twinning vanished while it was read');
  return { ...facts, home: inside.town };
}
