import type { StatusFacts } from '../../../src/chat/view/status-facts.ts';
import type { Commitment, CommitmentState } from '../../../src/core/commitment/commitment.ts';
import type { Group } from '../../../src/core/committee/member.ts';
import type { Meeting } from '../../../src/core/meeting/meeting.ts';
import type { Attendance } from '../../../src/core/meeting/meeting-record.ts';
import type { YearFacts } from '../../../src/core/review/year-figures.ts';
import { yearFigures } from '../../../src/core/review/year-figures.ts';
import { DAY_MS } from '../../../src/core/time/instant.ts';
import { addDays, dateAt } from '../../../src/core/time/local-date.ts';
import type { Town } from '../../../src/core/twinning/twinning.ts';
import { aalborg, draftOf, factsOf, solvang } from './hours-fixture.ts';

export const now = Date.UTC(2026, 10, 2, 9);

export const heldMeeting = (number: number, at: number): Meeting => ({
  ...draftOf([at], 'Europe/Copenhagen'),
  id: `mtg_${number}`,
  number,
  title: `Board ${number}`,
  state: 'confirmed',
  confirmedSlot: 1,
});

export const promise = (
  number: number,
  town: Town,
  state: CommitmentState,
  more: Partial<Commitment> = {},
): Commitment => ({
  id: `cmt_${number}`,
  twinningId: 'twn_1',
  number,
  what: 'Book the hall',
  owner: { type: 'office', office: 'chair' },
  ownerTownId: town.id,
  toTownIds: [],
  proposedByTownId: town.id,
  offeredById: 'mbr_1',
  state,
  version: 1,
  createdAt: now - 90 * DAY_MS,
  changedAt: now - 20 * DAY_MS,
  ...more,
});

export const attendanceOf = (
  meeting: Pick<Meeting, 'id'>,
  people: readonly (readonly [town: Town, group: Group | undefined, present: number, convened: number])[],
): Attendance => ({
  meetingId: meeting.id,
  takenById: 'mbr_1',
  takenAt: now,
  people: people.flatMap(([town, group, present, convened]) =>
    Array.from({ length: convened }, (_, index) => ({
      memberId: `mbr_${town.name}${group ?? ''}${index}` as const,
      townId: town.id,
      ...(group === undefined ? {} : { group }),
      present: index < present,
    })),
  ),
});

/** A twinning that has lived for a year: what a mayor would be shown. */
export function livedYear(towns: readonly Town[] = [aalborg, solvang]) {
  const facts = factsOf(towns, []);
  const meetings = [1, 2, 3].map((number) => heldMeeting(number, now - number * 60 * DAY_MS));
  const coming = {
    ...heldMeeting(4, Date.UTC(2026, 10, 12, 17)),
    title: 'Youth Games 2027: program and host families',
  };
  const commitments = towns.flatMap((town, at): Commitment[] => [
    ...Array.from({ length: 5 - (at % 3) }, (_, index) => promise(100 * at + index, town, 'confirmed')),
    ...Array.from({ length: 2 + (at % 2) }, (_, index) => promise(100 * at + 20 + index, town, 'accepted')),
    ...(at === 1 ? [promise(190, town, 'accepted', { dueOn: '2026-10-01' })] : []),
    ...(at === 0 ? [promise(191, town, 'offered'), promise(192, town, 'done')] : []),
  ]);
  const todayOn = dateAt(now, 'Europe/Copenhagen');
  const year: YearFacts = {
    fromOn: addDays(todayOn, -365),
    untilOn: addDays(todayOn, 1),
    now,
    towns,
    meetings: [...meetings, coming],
    attendances: meetings.map((meeting) =>
      attendanceOf(
        meeting,
        towns.flatMap((town, at) => [
          [town, 'municipality', 2, 3] as const,
          [town, 'citizens', 3 - (at % 2), 4] as const,
          ...(at === 0 ? [] : [[town, 'youth', 1, 5] as const]),
        ]),
      ),
    ),
    commitments,
    themes: ['Youth', 'Climate'],
  };
  const status: StatusFacts = {
    now,
    next: { meeting: coming, at: Date.UTC(2026, 10, 12, 17) },
    polls: [],
    commitments,
    year: yearFigures(year),
    vacancies: towns
      .slice(0, 2)
      .map((town, at) => ({ town, offices: at === 0 ? ['treasurer'] : ['secretary', 'youth-leader'] })),
    review: {
      id: 'rvw_1',
      twinningId: 'twn_1',
      fromOn: '2026-06-15',
      dueOn: '2027-06-15',
      startsAt: Date.UTC(2027, 4, 15, 7),
      state: 'planned',
      version: 1,
      parts: [],
      confirmations: [],
      changedAt: now,
    },
  };
  return {
    facts: { ...facts, scope: { ...facts.scope, twinning: { ...facts.scope.twinning, name: '' } } },
    status,
    year,
  };
}
