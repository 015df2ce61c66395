import { describe, expect, it } from 'vitest';
import { candidateWhy } from '../../../src/chat/view/candidate-why.ts';
import { localTimes } from '../../../src/chat/view/local-times.ts';
import type { Facts } from '../../../src/chat/view/people.ts';
import type { Member } from '../../../src/core/committee/member.ts';
import {
  type SlotCandidate,
  type SlotSearchPerson,
  type SlotSearchRequest,
  searchSlots,
} from '../../../src/core/meeting/slot-search.ts';
import { msg } from '../../../src/core/message.ts';
import { type Language, languages } from '../../../src/core/text.ts';
import type { Town } from '../../../src/core/twinning/twinning.ts';
import { plainMedium, word } from '../../../src/i18n/format.ts';

const town = (name: string, timeZone: string): Town => ({
  id: `town_${name.toLowerCase()}`,
  name,
  country: 'DK',
  timeZone,
  language: 'en',
  founderId: 'mbr_ines',
  createdAt: 0,
});
const aalborg = town('Aalborg', 'Europe/Copenhagen');
const solvang = town('Solvang', 'America/Los_Angeles');
const towns = [aalborg, solvang];

const member = (name: string, { id }: Town, represents: 'municipality' | 'citizens'): Member => ({
  id: `mbr_${name.toLowerCase()}`,
  townId: id,
  displayName: name,
  represents,
  askedRepresents: true,
  substitute: false,
  accounts: [],
  active: true,
  joinedAt: 0,
});
const members = [
  member('Ines', aalborg, 'citizens'),
  member('Bo', aalborg, 'citizens'),
  member('Mette', aalborg, 'municipality'),
  member('Mike', solvang, 'municipality'),
  member('Sara', solvang, 'citizens'),
];
const facts: Facts = {
  scope: { twinning: { id: 'twn_1', name: 'Aalborg – Solvang', createdAt: 0 }, towns, spaces: [] },
  members,
  offices: [],
  home: aalborg,
};

const round = ([1, 2, 3, 4, 5, 6, 7] as const).map((weekday) => ({
  weekday,
  startMinute: 0,
  endMinute: 1440,
}));
const people = members.map(
  (one): SlotSearchPerson => ({
    ...one,
    timeZone: towns.find(({ id }) => id === one.townId)?.timeZone ?? '',
    weeklyHours: round,
  }),
);
/** One start: 21:00 in Aalborg on Thursday 14 January 2027, and noon in Solvang. */
const at = Date.UTC(2027, 0, 14, 20);
const only = (more: Partial<SlotSearchRequest>, lengthMinutes = 60, startAt = at): SlotCandidate => {
  const request = {
    people,
    towns,
    lengthMinutes,
    fromAt: startAt,
    untilAt: startAt + lengthMinutes * 60_000,
  };
  const [candidate] = searchSlots({ ...request, ...more }).candidates;
  if (candidate === undefined) throw new RangeError('nothing was found');
  return candidate;
};
const locale = { en: 'en-GB', da: 'da-DK', de: 'de-DE', fr: 'fr-FR' } as const;
const say = (candidate: SlotCandidate, language: Language) =>
  word(
    msg('candidates.slot', {
      number: 1,
      times: localTimes(candidate.at, towns, aalborg),
      why: candidateWhy(candidate, facts),
    }),
    { language, locale: locale[language], timeZone: 'UTC' },
    plainMedium,
  );
const why = (candidate: SlotCandidate) => say(candidate, 'en').split(' – ')[1];
const without = (...ids: string[]) =>
  people.map((one) => (ids.includes(one.id) ? { ...one, weeklyHours: [] } : one));

describe('the reason beside a common hour', () => {
  it('names who is missing, with the hour on both clocks, in four languages', () => {
    const candidate = only({ people: without('mbr_ines') });
    expect(languages.map((language) => say(candidate, language))).toEqual([
      '1. Thursday, 14 January 2027 at 21:00 in Aalborg, 12:00 in Solvang – everybody except Ines',
      '1. torsdag den 14. januar 2027 kl. 21.00 i Aalborg, 12.00 i Solvang – alle undtagen Ines',
      '1. Donnerstag, 14. Januar 2027 um 21:00 in Aalborg, 12:00 in Solvang – alle außer Ines',
      '1. jeudi 14 janvier 2027 à 21:00 à Aalborg, 12:00 à Solvang – tous sauf Ines',
    ]);
  });

  it('says that everybody can come, and where the hour is a hard one', () => {
    expect(why(only({}))).toBe('everybody can come');
    expect(why(only({}, 90, at - 5 * 3_600_000))).toBe('everybody can come; early in Solvang');
    expect(why(only({}, 120, at - 3_600_000 * 12))).toBe('everybody can come; at night in Solvang');
    expect(why(only({}, 90))).toBe('everybody can come; late in Aalborg');
  });

  it('says what the quorum lacks and which required person is missing', () => {
    expect(why(only({ people: without('mbr_sara') }))).toBe(
      'everybody except Sara; missing: Citizens of Solvang',
    );
    const required = people.map((one) => ({ ...one, required: one.id === 'mbr_bo' }));
    const busy = [{ fromAt: at, untilAt: at + 60_000 }];
    expect(why(only({ people: required.map((one) => (one.id === 'mbr_bo' ? { ...one, busy } : one)) }))).toBe(
      '4 of 5 can come; without Bo, who must be there',
    );
  });

  it('names those who are asked outside their hours when the search had to be widened', () => {
    expect(why(only({ people: without('mbr_mike', 'mbr_sara') }))).toBe(
      'everybody can come; outside the usual hours of Mike and Sara',
    );
    expect(why(only({ people: people.map((one) => ({ ...one, weeklyHours: [] })) }))).toBe(
      'everybody can come; outside the usual hours of Bo, Ines, Mette, Mike and Sara',
    );
  });

  it('counts a crowd instead of naming it', () => {
    const many = Array.from(
      { length: 8 },
      (_, nth): SlotSearchPerson => ({
        ...(people[0] as SlotSearchPerson),
        id: `mbr_${nth}`,
        weeklyHours: [],
      }),
    );
    expect(why(only({ people: [...people, ...many] }))).toBe('5 of 13 can come');
  });
});
