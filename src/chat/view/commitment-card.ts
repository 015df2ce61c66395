import { type Commitment, referenceOf, type Terms } from '../../core/commitment/commitment.ts';
import { msg } from '../../core/message.ts';
import { list, type Phrase } from '../../core/text.ts';
import { readRule } from '../../core/time/recurrence-rule.ts';
import type { Block, Card } from '../card.ts';
import { commitmentButtons, historyButton } from './commitment-buttons.ts';
import { type CommitmentDetails, duePhrase } from './commitment-details.ts';
import { whatOf } from './commitment-words.ts';
import { buttons } from './notice.ts';
import { type Facts, memberOrNobody, person, townName } from './people.ts';
import { rulePhrase } from './rule-phrase.ts';

const tones = {
  offered: 'attention',
  accepted: 'neutral',
  declined: 'bad',
  done: 'attention',
  confirmed: 'good',
  withdrawn: 'neutral',
} as const;

type Owned = Pick<Commitment, 'owner' | 'ownerTownId'>;
type Field = { readonly label: Phrase; readonly value: Phrase };

const said = (...items: Parameters<typeof list>[0]): Phrase => msg('list.plain', { items: list(items) });

/** Who carries it: the office and its holder of today, or the person. */
export function ownerName({ owner, ownerTownId }: Owned, facts: Facts): Phrase {
  if (owner.type === 'member') return said(memberOrNobody(facts, owner.memberId));
  const office = facts.offices.find(({ townId, kind }) => townId === ownerTownId && kind === owner.office);
  const holder = facts.members.find((member) => member.id === office?.holderId);
  return holder === undefined
    ? msg('commitment.owner.vacant', { office: msg(`choice.office.${owner.office}`) })
    : msg('commitment.owner.office', { office: msg(`choice.office.${owner.office}`), name: person(holder) });
}

export function commitmentCard(
  commitment: Commitment,
  facts: Facts,
  details: CommitmentDetails = { anchors: new Map() },
): Card {
  const { amendment } = commitment;
  return {
    tone: amendment === undefined ? tones[commitment.state] : 'attention',
    title: msg('commitment.card.title', {
      reference: referenceOf(commitment),
      what: whatOf(commitment, facts),
    }),
    blocks: [
      { type: 'text', text: stateText(commitment, facts) },
      { type: 'fields', fields: fieldsOf(commitment, facts, details) },
      ...(amendment === undefined ? [] : amended(commitment, amendment, facts, details)),
      ...(details.was === undefined ? [] : [earlier(details.was, details)]),
      buttons(...commitmentButtons(commitment, facts), historyButton(commitment)),
    ],
  };
}

function stateText(commitment: Commitment, facts: Facts): Phrase {
  const town = townName(facts, commitment.proposedByTownId);
  if (commitment.state !== 'offered') return msg(`commitment.state.${commitment.state}`);
  return commitment.proposedByTownId === commitment.ownerTownId
    ? msg('commitment.state.offered', { town })
    : msg('commitment.state.asked', { town });
}

function fieldsOf(commitment: Commitment, facts: Facts, { anchors }: CommitmentDetails): Field[] {
  const { theme, every, reason } = commitment;
  const rule = every === undefined ? undefined : readRule(every);
  return [
    {
      label: msg('commitment.field.owner'),
      value: msg('commitment.of-town', {
        owner: ownerName(commitment, facts),
        town: townName(facts, commitment.ownerTownId),
      }),
    },
    {
      label: msg('commitment.field.to'),
      value: said(...commitment.toTownIds.map((id) => townName(facts, id))),
    },
    { label: msg('commitment.field.due'), value: duePhrase(commitment, anchors) },
    ...(theme === undefined ? [] : [{ label: msg('commitment.field.theme'), value: said(theme) }]),
    ...(rule === undefined || 'problem' in rule
      ? []
      : [{ label: msg('commitment.field.every'), value: rulePhrase(rule) }]),
    ...(reason === undefined ? [] : [{ label: msg('commitment.field.reason'), value: said(reason) }]),
  ];
}

/** What one side would have otherwise; until the other one accepts, what stands above holds. */
function amended(
  commitment: Commitment,
  amendment: Terms,
  facts: Facts,
  { anchors }: CommitmentDetails,
): Block[] {
  const town = townName(facts, commitment.proposedByTownId);
  return [
    { type: 'divider' },
    { type: 'text', text: msg('commitment.amended', { town }) },
    {
      type: 'text',
      text: msg('commitment.terms', { what: amendment.what, due: duePhrase(amendment, anchors) }),
    },
  ];
}

const earlier = (was: Terms, { anchors }: CommitmentDetails): Block => ({
  type: 'text',
  small: true,
  text: msg('commitment.was', { what: was.what, due: duePhrase(was, anchors) }),
});
