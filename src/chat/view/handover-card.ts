import { dutiesOf, handedOver } from '../../core/committee/duties.ts';
import type { HandedOver, Handover } from '../../core/committee/handover.ts';
import { officeName } from '../../core/committee/office-name.ts';
import { msg } from '../../core/message.ts';
import type { PostingView } from '../../core/reminder/reminder.ts';
import type { Stores } from '../../core/stores.ts';
import { list, type Phrase } from '../../core/text.ts';
import type { Instant } from '../../core/time/instant.ts';
import type { Id } from '../../core/world.ts';
import type { Block, Button, Card } from '../card.ts';
import type { CommandPath } from '../command-paths.generated.ts';
import { buttons } from './notice.ts';
import { type Facts, memberOrNobody, nameOf, person, townName } from './people.ts';

/** Its offices, or "what they have promised and organise" where no office is in it. */
export const handedOverWords = ({ offices }: Pick<Handover, 'offices'>): Phrase =>
  offices.length === 0
    ? msg('handover.personal')
    : msg('list.plain', { items: list(offices.map(officeName)) });

/** "3 promises, 2 meetings, 4 reminders"; undefined when nothing but the office itself moves. */
export function shareWords(share: HandedOver): Phrase | undefined {
  const parts = [
    ...(share.promises === 0 ? [] : [msg('handover.promises', { count: share.promises })]),
    ...(share.meetings === 0 ? [] : [msg('handover.meetings', { count: share.meetings })]),
    ...(share.series === 0 ? [] : [msg('handover.series', { count: share.series })]),
    ...(share.reminders === 0 ? [] : [msg('handover.reminders', { count: share.reminders })]),
  ];
  return parts.length === 0 ? undefined : msg('list.plain', { items: list(parts) });
}

/** What is asked of the successor, and what would move. */
export function handoverQuestion(
  handover: Handover,
  share: HandedOver,
  facts: Facts,
  ping = false,
): { title: Phrase; blocks: Block[] } {
  const from = memberOrNobody(facts, handover.fromId);
  const successor = facts.members.find(({ id }) => id === handover.toId);
  const to = successor === undefined ? memberOrNobody(facts, handover.toId) : person(successor, ping);
  const words = shareWords(share);
  const button = (command: CommandPath, label: Phrase, style: Button['style']): Button => ({
    type: 'button',
    label,
    style,
    call: { command, twinningId: facts.scope.twinning.id, options: { handover: handover.id } },
  });
  return {
    title: msg('handover.title', { from, to: memberOrNobody(facts, handover.toId) }),
    blocks: [
      { type: 'text', text: msg('handover.ask', { to, from, what: handedOverWords(handover) }) },
      ...(words === undefined
        ? []
        : [{ type: 'text' as const, text: msg('handover.moves', { what: words }) }]),
      ...(handover.offices.length > 0 && !handover.whole
        ? [{ type: 'text' as const, small: true, text: msg('handover.keeps', { from }) }]
        : []),
      { type: 'text', small: true, text: msg('handover.until', { from }) },
      buttons(
        button('committee/handover-accept', msg('handover.button.accept'), 'primary'),
        button('committee/handover-decline', msg('handover.button.decline'), 'danger'),
        button('committee/handover-withdraw', msg('handover.button.withdraw'), 'secondary'),
      ),
    ],
  };
}

/** The card with the buttons, or what came of it; in the towns that look on only the latter. */
export async function handoverPosting(
  id: Id<'hnd'>,
  view: PostingView,
  facts: Facts,
  stores: Stores,
  now: Instant,
): Promise<Card | undefined> {
  const handover = await stores.handovers.handover(id);
  if (handover === undefined) return undefined;
  if (view === 'handover-answer') return answerCard(handover, facts);
  if (handover.state !== 'proposed') return closedCard(handover, facts);
  const duties = await dutiesOf(stores, { id: handover.townId }, handover.fromId, handover, now);
  return { tone: 'attention', ...handoverQuestion(handover, await handedOver(stores, duties), facts, true) };
}

const people = ({ fromId, toId }: Handover, facts: Facts) => ({
  from: memberOrNobody(facts, fromId),
  to: memberOrNobody(facts, toId),
});

const closedCard = (handover: Handover, facts: Facts): Card => ({
  tone: 'neutral',
  title: msg('handover.title', people(handover, facts)),
  blocks: [{ type: 'text', text: stateWords(handover, facts) }],
});

function stateWords(handover: Handover, facts: Facts): Phrase {
  const params = { ...people(handover, facts), what: handedOverWords(handover) };
  if (handover.state === 'accepted') return msg('handover.accepted', params);
  if (handover.state === 'declined') return msg('handover.declined', params);
  if (handover.answeredById === undefined)
    return msg('handover.nobody-left', { to: nameOf(handover.toId, facts) });
  return msg('handover.withdrawn', { by: memberOrNobody(facts, handover.answeredById) });
}

function answerCard(handover: Handover, facts: Facts): Card {
  const isPartner = facts.home?.id !== handover.townId;
  const moved = handover.moved === undefined ? undefined : shareWords(handover.moved);
  const params = { ...people(handover, facts), what: handedOverWords(handover) };
  return {
    tone: handover.state === 'accepted' ? 'good' : 'attention',
    title: msg('handover.answer.title', { town: townName(facts, handover.townId) }),
    blocks: [
      { type: 'text', text: stateWords(handover, facts) },
      ...(isPartner ? [{ type: 'text' as const, text: msg('handover.write-to', params) }] : []),
      ...(moved === undefined
        ? []
        : [{ type: 'text' as const, small: true, text: msg('handover.moved', { what: moved }) }]),
    ],
  };
}
