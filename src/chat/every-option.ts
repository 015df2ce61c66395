import { quoted } from '../core/clean-text.ts';
import { refusal } from '../core/domain-error.ts';
import { code, type Language, list } from '../core/text.ts';
import { parseRecurrence } from '../core/time/parse-recurrence.ts';
import { looksLikeRule, type RecurrenceRule, readRule } from '../core/time/recurrence-rule.ts';
import type { OptionType } from './option.ts';
import { rulePhrase } from './view/rule-phrase.ts';

const EXAMPLES: Readonly<Record<Language, string>> = {
  en: 'second Thursday; last Friday; every 2 weeks; every month; 12 May',
  da: 'anden torsdag; sidste fredag; hver 2. uge; hver måned; 12. maj',
  de: 'zweiter Donnerstag; letzter Freitag; alle 2 Wochen; jeden Monat; 12. Mai',
  fr: 'deuxième jeudi; dernier vendredi; toutes les 2 semaines; tous les mois; 12 mai',
};
const RULE_EXAMPLE = code('FREQ=MONTHLY;BYDAY=2TH');

/** How often, in words or as an RRULE. */
export const every = (): OptionType<RecurrenceRule> => ({
  discord: 'string',
  field: 'line',
  maxLength: 200,
  required: true,
  completer: 'every',
  parse: (raw, { language }) => (looksLikeRule(raw) ? ruleFrom(raw) : wordsFrom(raw, language)),
});

function ruleFrom(raw: string): RecurrenceRule {
  const read = readRule(raw);
  if (!('problem' in read)) return read;
  const example = RULE_EXAMPLE;
  switch (read.problem) {
    case 'no-frequency':
      throw refusal('error.series.rule-part', { part: quoted(raw), example });
    case 'part':
      throw refusal('error.series.rule-part', { part: quoted(read.part), example });
    case 'ends':
      throw refusal('error.series.rule-ends', { part: quoted(read.part), example });
    case 'too-often':
      throw refusal('error.series.rule-too-often', { example });
  }
}

function wordsFrom(raw: string, language: Language): RecurrenceRule {
  const result = parseRecurrence(raw, { language });
  if (result.ok) return result.value;
  if (result.problem === 'ambiguous')
    throw refusal('error.series.ambiguous', {
      typed: quoted(raw),
      candidates: list(result.candidates.map(rulePhrase), 'or'),
    });
  throw refusal('error.series.every', { typed: quoted(raw), examples: EXAMPLES[language] });
}
