import { describe, expect, it } from 'vitest';
import { historyKey, historyPlace } from '../../../src/chat/view/history-card.ts';
import { findHistoryAbout } from '../../../src/core/history/find-history-about.ts';
import { HISTORY_PAGE, readHistory } from '../../../src/core/history/read-history.ts';
import { addAgendaItem } from '../../../src/core/meeting/change-agenda.ts';
import { pollSlots } from '../../../src/core/meeting/publish-poll.ts';
import { addNote } from '../../../src/core/reminder/note-reminder.ts';
import { instantOf } from '../../../src/core/time/resolve-wall.ts';
import { sisterCommittees } from '../../fakes/sister-committees.ts';
import { refusalOf } from '../../refusal-of.ts';

const slack = { platform: 'slack', tenantId: 'T1' } as const;

async function busyCommittees() {
  const people = await sisterCommittees();
  const { deps, mette, linda, world } = people;
  const meeting = await pollSlots(deps, mette, {
    title: 'Youth Games',
    lengthMinutes: 60,
    participantIds: [],
    slots: [instantOf('2027-03-12T18:00', 'Europe/Copenhagen')],
  });
  for (let count = 1; count <= 2 * HISTORY_PAGE + 3; count += 1) {
    if (count % 3 === 0) world.set(world.now() + 60_000);
    await addAgendaItem(deps, count % 2 === 0 ? mette : linda, {
      number: meeting.number,
      text: `Item ${count}`,
    });
  }
  return { ...people, meeting };
}

describe('the history', () => {
  it('shows every entry once, whichever way somebody pages', async () => {
    const { database, mette } = await busyCommittees();
    const first = await readHistory(database, mette);
    expect(first.hasNewer).toBe(false);
    const pages = [first];
    for (let page = first; page.hasOlder; pages.push(page)) {
      const last = page.entries.at(-1)?.entry;
      page = await readHistory(database, mette, undefined, last && historyPlace({ after: historyKey(last) }));
    }
    const ids = pages.flatMap(({ entries }) => entries.map(({ entry }) => entry.id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(2 * HISTORY_PAGE);
    const times = pages.flatMap(({ entries }) => entries.map(({ entry }) => entry.at));
    expect(times).toEqual([...times].sort((a, b) => b - a));

    let back = pages.at(-1) ?? first;
    while (back.hasNewer) {
      const newest = back.entries[0]?.entry;
      back = await readHistory(
        database,
        mette,
        undefined,
        newest && historyPlace({ before: historyKey(newest) }),
      );
    }
    expect(back).toEqual(first);
  });

  it('is about a meeting, a person or a town, by any of their names', async () => {
    const { database, mette, linda, meeting } = await busyCommittees();
    const about = (typed: string) => findHistoryAbout(database, mette, typed, slack);
    expect(await about(`m-${meeting.number}`)).toBe(meeting.id);
    expect(await about('  solvang'.trim())).toBe(linda.town.id);
    expect(await about('Linda')).toBe(linda.member.id);
    expect(await about('<@UMETTE>')).toBe(mette.member.id);
    const { entries } = await readHistory(database, mette, await about('Linda'));
    expect(entries.map(({ by }) => by?.displayName)).toEqual(entries.map(() => 'Linda'));
    const ofMeeting = await readHistory(database, mette, meeting.id);
    expect(ofMeeting.about?.subject).toMatchObject({ number: meeting.number, name: 'Youth Games' });
  });

  it('knows nothing of what is not there, and says so with an example', async () => {
    const { database, mette } = await busyCommittees();
    for (const typed of ['M-999', 'C-1', 'Atlantis', '<@UNOBODY>'])
      expect(await refusalOf(findHistoryAbout(database, mette, typed, slack))).toBe('error.history.about');
  });

  it('keeps the names of those who have left', async () => {
    const { database, mette, linda } = await busyCommittees();
    await database.committees.saveMember({ ...linda.member, active: false });
    const { entries } = await readHistory(database, mette);
    expect(entries.some(({ by }) => by?.displayName === 'Linda')).toBe(true);
  });

  it('tells nobody what another has set for themselves', async () => {
    const { database, deps, mette, linda } = await busyCommittees();
    await addNote(deps, linda, { text: 'A surprise', when: instantOf('2027-03-01T09:00', 'UTC'), to: 'me' });
    const mine = await readHistory(database, linda);
    const theirs = await readHistory(database, mette);
    expect(mine.entries[0]?.entry.action).toBe('reminder/add');
    expect(theirs.entries.map(({ entry }) => entry.action)).not.toContain('reminder/add');
  });

  it('says nothing of another twinning, not even a title', async () => {
    const { database, mette, meeting } = await busyCommittees();
    const { scope } = mette;
    const stranger = {
      ...mette,
      scope: { ...scope, twinning: { ...scope.twinning, id: 'twn_other' } },
    } as const;
    const page = await readHistory(database, stranger, meeting.id);
    expect(page.about).toEqual({ id: meeting.id });
    expect(page.entries).toEqual([]);
  });
});
