import type { Language } from '../../text.ts';

export type RecurrenceUnit = 'day' | 'week' | 'month' | 'year';

/** The words of one language that say how often; folded as in `DateWords`, whose words are read besides. */
export interface RecurrenceWords {
  readonly every: readonly string[];
  /** Say nothing. */
  readonly filler: readonly string[];
  /** Between a day and its month, or the month it recurs in. */
  readonly of: readonly string[];
  readonly ordinals: Readonly<Record<string, number>>;
  /** After digits: "2nd". */
  readonly ordinalEndings: readonly string[];
  /** "every other week". */
  readonly other: readonly string[];
  readonly units: Readonly<Record<string, readonly [unit: RecurrenceUnit, times: number]>>;
  readonly often: Readonly<Record<string, readonly [unit: RecurrenceUnit, times: number]>>;
  /** Words that some take for twice a week and others for every two weeks. */
  readonly ambiguous: Readonly<Record<string, RecurrenceUnit>>;
  /** "every second Thursday" can only be every two weeks. */
  readonly secondIsOther: boolean;
}

const all = <T>(value: T, words: string): Record<string, T> =>
  Object.fromEntries(words.split(' ').map((word) => [word, value]));
const nth = (...spellings: readonly string[]): Record<string, number> =>
  Object.assign({}, ...spellings.map((words, index) => all(index + 1, words)));

export const recurrenceWords: Readonly<Record<Language, RecurrenceWords>> = {
  en: {
    every: ['every', 'each'],
    filler: ['on', 'the', 'and', 'a', 'at', 'always'],
    of: ['of', 'in'],
    ordinals: { ...nth('first', 'second', 'third', 'fourth', 'fifth'), last: -1 },
    ordinalEndings: ['st', 'nd', 'rd', 'th'],
    other: ['other'],
    units: {
      ...all(['day', 1], 'day days'),
      ...all(['week', 1], 'week weeks'),
      ...all(['week', 2], 'fortnight fortnights'),
      ...all(['month', 1], 'month months'),
      ...all(['month', 3], 'quarter quarters'),
      ...all(['year', 1], 'year years'),
      // Of which day a season's promise is, its first day says.
      ...all(['year', 1], 'spring summer autumn fall winter'),
    },
    often: {
      ...all(['day', 1], 'daily'),
      ...all(['week', 1], 'weekly'),
      ...all(['week', 2], 'fortnightly'),
      ...all(['month', 1], 'monthly'),
      ...all(['month', 3], 'quarterly'),
      ...all(['year', 1], 'yearly annually annual'),
    },
    ambiguous: { ...all('week', 'biweekly'), ...all('month', 'bimonthly') },
    secondIsOther: false,
  },
  da: {
    every: ['hver', 'hvert'],
    filler: ['den', 'd', 'pa', 'om', 'og', 'en', 'et', 'altid'],
    of: ['i'],
    ordinals: { ...nth('forste foerste', 'anden andet', 'tredje', 'fjerde', 'femte'), sidste: -1 },
    ordinalEndings: [],
    other: [],
    units: {
      ...all(['day', 1], 'dag dage'),
      ...all(['week', 1], 'uge uger'),
      ...all(['month', 1], 'maned maneder maneden maaned maaneder maaneden'),
      ...all(['month', 3], 'kvartal kvartaler kvartalet'),
      ...all(['year', 1], 'ar aar aret aaret'),
      ...all(['year', 1], 'forar foraar sommer efterar efteraar vinter'),
    },
    often: {
      ...all(['day', 1], 'daglig dagligt'),
      ...all(['week', 1], 'ugentlig ugentligt'),
      ...all(['month', 1], 'manedlig manedligt maanedlig maanedligt'),
      ...all(['month', 3], 'kvartalsvis kvartalsvist'),
      ...all(['year', 1], 'arlig arligt aarlig aarligt'),
    },
    ambiguous: {},
    secondIsOther: true,
  },
  de: {
    every: ['jeden', 'jede', 'jedes', 'jeder', 'alle', 'jeweils'],
    filler: ['am', 'den', 'der', 'die', 'das', 'und', 'immer'],
    of: ['im', 'des', 'in', 'jeden'],
    ordinals: {
      ...nth(
        'erste ersten erster erstes',
        'zweite zweiten zweiter zweites',
        'dritte dritten dritter drittes',
        'vierte vierten vierter viertes',
        'funfte funften funfter fuenfte fuenften',
      ),
      ...all(-1, 'letzte letzten letzter letztes'),
    },
    ordinalEndings: [],
    other: [],
    units: {
      ...all(['day', 1], 'tag tage tagen tages'),
      ...all(['week', 1], 'woche wochen'),
      ...all(['month', 1], 'monat monate monaten monats'),
      ...all(['month', 3], 'quartal quartale quartals vierteljahr'),
      ...all(['year', 1], 'jahr jahre jahren jahres'),
      ...all(['year', 1], 'fruhling fruehling fruhjahr fruehjahr sommer herbst winter'),
    },
    often: {
      ...all(['day', 1], 'taglich taeglich'),
      ...all(['week', 1], 'wochentlich woechentlich'),
      ...all(['week', 2], 'zweiwochentlich vierzehntaglich vierzehntagig'),
      ...all(['month', 1], 'monatlich'),
      ...all(['month', 3], 'vierteljahrlich quartalsweise'),
      ...all(['year', 1], 'jahrlich jaehrlich'),
    },
    ambiguous: {},
    secondIsOther: false,
  },
  fr: {
    every: ['chaque', 'tous', 'toutes'],
    filler: ['le', 'les', 'la', 'et', 'l'],
    of: ['du', 'de', 'des', 'd'],
    ordinals: {
      ...nth('premier premiere', 'deuxieme second seconde', 'troisieme', 'quatrieme', 'cinquieme'),
      ...all(-1, 'dernier derniere'),
    },
    ordinalEndings: ['er', 'e', 'eme', 'ere', 'nd'],
    other: [],
    units: {
      ...all(['day', 1], 'jour jours'),
      ...all(['week', 1], 'semaine semaines'),
      ...all(['month', 1], 'mois'),
      ...all(['month', 3], 'trimestre trimestres'),
      ...all(['year', 1], 'an ans annee annees'),
      ...all(['year', 1], 'printemps ete etes automne automnes hiver hivers'),
    },
    often: {
      ...all(['day', 1], 'quotidien quotidienne'),
      ...all(['week', 1], 'hebdomadaire'),
      ...all(['month', 1], 'mensuel mensuelle'),
      ...all(['month', 3], 'trimestriel trimestrielle'),
      ...all(['year', 1], 'annuel annuelle'),
    },
    ambiguous: { ...all('month', 'bimensuel bimensuelle') },
    secondIsOther: false,
  },
};
