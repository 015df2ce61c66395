import { describe, expect, it } from 'vitest';
import { type CalendarAudience, entriesFor } from '../../../src/core/calendar/calendar-entry.ts';
import type { DatedMeeting } from '../../../src/core/calendar/calendar-store.ts';
import type { Member } from '../../../src/core/committee/member.ts';
import { DAY_MS } from '../../../src/core/time/instant.ts';
import type { Space, TwinningScope } from '../../../src/core/twinning/twinning.ts';

const NOW = Date.UTC(2027, 0, 1, 12);
const town = (name: string) => ({
  id: `town_${name}` as const,
  name,
  country: 'DK',
  timeZone: 'Europe/Copenhagen',
  language: 'da' as const,
  createdAt: 0,
});
const [odder, plerin, thurso] = [town('odder'), town('plerin'), town('thurso')];
const scopeOf = (id: 'twn_1' | 'twn_2', ...towns: TwinningScope['towns']): TwinningScope => ({
  twinning: { id, name: '', createdAt: 0 },
  towns,
  spaces: [],
});
const scopes = [scopeOf('twn_1', odder, plerin), scopeOf('twn_2', odder, thurso)];
const person = (name: string, of: typeof odder, represents: Member['represents'] = 'citizens'): Member => ({
  id: `mbr_${name}`,
  townId: of.id,
  displayName: name,
  represents,
  askedRepresents: true,
  substitute: false,
  accounts: [],
  active: true,
  joinedAt: 0,
});
const [mette, yann, freja] = [
  person('mette', odder),
  person('yann', plerin),
  person('freja', odder, 'youth'),
];
const space = (audience: Space['audience'], of = odder): Space => ({
  id: 'spc_1',
  twinningId: 'twn_1',
  townId: of.id,
  platform: 'slack',
  tenantId: 'T1',
  channelId: 'C1',
  audience,
  language: 'da',
  boundAt: 0,
});

let made = 0;
const meeting = (changes: Partial<DatedMeeting> = {}, startAt = NOW + DAY_MS): DatedMeeting => {
  made += 1;
  return {
    id: `mtg_${made}`,
    twinningId: 'twn_1',
    number: made,
    title: `Meeting ${made}`,
    organiserId: mette.id,
    lengthMinutes: 60,
    participantIds: [],
    state: 'confirmed',
    slots: [{ number: 4, wall: '2027-01-02T13:00', timeZone: 'Europe/Copenhagen', at: startAt }],
    confirmedSlot: 4,
    version: 2,
    createdAt: 5,
    ...changes,
  };
};
const shown = (reader: CalendarAudience, ...meetings: DatedMeeting[]) =>
  entriesFor(reader, meetings, scopes, NOW).map((entry) => entry.meeting.id);
const of = (...persons: Member[]): CalendarAudience => ({ type: 'member', persons });
const ofSpace = (audience: Space['audience']): CalendarAudience => ({
  type: 'space',
  space: space(audience),
  members: [mette, freja],
});

describe('what stands in a calendar', () => {
  it('of a person: what they are asked to come to, in all twinnings of their town', () => {
    const all = meeting();
    const elsewhere = meeting({ twinningId: 'twn_2' });
    const theirs = meeting({ participantIds: [mette.id, yann.id] });
    const others = meeting({ participantIds: [yann.id] });
    expect(shown(of(mette), all, elsewhere, theirs, others)).toEqual([all.id, elsewhere.id, theirs.id]);
    expect(shown(of(yann), all, elsewhere, theirs, others)).toEqual([all.id, theirs.id, others.id]);
  });

  it('of a person who is a member of two towns: what either is asked to, once', () => {
    const inThurso = { ...person('mette-t', thurso) };
    const theirs = meeting({ twinningId: 'twn_2', participantIds: [inThurso.id] });
    const all = meeting({ twinningId: 'twn_2' });
    expect(shown(of(mette, inThurso), theirs, all)).toEqual([theirs.id, all.id]);
  });

  it('of a committee: all of its twinning, and nothing of another one', () => {
    const all = meeting();
    const some = meeting({ participantIds: [yann.id] });
    expect(shown(ofSpace('committee'), all, some, meeting({ twinningId: 'twn_2' }))).toEqual([
      all.id,
      some.id,
    ]);
  });

  it('of a youth group: what is for everybody, for the youth, or for one of its young people', () => {
    const all = meeting();
    const games = meeting({ kind: 'youth', participantIds: [yann.id] });
    const hers = meeting({ participantIds: [freja.id] });
    const board = meeting({ kind: 'board', participantIds: [mette.id, yann.id] });
    expect(shown(ofSpace('youth'), all, games, hers, board)).toEqual([all.id, games.id, hers.id]);
  });

  it('is what has a fixed time, soonest first', () => {
    const late = meeting({}, NOW + 9 * DAY_MS);
    const soon = meeting({}, NOW + DAY_MS);
    const { confirmedSlot: _, ...unfixed } = meeting({ state: 'cancelled' });
    const open = meeting({ state: 'polling' });
    expect(shown(of(mette), late, unfixed, open, soon)).toEqual([soon.id, late.id]);
  });

  it('stays a year when it was held, and thirty days after its time when it was cancelled', () => {
    const held = (days: number) => meeting({}, NOW - days * DAY_MS);
    const cancelled = (days: number) => meeting({ state: 'cancelled' }, NOW - days * DAY_MS);
    const [kept, gone] = [held(366), held(367)];
    const [told, forgotten] = [cancelled(30), cancelled(31)];
    expect(shown(of(mette), kept, gone, told, forgotten)).toEqual([kept.id, told.id]);
    const farAhead = cancelled(-400);
    expect(shown(of(mette), farAhead)).toEqual([farAhead.id]);
  });

  it('is known again whatever happens to it, and counts its changes', () => {
    const planned = meeting({ revisedAt: 9 });
    const slots = [...planned.slots, { ...planned.slots[0], number: 5, at: NOW + 3 * DAY_MS }].filter(
      (slot) => slot.at !== undefined,
    ) as DatedMeeting['slots'];
    const moved: DatedMeeting = { ...planned, slots, confirmedSlot: 5, version: 3, revisedAt: 10 };
    const off: DatedMeeting = { ...moved, state: 'cancelled', version: 4, revisedAt: 11 };
    const [one, two, three] = [planned, moved, off].map(
      (state) => entriesFor(of(mette), [state], scopes, NOW)[0],
    );
    expect(new Set([one?.uid, two?.uid, three?.uid])).toEqual(new Set([`${planned.id}@twinbell`]));
    expect([one?.sequence, two?.sequence, three?.sequence]).toEqual([2, 3, 4]);
    expect([one?.revisedAt, two?.revisedAt, three?.revisedAt]).toEqual([9, 10, 11]);
    expect([one?.cancelled, two?.cancelled, three?.cancelled]).toEqual([false, false, true]);
    expect([one?.startAt, three?.startAt]).toEqual([NOW + DAY_MS, NOW + 3 * DAY_MS]);
  });
});
