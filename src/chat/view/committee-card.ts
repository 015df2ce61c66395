import type { Handover } from '../../core/committee/handover.ts';
import { type Member, officeKinds } from '../../core/committee/member.ts';
import { officeName } from '../../core/committee/office-name.ts';
import { msg } from '../../core/message.ts';
import { day, list, type Phrase } from '../../core/text.ts';
import type { Town } from '../../core/twinning/twinning.ts';
import type { Card } from '../card.ts';
import { handedOverWords } from './handover-card.ts';
import { type ListLine, type Paging, pagedList } from './paged-list.ts';
import { type Facts, memberOrNobody, person } from './people.ts';

/** Members, offices, terms, vacancies and handovers that wait for an answer, by town; the reader's own first. */
export function committeeCard(
  facts: Facts,
  handovers: readonly Handover[],
  paging: Pick<Paging, 'reader' | 'place'>,
): Card {
  const towns = [...facts.scope.towns].sort(
    (a, b) => Number(b.id === facts.home?.id) - Number(a.id === facts.home?.id),
  );
  const lines = towns.flatMap((town, index): ListLine[] => {
    const section = msg('committee.town', { town: town.name });
    const members = facts.members.filter(({ townId }) => townId === town.id);
    const place = String(index).padStart(4, '0');
    if (members.length === 0) return [{ key: place, line: msg('committee.nobody'), section }];
    const people = members.map((member) => ({
      key: `${place}${String(member.joinedAt).padStart(14, '0')}${member.id.slice('mbr_'.length)}`,
      line: line(member, facts),
      section,
    }));
    // After the people: no digit sorts behind a tilde.
    const more = [...vacancies(town, facts), ...waiting(town, handovers, facts)];
    return [
      ...people,
      ...more.map((phrase, at) => ({
        key: `${place}~${String(at).padStart(4, '0')}`,
        line: phrase,
        section,
      })),
    ];
  });
  return {
    tone: 'neutral',
    title: msg('committee.title'),
    blocks: pagedList(lines, {
      ...paging,
      command: 'committee/page',
      twinningId: facts.scope.twinning.id,
    }),
  };
}

function vacancies(town: Town, { offices }: Facts): Phrase[] {
  const held = offices.filter(({ townId, holderId }) => townId === town.id && holderId !== undefined);
  const missing = officeKinds.filter((kind) => !held.some((office) => office.kind === kind));
  return missing.length === 0 ? [] : [msg('committee.vacant', { offices: list(missing.map(officeName)) })];
}

const waiting = (town: Town, handovers: readonly Handover[], facts: Facts): Phrase[] =>
  handovers
    .filter(({ townId }) => townId === town.id)
    .map((handover) =>
      msg('committee.handover', {
        from: memberOrNobody(facts, handover.fromId),
        to: memberOrNobody(facts, handover.toId),
        what: handedOverWords(handover),
      }),
    );

function line(member: Member, facts: Facts): Phrase {
  const offices = facts.offices
    .filter(({ townId, holderId }) => townId === member.townId && holderId === member.id)
    .map(({ kind, untilOn }) =>
      untilOn === undefined
        ? msg(`choice.office.${kind}`)
        : msg('committee.term', { office: msg(`choice.office.${kind}`), until: day(untilOn) }),
    );
  const group = msg(`choice.group.${member.represents ?? 'unknown'}`);
  const about = [
    group,
    ...(member.substitute ? [msg('committee.substitute')] : []),
    ...(member.accounts.length === 0 ? [msg('committee.no-chat')] : []),
    ...offices,
  ];
  return msg('committee.member', { name: person(member), about: list(about, 'none') });
}
