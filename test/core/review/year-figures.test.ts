import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CommitmentState } from '../../../src/core/commitment/commitment.ts';
import { groups } from '../../../src/core/committee/member.ts';
import { type YearFacts, yearFigures } from '../../../src/core/review/year-figures.ts';
import { DAY_MS } from '../../../src/core/time/instant.ts';
import { dateOfEpochDay } from '../../../src/core/time/local-date.ts';
import { aalborg, antibes, kathmandu, solvang, town } from '../../chat/view/hours-fixture.ts';
import { attendanceOf, heldMeeting, livedYear, promise } from '../../chat/view/status-fixture.ts';

const ring = [aalborg, solvang, antibes, kathmandu, town('Apia', 'Pacific/Apia')] as const;
const FIRST_DAY = 20_000;
const fromOn = dateOfEpochDay(FIRST_DAY);
const untilOn = dateOfEpochDay(FIRST_DAY + 365);
const now = (FIRST_DAY + 340) * DAY_MS;
const states: readonly CommitmentState[] = [
  'offered',
  'accepted',
  'declined',
  'done',
  'confirmed',
  'withdrawn',
];
/** Around the year and well outside it, at any minute. */
const instants = fc
  .integer({ min: (FIRST_DAY - 200) * 1440, max: (FIRST_DAY + 500) * 1440 })
  .map((minutes) => minutes * 60_000);
const themes = ['Youth', 'youth', 'Música', 'Climate', undefined] as const;

const anyYear: fc.Arbitrary<YearFacts> = fc
  .record({
    promises: fc.array(
      fc.record({
        town: fc.constantFrom(...ring),
        state: fc.constantFrom(...states),
        createdAt: instants,
        changedAt: instants,
        theme: fc.constantFrom(...themes),
        due: fc.option(fc.integer({ min: FIRST_DAY, max: FIRST_DAY + 400 }), { nil: undefined }),
      }),
      { maxLength: 30 },
    ),
    meetings: fc.array(
      fc.record({
        at: instants,
        isCancelled: fc.boolean(),
        people: fc.array(
          fc.tuple(fc.constantFrom(...ring), fc.constantFrom(...groups, undefined), fc.nat(4), fc.nat(3)),
          { maxLength: 6 },
        ),
      }),
      { maxLength: 12 },
    ),
  })
  .map(({ promises, meetings }) => {
    const held = meetings.map(({ at, isCancelled }, index) => ({
      ...heldMeeting(index + 1, at),
      ...(isCancelled ? { state: 'cancelled' as const } : {}),
    }));
    return {
      ...{ fromOn, untilOn, now, towns: ring, meetings: held },
      attendances: meetings.map(({ people }, index) =>
        attendanceOf(
          { id: `mtg_${index + 1}` },
          people.map(([of, group, present, more]) => [of, group, present, present + more] as const),
        ),
      ),
      commitments: promises.map(({ town: of, state, createdAt, changedAt, theme, due }, index) =>
        promise(index, of, state, {
          createdAt,
          changedAt: Math.max(createdAt, changedAt),
          ...(theme === undefined ? {} : { theme }),
          ...(due === undefined ? {} : { dueOn: dateOfEpochDay(due) }),
        }),
      ),
      themes: ['Climate', 'Food'],
    };
  });

/** The day that a clock shows, found another way than the product does. */
const dayOn = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at);

describe('the figures of a year', () => {
  it('agree with a recount, and the towns make up the whole', () => {
    fc.assert(
      fc.property(anyYear, (facts) => {
        const figures = yearFigures(facts);
        const isIn = (at: number, timeZone: string) =>
          dayOn(at, timeZone) >= fromOn && dayOn(at, timeZone) < untilOn;
        const held = facts.meetings.filter(
          ({ slots: [slot], state }) =>
            state === 'confirmed' &&
            slot !== undefined &&
            slot.at + 90 * 60_000 <= now &&
            isIn(slot.at, 'Europe/Copenhagen'),
        );
        expect(figures.meetings).toBe(held.length);
        expect(figures.counted).toBe(held.length);
        const people = facts.attendances
          .filter(({ meetingId }) => held.some(({ id }) => id === meetingId))
          .flatMap((one) => one.people);
        const counted = figures.participation.flatMap((one) => one.groups);
        expect(counted.reduce((sum, { convened }) => sum + convened, 0)).toBe(people.length);
        expect(counted.reduce((sum, { present }) => sum + present, 0)).toBe(
          people.filter(({ present }) => present).length,
        );
        let recount = 0;
        for (const { state, createdAt, changedAt, ownerTownId } of facts.commitments) {
          const zone = ring.find(({ id }) => id === ownerTownId)?.timeZone ?? '';
          const isOpen = ['offered', 'accepted', 'done'].includes(state);
          if (dayOn(createdAt, zone) < untilOn && (isOpen || isIn(changedAt, zone))) recount += 1;
        }
        expect(figures.promises.map(({ townId }) => townId)).toEqual(ring.map(({ id }) => id));
        expect(figures.promises.reduce((sum, { total }) => sum + total, 0)).toBe(recount);
        for (const { byState, total, overdue } of figures.promises) {
          expect([...byState.values()].reduce((sum, count) => sum + count, 0)).toBe(total);
          expect(overdue).toBeLessThanOrEqual(byState.get('accepted') ?? 0);
        }
      }),
    );
  });

  it('name each theme once, however it is written, and those that nobody touched', () => {
    const { year } = livedYear();
    const commitments = ['Youth', 'youth', 'Música', 'Musica'].map((theme, index) =>
      promise(index, aalborg, 'accepted', { theme }),
    );
    const figures = yearFigures({ ...year, commitments, themes: ['YOUTH', 'Climate', 'climate'] });
    expect(figures.touched).toEqual(['Youth', 'Música']);
    expect(figures.untouched).toEqual(['Climate']);
  });

  it('are by town in a ring of five', () => {
    const { year } = livedYear(ring);
    const figures = yearFigures(year);
    expect(figures.participation.map(({ groups: of }) => of.length)).toEqual([2, 3, 3, 3, 3]);
    expect(figures.promises.map(({ byState }) => byState.get('confirmed'))).toEqual([5, 4, 3, 5, 4]);
    expect(figures.promises.map(({ overdue }) => overdue)).toEqual([0, 1, 0, 0, 0]);
  });
});
