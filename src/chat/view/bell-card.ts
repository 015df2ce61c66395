import { msg } from '../../core/message.ts';
import { instant, type Phrase } from '../../core/text.ts';
import type { Block, Button, Card } from '../card.ts';
import { type Facts, names } from './people.ts';
import { type Body, type Ringing, reminderBody } from './reminder-body.ts';
import { bellTone } from './renewal-bells.ts';

/** Each with its buttons and a select; more would fill the screen, and Discord's forty components. */
const MOST_IN_FULL = 3;

/** The bell: one reminder, or several that are due at the same time. */
export function bellCard(bundle: readonly Ringing[], facts: Facts): Card {
  const [only] = bundle;
  return only !== undefined && bundle.length === 1 ? reminderCard(only, facts) : bundleCard(bundle, facts);
}

function reminderCard(ringing: Ringing, facts: Facts): Card {
  const { title, blocks } = reminderBody(ringing, facts);
  return {
    tone: bellTone(ringing.reminder.kind),
    title,
    blocks: [...addressedBlocks([ringing]), ...blocks, ...lateBlocks([ringing])],
  };
}

/** Few of them in full; many as a list, with the way to each. */
function bundleCard(bundle: readonly Ringing[], facts: Facts): Card {
  const bodies = bundle.map((ringing) => reminderBody(ringing, facts));
  const isShort = bundle.length <= MOST_IN_FULL;
  return {
    tone: 'attention',
    title: msg('reminder.bundle.title', { count: bundle.length }),
    blocks: [
      ...addressedBlocks(bundle),
      ...(isShort ? bodies.flatMap(inFull) : [{ type: 'list' as const, items: bodies.map(asLine) }]),
      ...lateBlocks(bundle),
      ...(isShort ? [] : [{ type: 'controls' as const, controls: waysOn(bundle) }]),
    ],
  };
}

const inFull = ({ title, blocks }: Body, index: number): Block[] => [
  ...(index === 0 ? [] : [{ type: 'divider' as const }]),
  { type: 'text', text: msg('reminder.bundle.heading', { title }) },
  ...blocks,
];

function asLine({ title, blocks }: Body): Phrase {
  const text = blocks.find((block) => block.type === 'text');
  return text === undefined ? title : msg('reminder.bundle.line', { title, text: text.text });
}

/** What the reminders are about is one press away. */
function waysOn(bundle: readonly Ringing[]): Button[] {
  const [first] = bundle;
  const way = (command: 'commitment/list' | 'meeting/list', label: Phrase, options = {}): Button => ({
    type: 'button',
    label,
    style: 'secondary',
    call: { command, options, ...(first === undefined ? {} : { twinningId: first.reminder.twinningId }) },
  });
  const filter = first?.reminder.target.type === 'member' ? 'mine' : 'ours';
  return [
    ...(bundle.some(({ commitment }) => commitment !== undefined)
      ? [way('commitment/list', msg('reminder.bundle.commitments'), { filter })]
      : []),
    ...(bundle.some(({ meeting }) => meeting !== undefined)
      ? [way('meeting/list', msg('reminder.bundle.meetings'))]
      : []),
  ];
}

/** Everybody whom one of them is for, once. */
function addressedBlocks(bundle: readonly Ringing[]): Block[] {
  const people = new Map(bundle.flatMap(({ addressed }) => addressed).map((member) => [member.id, member]));
  return people.size === 0
    ? []
    : [{ type: 'text', text: msg('reminder.for', { names: names([...people.values()], true) }) }];
}

/** When the earliest of the late ones should have rung. */
function lateBlocks(bundle: readonly Ringing[]): Block[] {
  const late = bundle.filter((ringing) => ringing.late).map(({ reminder }) => reminder.dueAt);
  return late.length === 0
    ? []
    : [{ type: 'text', small: true, text: msg('reminder.late', { when: instant(Math.min(...late)) }) }];
}
