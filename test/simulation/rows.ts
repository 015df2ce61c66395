import type { Posting, Reminder, Subject } from '../../src/core/reminder/reminder.ts';
import { reminderKinds } from '../../src/core/reminder/reminder.ts';
import type { Ring } from './ring.ts';

const ALL = 10_000;
const handoverStates = ['proposed', 'accepted', 'declined', 'withdrawn'] as const;

/** Every bell and every posting that the store has, found by what they are about. */
export async function allRows(
  ring: Ring,
): Promise<{ readonly reminders: readonly Reminder[]; readonly postings: readonly Posting[] }> {
  const { database } = ring;
  const { twinning, towns } = await ring.scope();
  const townIds = towns.map(({ id }) => id);
  const states = ['draft', 'polling', 'undecided', 'confirmed', 'cancelled'] as const;
  const members = [
    ...(await database.committees.membersOf(townIds)),
    ...(await database.committees.formerOf(townIds)),
  ];
  const subjects: Subject[] = [
    { type: 'twinning', id: twinning.id },
    ...members.map(({ id }) => ({ type: 'member', id }) as const),
    ...(await database.meetings.meetingsOf(twinning.id, states, ALL)).map(
      ({ id }) => ({ type: 'meeting', id }) as const,
    ),
    ...(await database.commitments.commitmentsOf(twinning.id)).map(
      ({ id }) => ({ type: 'commitment', id }) as const,
    ),
    ...(await database.committees.officesOf(townIds)).map(({ id }) => ({ type: 'office', id }) as const),
    ...(await database.handovers.handoversOf(townIds, handoverStates)).map(
      ({ id }) => ({ type: 'handover', id }) as const,
    ),
    ...(await database.reviews.reviewsOf(twinning.id)).map(({ id }) => ({ type: 'review', id }) as const),
    ...(await database.programmes.programmesOf(twinning.id)).map(
      ({ id }) => ({ type: 'programme', id }) as const,
    ),
  ];
  const reminders: Reminder[] = [];
  const postings: Posting[] = [];
  for (const subject of subjects) {
    reminders.push(...(await database.reminders.remindersAbout(subject, reminderKinds)));
    postings.push(...(await database.postings.postingsAbout(subject)));
  }
  return { reminders, postings };
}

export function grouped<T, K>(rows: readonly T[], keyOf: (row: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}
