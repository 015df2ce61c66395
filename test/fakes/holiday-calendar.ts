import type { Holiday, HolidayCalendar, Region } from '../../src/core/holiday/holiday-calendar.ts';
import type { Language } from '../../src/core/text.ts';

type Names = Readonly<Record<Language, string>>;
interface Row {
  readonly country: string;
  readonly region?: string;
  readonly on: string;
  readonly kind: Holiday['kind'];
  readonly names: Names;
}

const alike = (name: string): Names => ({ en: name, da: name, de: name, fr: name });
const easterMonday: Names = {
  en: 'Easter Monday',
  da: 'Anden påskedag',
  de: 'Ostermontag',
  fr: 'Lundi de Pâques',
};

/** An excerpt of 2027, as the real calendar has it: enough to judge both by one contract. */
const rows: readonly Row[] = [
  { country: 'DK', on: '2027-03-29', kind: 'public', names: easterMonday },
  {
    country: 'DK',
    on: '2027-12-25',
    kind: 'public',
    names: { en: 'Christmas Day', da: 'Juledag', de: 'Weihnachten', fr: 'Noël' },
  },
  {
    country: 'DK',
    on: '2028-01-01',
    kind: 'public',
    names: { en: "New Year's Day", da: 'Nytårsdag', de: 'Neujahr', fr: 'Nouvel An' },
  },
  { country: 'FR', on: '2027-03-29', kind: 'public', names: easterMonday },
  {
    country: 'FR',
    region: '68',
    on: '2027-03-26',
    kind: 'public',
    names: { en: 'Good Friday', da: 'Langfredag', de: 'Karfreitag', fr: 'Vendredi saint' },
  },
  {
    country: 'DE',
    region: 'BY',
    on: '2027-08-15',
    kind: 'observance',
    names: { en: 'Assumption', da: 'Assumption', de: 'Mariä Himmelfahrt', fr: 'Assomption' },
  },
  { country: 'US', on: '2027-07-04', kind: 'public', names: alike('Independence Day') },
];

const regions: ReadonlyMap<string, readonly Region[]> = new Map([
  [
    'DE',
    [
      { code: 'BY', name: 'Bayern' },
      { code: 'SN', name: 'Sachsen' },
    ],
  ],
  ['FR', [{ code: '68', name: 'Département Haut-Rhin' }]],
]);

export function fakeHolidayCalendar(): HolidayCalendar {
  return {
    async holidaysOf({ country, region }, fromOn, untilOn, language) {
      return rows
        .filter((row) => row.country === country && (row.region === undefined || row.region === region))
        .filter(({ on }) => on >= fromOn && on <= untilOn)
        .sort((a, b) => (a.on < b.on ? -1 : 1))
        .map(({ on, kind, names }) => ({
          on,
          kind,
          name: names[language],
        }));
    },
    async regionsOf(country) {
      return regions.get(country) ?? [];
    },
  };
}
