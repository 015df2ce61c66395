import { type Group, groups, officeKinds } from '../committee/member.ts';
import type { OfficeRule, QuorumRule } from './quorum.ts';

/**
 * Which office holders must be among those who come. lead: the chair or the deputy. chair: the chair. two: two
 * office holders, one of them the chair or the deputy.
 */
export const officerChoices = ['none', 'lead', 'chair', 'two'] as const;
export type OfficerChoice = (typeof officerChoices)[number];

const officerRules: Readonly<Record<OfficerChoice, readonly OfficeRule[]>> = {
  none: [],
  lead: [{ anyOf: ['chair', 'deputy'], atLeast: 1 }],
  chair: [{ anyOf: ['chair'], atLeast: 1 }],
  two: [
    { anyOf: officeKinds, atLeast: 2 },
    { anyOf: ['chair', 'deputy'], atLeast: 1 },
  ],
};

/** A quorum as people choose it: so many of each group in every town, so many heads, which officers. */
export interface QuorumChoice {
  readonly perTown: Readonly<Record<Group, number>>;
  readonly heads: number;
  readonly officers: OfficerChoice;
}

export function ruleOf({ perTown, heads, officers }: QuorumChoice): QuorumRule {
  const asked = groups.filter((group) => perTown[group] > 0);
  return {
    perTown: Object.fromEntries(asked.map((group) => [group, perTown[group]])),
    ...(heads > 0 ? { minimum: heads } : {}),
    ...(officers === 'none' ? {} : { offices: officerRules[officers] }),
  };
}

/** The other way round; a rule about offices that is none of the choices is 'none' here. */
export function choiceOf({ perTown, minimum = 0, offices = [] }: QuorumRule): QuorumChoice {
  const officers = officerChoices.find((choice) => sameRules(officerRules[choice], offices));
  return {
    perTown: {
      municipality: perTown.municipality ?? 0,
      citizens: perTown.citizens ?? 0,
      youth: perTown.youth ?? 0,
    },
    heads: minimum,
    officers: officers ?? 'none',
  };
}

const written = (rules: readonly OfficeRule[]): string =>
  rules.map(({ anyOf, atLeast }) => `${atLeast} ${[...anyOf].sort().join()}`).join(';');

const sameRules = (a: readonly OfficeRule[], b: readonly OfficeRule[]): boolean => written(a) === written(b);
