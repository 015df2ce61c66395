import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImageBlock } from '../../../src/chat/card.ts';
import type { HoursCell, HoursPicture } from '../../../src/chat/picture.ts';
import { hoursPicture } from '../../../src/chat/view/hours-picture.ts';
import { readFacts } from '../../../src/chat/view/posting-card.ts';
import type { Actor } from '../../../src/core/acting.ts';
import { addAway } from '../../../src/core/availability/change-away.ts';
import { changeOwnProfile } from '../../../src/core/committee/change-own-profile.ts';
import type { Meeting } from '../../../src/core/meeting/meeting.ts';
import { explainDraft, proposeMeeting } from '../../../src/core/meeting/propose-meeting.ts';
import type { SearchTerms } from '../../../src/core/meeting/search-terms.ts';
import type { ExplainedSlots } from '../../../src/core/meeting/slot-search.ts';
import { DAY_MS, HOUR_MS, type LocalDate, MINUTE_MS } from '../../../src/core/time/instant.ts';
import { addDays } from '../../../src/core/time/local-date.ts';
import { instantOf } from '../../../src/core/time/resolve-wall.ts';
import { changeSettings } from '../../../src/core/twinning/change-settings.ts';
import { plainMedium, word } from '../../../src/i18n/format.ts';
import { type Committees, sisterCommittees } from '../../fakes/sister-committees.ts';

const copenhagen = 'Europe/Copenhagen';
const english = { language: 'en', locale: 'en-GB', timeZone: copenhagen } as const;
/** A Monday. */
const MONDAY = '2026-11-16';
const at = (wall: string) => instantOf(wall, copenhagen).at;

async function pictured(
  { database }: Committees,
  actor: Actor,
  draft: Meeting,
  terms: SearchTerms,
  search: ExplainedSlots,
): Promise<ImageBlock<HoursPicture>> {
  const facts = await readFacts(database, actor.scope.twinning.id);
  const [block] = facts ? hoursPicture(draft, { ...facts, home: actor.town }, terms, search) : [];
  if (block === undefined) throw new Error('no picture');
  return block;
}

/** Mette and Jens on two evenings, who both can from 17:00 to 21:00. */
async function twoEvenings(committees: Committees) {
  const { deps, mette, jens } = committees;
  const { meeting, terms, search } = await proposeMeeting(deps, mette, {
    title: 'Board',
    lengthMinutes: 60,
    participantIds: [mette.member.id, jens.member.id],
    fromAt: at(`${MONDAY}T12:00`),
    untilAt: at('2026-11-17T23:00'),
  });
  return {
    ...{ meeting, terms, search },
    block: await pictured(committees, mette, meeting, terms, search),
  };
}

/** The cell of this hour on Mette's clock. */
function cellAt({ picture }: ImageBlock<HoursPicture>, on: LocalDate, time: string): HoursCell | undefined {
  for (const { clocks, days } of picture.stretches) {
    const column = clocks[0]?.hours.findIndex((hour) => hour.time === time) ?? -1;
    const day = days.find((one) => one.on === on);
    if (day !== undefined) return day.cells[column];
  }
  return undefined;
}

