import type { Commitment } from '../../core/commitment/commitment.ts';
import { msg } from '../../core/message.ts';
import { day, list, type Phrase } from '../../core/text.ts';
import type { Button, Card } from '../card.ts';
import type { CommandPath } from '../command-paths.generated.ts';
import { type Facts, memberOrNobody, person, townName } from './people.ts';

const tones = {
  offered: 'attention',
  accepted: 'neutral',
  declined: 'bad',
  done: 'attention',
  confirmed: 'good',
  withdrawn: 'neutral',
} as const;

/** Who carries it: the office and its holder of today, or the person. */
export function ownerName(commitment: Commitment, facts: Facts): Phrase {
  const { owner } = commitment;
  if (owner.type === 'member')
    return msg('list.plain', { items: list([memberOrNobody(facts, owner.memberId)]) });
  const office = facts.offices.find(
    ({ townId, kind }) => townId === commitment.ownerTownId && kind === owner.office,
  );
  const holder = facts.members.find((member) => member.id === office?.holderId);
  return holder === undefined
    ? msg('commitment.owner.vacant', { office: msg(`choice.office.${owner.office}`) })
    : msg('commitment.owner.office', { office: msg(`choice.office.${owner.office}`), name: person(holder) });
}

export function commitmentCard(commitment: Commitment, facts: Facts): Card {
  const buttons = commitmentButtons(commitment, facts);
  return {
    tone: tones[commitment.state],
    title: msg('commitment.card.title', { reference: `C-${commitment.number}`, what: commitment.what }),
    blocks: [
      { type: 'text', text: msg(`commitment.state.${commitment.state}`) },
      {
        type: 'fields',
        fields: [
          {
            label: msg('commitment.field.owner'),
            value: msg('commitment.of-town', {
              owner: ownerName(commitment, facts),
              town: townName(facts, commitment.ownerTownId),
            }),
          },
          {
            label: msg('commitment.field.to'),
            value: msg('list.plain', { items: list(commitment.toTownIds.map((id) => townName(facts, id))) }),
          },
          {
            label: msg('commitment.field.due'),
            value:
              commitment.dueOn === undefined
                ? msg('commitment.no-due')
                : msg('list.plain', { items: list([day(commitment.dueOn)]) }),
          },
          ...(commitment.theme === undefined
            ? []
            : [
                {
                  label: msg('commitment.field.theme'),
                  value: msg('list.plain', { items: list([commitment.theme]) }),
                },
              ]),
          ...(commitment.reason === undefined
            ? []
            : [
                {
                  label: msg('commitment.field.reason'),
                  value: msg('list.plain', { items: list([commitment.reason]) }),
                },
              ]),
        ],
      },
      ...(buttons.length === 0 ? [] : [{ type: 'controls' as const, controls: buttons }]),
    ],
  };
}

/** Only what this side can do next: the other town answers and confirms, the owner's town reports it done. */
export function commitmentButtons(commitment: Commitment, facts: Facts): Button[] {
  const home = facts.home?.id;
  const receives = home !== undefined && commitment.toTownIds.includes(home);
  const owns = home === commitment.ownerTownId;
  const button = (command: CommandPath, label: Phrase, style: Button['style'], openForm = false): Button => ({
    type: 'button',
    label,
    style,
    call: {
      command,
      twinningId: commitment.twinningId,
      options: { commitment: `C-${commitment.number}` },
      ...(openForm ? { openForm } : {}),
    },
  });
  if (commitment.state === 'offered' && receives) {
    return [
      button('commitment/accept', msg('commitment.button.accept'), 'primary'),
      button('commitment/decline', msg('commitment.button.decline'), 'danger', true),
    ];
  }
  if (commitment.state === 'accepted' && owns)
    return [button('commitment/done', msg('commitment.button.done'), 'primary')];
  if (commitment.state === 'done' && receives)
    return [button('commitment/confirm', msg('commitment.button.confirm'), 'primary')];
  return [];
}
