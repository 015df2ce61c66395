import { groups, officeKinds } from '../../core/committee/member.ts';
import type { SlotTally } from '../../core/meeting/poll-ranking.ts';
import type { QuorumResult, QuorumRule } from '../../core/meeting/quorum.ts';
import { choiceOf } from '../../core/meeting/quorum-choice.ts';
import { msg } from '../../core/message.ts';
import { list, type Phrase } from '../../core/text.ts';
import { type Facts, person, townName } from './people.ts';

export const joined = (items: readonly Phrase[]): Phrase => msg('list.plain', { items: list(items, 'none') });

/** What it takes to decide, in words. */
export function ruleText(rule: QuorumRule): Phrase {
  const { perTown, heads, officers } = choiceOf(rule);
  const asked = groups.filter((group) => perTown[group] > 0);
  const parts = [
    ...(asked.length === 0
      ? []
      : [
          msg('quorum.town', {
            groups: list(
              asked.map((group) =>
                msg('quorum.town.group', { group: msg(`choice.group.${group}`), count: perTown[group] }),
              ),
            ),
          }),
        ]),
    ...(heads === 0 ? [] : [msg('quorum.heads', { count: heads })]),
    ...(officers === 'none' ? [] : [msg(`quorum.officers.${officers}`)]),
  ];
  return parts.length === 0 ? msg('quorum.none') : msg('list.plain', { items: list(parts, 'and') });
}

/** What a slot lacks to confirm itself: people, groups by town, heads, office holders. */
export function lacking(tally: Pick<SlotTally, 'quorum' | 'missingRequired'>, facts: Facts): Phrase[] {
  const required = facts.members.filter(({ id }) => tally.missingRequired.includes(id));
  return [
    ...required.map((member) => msg('quorum.missing.person', { name: person(member) })),
    ...quorumLacks(tally.quorum, facts),
  ];
}

export function quorumLacks({ missing, missingHeads, missingOffices }: QuorumResult, facts: Facts): Phrase[] {
  return [
    ...missing.map(({ townId, group }) =>
      msg('quorum.missing.group', { town: townName(facts, townId), group: msg(`choice.group.${group}`) }),
    ),
    ...(missingHeads === 0 ? [] : [msg('quorum.missing.heads', { count: missingHeads })]),
    ...missingOffices.map(({ anyOf, atLeast }) =>
      msg('quorum.missing.officers', {
        count: atLeast,
        offices: list(
          officeKinds.filter((kind) => anyOf.includes(kind)).map((kind) => msg(`choice.office.${kind}`)),
          'or',
        ),
      }),
    ),
  ];
}