describe('the picture beside the list', () => {
  it('is paler on a day on which somebody is away', async () => {
    const committees = await sisterCommittees();
    const before = (await twoEvenings(committees)).block;
    expect(cellAt(before, '2026-11-17', '18:00')).toMatchObject({ canCome: 2 });
    const away = { fromOn: '2026-11-17', untilOn: '2026-11-17' };
    await addAway(committees.deps, committees.jens.member, away, { timeZone: copenhagen });
    const { block, search } = await twoEvenings(committees);
    expect(cellAt(block, MONDAY, '18:00')).toMatchObject({ canCome: 2 });
    expect(cellAt(block, '2026-11-17', '18:00')).toMatchObject({ canCome: 1 });
    expect(search.candidates.some(({ missing }) => missing.some(({ why }) => why === 'away'))).toBe(true);
    expect(word(block.alt, english, plainMedium)).toContain('1 of 2 can come');
  });

  it('is paler where somebody is busy, at the hours of that day that are not on offer, too', async () => {
    const committees = await sisterCommittees();
    const { database, mette, jens, world } = committees;
    await database.transaction((tx) =>
      tx.busyCalendars.saveCalendar(
        {
          memberId: jens.member.id,
          address: { keyId: 'k', text: 's' },
          connectedAt: 0,
          failures: 0,
          nextReadAt: 0,
        },
        [
          { fromAt: at(`${MONDAY}T18:00`), untilAt: at(`${MONDAY}T19:00`) },
          { fromAt: at(`${MONDAY}T19:45`), untilAt: at(`${MONDAY}T21:00`) },
        ],
      ),
    );
    const { block, meeting } = await twoEvenings(committees);
    expect(cellAt(block, MONDAY, '17:00')).toMatchObject({ canCome: 2 });
    expect(cellAt(block, MONDAY, '18:00')).toMatchObject({ canCome: 1 });
    // Also when it is drawn again for a draft whose only hour of that day is another one.
    const draft = { ...meeting, slots: meeting.slots.filter((slot) => slot.at === at(`${MONDAY}T17:00`)) };
    expect(draft.slots).toHaveLength(1);
    const { terms, search } = await explainDraft(database, mette, draft, world.now());
    const again = await pictured(committees, mette, draft, terms, search);
    for (const [time, canCome] of [
      ['17:00', 2],
      ['18:00', 1],
      ['20:00', 1],
    ] as const)
      expect([time, cellAt(again, MONDAY, time)?.canCome]).toEqual([time, canCome]);
  });

  it('asks for the quorum that the towns have agreed', async () => {
    const committees = await sisterCommittees();
    const { block } = await twoEvenings(committees);
    expect(cellAt(block, MONDAY, '18:00')).toMatchObject({ canCome: 2, quorum: true });
    await changeSettings(committees.deps, committees.mette, { quorum: { perTown: {}, minimum: 3 } });
    const { block: stricter, search } = await twoEvenings(committees);
    expect(search.candidates.map(({ quorum }) => quorum.met)).not.toContain(true);
    expect(cellAt(stricter, MONDAY, '18:00')).toMatchObject({ canCome: 2, quorum: false });
    expect(word(stricter.alt, english, plainMedium)).toContain('without quorum');
    await changeSettings(committees.deps, committees.mette, {
      quorum: { perTown: {}, offices: [{ anyOf: ['chair'], atLeast: 1 }] },
    });
    expect(cellAt((await twoEvenings(committees)).block, MONDAY, '18:00')).toMatchObject({ quorum: false });
  });

  it('never shows less than the list says of a slot, and is the same when the draft is drawn again', async () => {
    const day = fc.nat(9).map((n) => addDays('2026-11-14', n));
    const span = fc.tuple(day, fc.nat(47), fc.integer({ min: 1, max: 8 })).map(([on, half, length]) => ({
      fromAt: at(`${on}T00:00`) + half * 30 * MINUTE_MS,
      untilAt: at(`${on}T00:00`) + (half + length) * 30 * MINUTE_MS,
    }));
    const window = fc
      .tuple(fc.constantFrom(1, 3, 5, 6, 7), fc.integer({ min: 6, max: 20 }), fc.integer({ min: 2, max: 8 }))
      .map(([weekday, hour, hours]) => ({
        ...{ weekday: weekday as 1, startMinute: hour * 60, endMinute: (hour + hours) * 60 },
      }));
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          away: fc.array(day, { maxLength: 3 }),
          busy: fc.uniqueArray(span, { maxLength: 6, selector: ({ fromAt }) => fromAt }),
          hours: fc.option(
            fc.uniqueArray(window, { minLength: 1, maxLength: 3, selector: (w) => w.weekday }),
          ),
          minimum: fc.option(fc.integer({ min: 1, max: 4 })),
          quarters: fc.integer({ min: 1, max: 20 }),
          days: fc.integer({ min: 2, max: 8 }),
        }),
        async ({ away, busy, hours, minimum, quarters, days }) => {
          const committees = await sisterCommittees();
          const { deps, database, mette, jens, linda, world } = committees;
          for (const on of new Set(away))
            await addAway(deps, jens.member, { fromOn: on, untilOn: on }, { timeZone: copenhagen });
          const calendar = { connectedAt: 0, failures: 0, nextReadAt: 0, address: { keyId: 'k', text: 's' } };
          await database.transaction((tx) =>
            tx.busyCalendars.saveCalendar({ ...calendar, memberId: linda.member.id }, busy),
          );
          if (hours !== null) await changeOwnProfile(deps, mette.member, { weeklyHours: hours });
          if (minimum !== null) await changeSettings(deps, mette, { quorum: { perTown: {}, minimum } });
          const fromAt = at('2026-11-15T00:00');
          const { meeting, terms, search } = await proposeMeeting(deps, mette, {
            ...{ title: 'Board', lengthMinutes: quarters * 15, participantIds: [] },
            ...{ fromAt, untilAt: fromAt + days * DAY_MS },
          });
          const block = await pictured(committees, mette, meeting, terms, search);
          for (const { days: rows } of block.picture.stretches)
            for (const { slots, cells } of rows)
              for (const { number, from } of slots) {
                const slot = meeting.slots.find((one) => one.number === number);
                const said = search.candidates.find((one) => one.at === slot?.at);
                const cell = cells[Math.floor(from)];
                // A cell is of the best start within its hour, and quorum is better than more people.
                const fewest = cell?.quorum === said?.quorum.met ? said?.attendees.length : 1;
                expect(cell?.canCome).toBeGreaterThanOrEqual(fewest ?? Infinity);
                if (said?.quorum.met) expect(cell?.quorum).toBe(true);
                expect(block.picture.people).toBe(
                  (said?.attendees.length ?? 0) + (said?.missing.length ?? 0),
                );
              }
          const again = await explainDraft(database, mette, meeting, world.now() + HOUR_MS);
          // What is widened depends on the starts that are looked at; all else is the same.
          if (again.search.widenedTo === search.widenedTo)
            expect(await pictured(committees, mette, meeting, again.terms, again.search)).toEqual(block);
        },
      ),
      { numRuns: 25 },
    );
  });
});
