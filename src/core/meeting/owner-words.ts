import type { OfficeKind } from '../committee/member.ts';
import { foldText } from '../time/fold-text.ts';

/** What people call the offices, in all four languages, folded (see `foldText`), without articles. */
const OFFICE_WORDS: Readonly<Record<OfficeKind, string>> = {
  chair:
    'chair,chairperson,chairman,chairwoman,formand,formanden,forperson,forpersonen,vorsitz,vorsitzende,vorsitzender,presidence,president,presidente',
  deputy:
    'deputy,deputy chair,vice chair,naestformand,naestformanden,stellvertretender vorsitz,stellvertretende vorsitzende,stellvertretender vorsitzender,vice-presidence,vice-president,vice-presidente',
  secretary:
    'secretary,sekretaer,sekretaeren,schriftfuhrung,schriftfuhrer,schriftfuhrerin,secretariat,secretaire',
  treasurer:
    'treasurer,kasserer,kassereren,kasse,kassenwart,kassenwartin,kassierer,kassiererin,tresorerie,tresorier,tresoriere',
  'contact-person':
    'contact person,contact-person,kontaktperson,kontaktpersonen,ansprechperson,referent,referente',
  'youth-leader':
    'youth leader,youth-leader,ungdomsleder,ungdomslederen,jugendleitung,jugendleiter,jugendleiterin,responsable jeunesse',
};

const ARTICLES = /^(?:the |den |der |die |das |le |la |l['’]\s*)/;

const OFFICES: ReadonlyMap<string, OfficeKind> = new Map(
  (Object.keys(OFFICE_WORDS) as OfficeKind[]).flatMap((kind) =>
    OFFICE_WORDS[kind].split(',').map((word) => [word, kind] as const),
  ),
);

/** The office that this is the name of, in any of the languages. */
export const officeNamed = (typed: string): OfficeKind | undefined =>
  OFFICES.get(foldText(typed).replace(/\s+/g, ' ').trim().replace(ARTICLES, ''));
