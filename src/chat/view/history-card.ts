import type { Commitment, Standing, Terms } from '../../core/commitment/commitment.ts';
import { type CommitmentChange, type Step, stepsOf } from '../../core/commitment/commitment-change.ts';
import { msg } from '../../core/message.ts';
import { instant, list, type Phrase } from '../../core/text.ts';
import type { Card } from '../card.ts';
import { ownerName } from './commitment-card.ts';
import { type Anchors, duePhrase } from './commitment-details.ts';
import { type Paging, pagedList } from './paged-list.ts';
import { type Facts, memberOrNobody, townName } from './people.ts';

/** Who did what to a commitment, when, and what became other by it; the latest first. */
export function historyCard(
  commitment: Commitment,
  changes: readonly CommitmentChange[],
  facts: Facts,
  anchors: Anchors,
  paging: Pick<Paging, 'reader' | 'place'>,
): Card {
  const lines = stepsOf(changes)
    .reverse()
    .map((step) => ({ key: String(1e9 - step.version), line: line(step, commitment, facts, anchors) }));
  const reference = `C-${commitment.number}`;
  return {
    tone: 'neutral',
    title: msg('commitment.history.title', { reference, what: commitment.what }),
    blocks: pagedList(lines, {
      ...paging,
      command: 'commitment/history-turn',
      twinningId: commitment.twinningId,
      options: { commitment: reference },
    }),
  };
}

function line(step: Step, commitment: Commitment, facts: Facts, anchors: Anchors): Phrase {
  const { at, kind, memberId, townId, reason, before, standing } = step;
  const details = [
    ...(before === undefined ? [] : differences(before, standing, commitment, facts, anchors)),
    ...(reason === undefined ? [] : [msg('commitment.history.reason', { reason })]),
  ];
  const did = msg(`commitment.history.did.${kind}`);
  const told =
    memberId === undefined
      ? msg('commitment.history.by-itself', { at: instant(at), did })
      : msg('commitment.history.by', {
          at: instant(at),
          did,
          who: memberOrNobody(facts, memberId),
          town: townName(facts, townId ?? ''),
        });
  return details.length === 0
    ? told
    : msg('commitment.history.detailed', { told, details: list(details, 'none') });
}

/** What is other than before, in words. */
function differences(
  before: Standing,
  after: Standing,
  { ownerTownId }: Commitment,
  facts: Facts,
  anchors: Anchors,
): Phrase[] {
  const towns = ({ toTownIds }: Standing) =>
    msg('list.plain', { items: list(toTownIds.map((id) => townName(facts, id))) });
  const theme = ({ theme }: Standing) => msg('list.plain', { items: theme ?? '–' });
  const terms = (one: Terms | undefined) =>
    one === undefined
      ? msg('list.plain', { items: '–' })
      : msg('commitment.terms', { what: one.what, due: duePhrase(one, anchors) });
  const all: [label: Phrase, before: Phrase, after: Phrase][] = [
    [
      msg('commitment.field.what'),
      msg('list.plain', { items: before.what }),
      msg('list.plain', { items: after.what }),
    ],
    [msg('commitment.field.due'), duePhrase(before, anchors), duePhrase(after, anchors)],
    [
      msg('commitment.field.owner'),
      ownerName({ owner: before.owner, ownerTownId }, facts),
      ownerName({ owner: after.owner, ownerTownId }, facts),
    ],
    [msg('commitment.field.theme'), theme(before), theme(after)],
    [msg('commitment.field.to'), towns(before), towns(after)],
    [msg('commitment.field.suggested'), terms(before.amendment), terms(after.amendment)],
  ];
  return all
    .filter(([, was, is]) => JSON.stringify(was) !== JSON.stringify(is))
    .map(([label, was, is]) => msg('commitment.history.difference', { label, was, is }));
}
