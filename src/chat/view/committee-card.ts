import type { Member } from '../../core/committee/member.ts';
import { msg } from '../../core/message.ts';
import { day, list, type Phrase } from '../../core/text.ts';
import type { Block, Card } from '../card.ts';
import { type Facts, person } from './people.ts';

/** Members, offices, terms and vacancies, by town; the reader's own first. */
export function committeeCard(facts: Facts): Card {
  const towns = [...facts.scope.towns].sort(
    (a, b) => Number(b.id === facts.home?.id) - Number(a.id === facts.home?.id),
  );
  const blocks = towns.flatMap((town): Block[] => {
    const members = facts.members.filter(({ townId }) => townId === town.id);
    return [
      { type: 'text', text: msg('committee.town', { town: town.name }) },
      members.length === 0
        ? { type: 'text', text: msg('committee.nobody') }
        : { type: 'list', items: members.map((member) => line(member, facts)) },
    ];
  });
  return { tone: 'neutral', title: msg('committee.title'), blocks };
}

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
