import { dutiesOf } from '../../core/committee/duties.ts';
import { type Member, type Office, type OfficeKind, officeKinds } from '../../core/committee/member.ts';
import { officeName } from '../../core/committee/office-name.ts';
import { msg } from '../../core/message.ts';
import { answersFor, holderOf } from '../../core/reminder/addressee.ts';
import type { Posting } from '../../core/reminder/reminder.ts';
import type { Stores } from '../../core/stores.ts';
import type { Phrase } from '../../core/text.ts';
import type { Instant } from '../../core/time/instant.ts';
import type { Id } from '../../core/world.ts';
import type { Block, Button, Card, Select } from '../card.ts';
import { type Facts, nameOf, person, townName } from './people.ts';

/** As many choices as both platforms take. */
const MOST_CHOICES = 25;
const MOST_LEFT = 12;

/**
 * What a member has left behind. Their own town is asked who takes it over; the others are told whom to write to. The
 * card follows: what has found somebody is not asked for any more.
 */
export async function successionPosting(
  formerId: Id<'mbr'>,
  args: Posting['args'],
  facts: Facts,
  stores: Stores,
  now: Instant,
): Promise<Card | undefined> {
  const town = facts.scope.towns.find(({ id }) => id === args.townId);
  if (town === undefined) return undefined;
  const offices = officeKinds.filter((kind) => args.offices?.split(',').includes(kind));
  const vacated = offices.map((kind) => ({
    kind,
    office: facts.offices.find((one) => one.townId === town.id && one.kind === kind),
  }));
  if (facts.home?.id !== town.id) return partnerCard(town.id, vacated, facts);
  const left =
    args.why === 'term'
      ? undefined
      : await dutiesOf(stores, town, formerId, { offices: [], whole: true }, now);
  const things: Phrase[] = [
    ...(left?.commitments.map(({ number, what }) =>
      msg('succession.thing', { reference: `C-${number}`, what }),
    ) ?? []),
    ...(left?.meetings.map(({ number, title }) =>
      msg('succession.thing', { reference: `M-${number}`, what: title }),
    ) ?? []),
    ...(left?.series.map(({ title }) => msg('succession.series', { title })) ?? []),
  ];
  const name = nameOf(formerId, facts);
  const open = vacated.some(({ office }) => office?.holderId === undefined) || things.length > 0;
  return {
    tone: open ? 'attention' : 'good',
    title: msg(titles[args.why ?? ''] ?? 'succession.title.removed', { name }),
    blocks: [
      ...vacated.flatMap((one) => ownOffice(town.id, one, formerId, facts)),
      ...(things.length === 0 ? [] : leftBlocks(things, formerId, town.id, name, facts)),
    ],
  };
}

const titles: Readonly<
  Record<string, 'succession.title.removed' | 'succession.title.gone' | 'succession.title.term'>
> = {
  removed: 'succession.title.removed',
  gone: 'succession.title.gone',
  term: 'succession.title.term',
};

interface Vacated {
  readonly kind: OfficeKind;
  readonly office: Office | undefined;
}

function ownOffice(
  townId: Id<'town'>,
  { kind, office }: Vacated,
  formerId: Id<'mbr'>,
  facts: Facts,
): Block[] {
  const holder = holderOf(townId, kind, facts);
  if (holder !== undefined) return [{ type: 'text', text: filled(kind, holder) }];
  // The same office may have become vacant once more since: that is another card's question.
  if (office !== undefined && office.formerId !== formerId)
    return [{ type: 'text', text: msg('succession.asked-anew', { office: officeName(kind) }) }];
  const standIn = answersFor(townId, kind, facts);
  const text =
    standIn === undefined
      ? msg('succession.vacant', { office: officeName(kind) })
      : msg('succession.vacant-deputy', { office: officeName(kind), name: person(standIn) });
  return [
    { type: 'text', text },
    {
      type: 'controls',
      controls: [
        choose(
          msg('succession.choose', { office: officeName(kind) }),
          'committee/appoint',
          { office: kind },
          townId,
          facts,
        ),
        someoneElse(kind),
      ].flat(),
    },
  ];
}

/** For somebody who is no member yet, or for a term: the form. */
const someoneElse = (office: OfficeKind): Button => ({
  type: 'button',
  label: msg('succession.button.form'),
  style: 'secondary',
  call: { command: 'committee/office', options: { office }, openForm: true },
});

function leftBlocks(
  things: readonly Phrase[],
  formerId: Id<'mbr'>,
  townId: Id<'town'>,
  name: ReturnType<typeof nameOf>,
  facts: Facts,
): Block[] {
  return [
    { type: 'text', text: msg('succession.left', { name }) },
    {
      type: 'list',
      items: [
        ...things.slice(0, MOST_LEFT),
        ...(things.length > MOST_LEFT ? [msg('succession.more', { count: things.length - MOST_LEFT })] : []),
      ],
    },
    {
      type: 'controls',
      controls: choose(
        msg('succession.take-over'),
        'committee/take-over',
        { former: formerId.slice('mbr_'.length) },
        townId,
        facts,
      ),
    },
  ];
}

/** A choice among the town's members; none where nobody is left to choose. */
function choose(
  placeholder: Phrase,
  command: 'committee/appoint' | 'committee/take-over',
  options: Readonly<Record<string, string>>,
  townId: Id<'town'>,
  facts: Facts,
): (Select | Button)[] {
  const members = facts.members.filter((member) => member.townId === townId).slice(0, MOST_CHOICES);
  if (members.length === 0)
    return [
      {
        type: 'button',
        label: msg('command.committee.add.button'),
        style: 'primary',
        call: { command: 'committee/add', options: {}, openForm: true },
      },
    ];
  return [
    {
      type: 'select',
      placeholder,
      call: { command, twinningId: facts.scope.twinning.id, options },
      fills: 'member',
      choices: members.map((member) => ({
        value: member.id.slice('mbr_'.length),
        label: msg('succession.member', { name: member.displayName }),
        description: msg(`choice.group.${member.represents ?? 'unknown'}`),
      })),
      min: 1,
      max: 1,
    },
  ];
}

const filled = (kind: OfficeKind, holder: Member): Phrase =>
  msg('succession.filled', { office: officeName(kind), name: person(holder) });

/** Politely, and without reasons: they are the other town's business. */
function partnerCard(townId: Id<'town'>, vacated: readonly Vacated[], facts: Facts): Card {
  const town = townName(facts, townId);
  const meanwhile = holderOf(townId, 'deputy', facts) ?? holderOf(townId, 'chair', facts);
  return {
    tone: 'neutral',
    title: msg('succession.partner.title', { town }),
    blocks: vacated.map(({ kind }): Block => {
      const holder = holderOf(townId, kind, facts);
      if (holder !== undefined) return { type: 'text', text: filled(kind, holder) };
      return {
        type: 'text',
        text:
          meanwhile === undefined
            ? msg('succession.partner.space', { office: officeName(kind), town })
            : msg('succession.partner.person', { office: officeName(kind), town, name: person(meanwhile) }),
      };
    }),
  };
}
