import { describe, expect, it } from 'vitest';
import { candidateWhy } from '../../../src/chat/view/candidate-why.ts';
import { fairnessNotes } from '../../../src/chat/view/fairness-notes.ts';
import { localTimes } from '../../../src/chat/view/local-times.ts';
import type { Facts } from '../../../src/chat/view/people.ts';
import type { Member } from '../../../src/core/committee/member.ts';
import {
  type FairnessLedger,
  fairnessLedger,
  type SparedTurn,
} from '../../../src/core/meeting/fairness-ledger.ts';
import {
  type SlotCandidate,
  type SlotSearchPerson,
  type SlotSearchRequest,
  searchSlots,
} from '../../../src/core/meeting/slot-search.ts';
import { msg } from '../../../src/core/message.ts';
import { type Language, languages, type Phrase } from '../../../src/core/text.ts';
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
const spoken = (phrase: Phrase, language: Language) =>
  word(phrase, { language, locale: locale[language], timeZone: 'UTC' }, plainMedium);
const say = (candidate: SlotCandidate, language: Language, fairness?: FairnessLedger) =>
  spoken(
    msg('candidates.slot', {
      number: 1,
      times: localTimes(candidate.at, towns, aalborg),
      why: candidateWhy(candidate, facts, fairness),
    }),
    language,
  );
const why = (candidate: SlotCandidate, fairness?: FairnessLedger) =>
  say(candidate, 'en', fairness).split(' – ')[1];
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

  it('says whom a late hour spares, and only when it does', () => {
    const early = { at: Date.UTC(2026, 11, 10, 15), lengthMinutes: 60, townIds: towns.map(({ id }) => id) };
    const ledger = fairnessLedger(towns, [early]);
    const late = only({}, 90);
    expect(languages.map((language) => say(late, language, ledger).split('; ').at(-1))).toEqual([
      'spares Solvang this time',
      'skåner Solvang denne gang',
      'schont diesmal Solvang',
      expect.stringMatching(/ménage Solvang cette fois$/),
    ]);
    expect(why(late)).toBe('everybody can come; late in Aalborg');
    expect(why(only({}), ledger)).toBe('everybody can come');
    expect(why(only({}, 90, at - 5 * 3_600_000), ledger)).toBe('everybody can come; early in Solvang');
  });
});

describe('the line about fairness', () => {
  const turn = (times: number, of: number, more: Partial<SparedTurn> = {}): SparedTurn => ({
    ...{ townId: solvang.id, hardship: 'early', times, of },
    ...more,
  });
  const lines = (...turns: SparedTurn[]) =>
    languages.map((language) =>
      fairnessNotes({ weights: new Map(), turns }, facts)
        .map((block) => (block.type === 'text' ? spoken(block.text, language) : ''))
        .join('|'),
    );

  it('says it in four languages, with the number in words where it is small', () => {
    expect(lines(turn(2, 2))).toEqual([
      'Solvang got up early the last two times. So among hours that are equally hard, those that spare Solvang come first.',
      'Solvang stod tidligt op de sidste to gange. Blandt timer, der er lige besværlige, kommer de, der skåner Solvang, derfor først.',
      'In Solvang hieß es die letzten zwei Male früh aufstehen. Unter gleich unbequemen Stunden stehen darum die vorn, die Solvang schonen.',
      'À Solvang, on s’est levé tôt les deux dernières fois. À gêne égale, les heures qui ménagent Solvang passent donc en premier.',
    ]);
    const first = (...turns: SparedTurn[]) => lines(...turns).map((line) => line.split('. ')[0]);
    expect(first(turn(1, 1, { hardship: 'late' }))).toEqual([
      'Solvang stayed up late the last time',
      'Solvang blev længe oppe sidste gang',
      'In Solvang wurde es beim letzten Mal spät',
      'À Solvang, on a veillé tard la dernière fois',
    ]);
    expect(first(turn(5, 5, { hardship: 'night' }))).toEqual([
      'Solvang met in the middle of the night the last 5 times',
      'Solvang mødtes midt om natten de sidste 5 gange',
      'In Solvang war es die letzten 5 Male mitten in der Nacht',
      'À Solvang, on s’est réuni en pleine nuit les 5 dernières fois',
    ]);
    expect(first(turn(3, 4, { hardship: 'mixed' }))).toEqual([
      'Solvang met at an inconvenient hour 3 of the last 4 times',
      'Solvang mødtes på et besværligt tidspunkt 3 af de sidste 4 gange',
      'In Solvang lag die Uhrzeit bei 3 der letzten 4 Male ungünstig',
      'À Solvang, l’heure était malcommode 3 fois sur les 4 dernières',
    ]);
  });

  it('names towns with the same story together, and is not there without one', () => {
    expect(lines(turn(2, 2), turn(2, 2, { townId: aalborg.id }))[0]).toMatch(
      /^Solvang and Aalborg got up early the last two times\. .* spare Solvang and Aalborg come first/,
    );
    expect(lines(turn(2, 2), turn(1, 3, { townId: aalborg.id }))[0]).toMatch(
      /^Solvang got up early the last two times, Aalborg got up early 1 of the last 3 times\./,
    );
    expect(lines()).toEqual(['', '', '', '']);
    expect(fairnessNotes(undefined, facts)).toEqual([]);
  });
});
