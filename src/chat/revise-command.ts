import type { Edit } from '../core/commitment/edit-commitment.ts';
import { editCommitment } from '../core/commitment/edit-commitment.ts';
import { msg } from '../core/message.ts';
import { dateAt } from '../core/time/local-date.ts';
import type { Card } from './card.ts';
import type { Prefilling, TwinningContext } from './command.ts';
import { changedNotice } from './move-command.ts';
import { anchorsOf } from './view/commitment-details.ts';

/** The words and the day that stand for this commitment, as they would be typed. */
export async function standingTerms({
  values,
  database,
  inside,
  world,
  reader,
}: Prefilling): Promise<Readonly<Record<string, string>>> {
  const number = Number(/^\s*(?:c\s?-?\s?)?(\d{1,9})(?:\s.*)?$/i.exec(values.commitment ?? '')?.[1]);
  if (inside === undefined || Number.isNaN(number)) return {};
  const found = await database.commitments.commitmentByNumber(inside.scope.twinning.id, number);
  if (found === undefined) return {};
  const { what, dueOn, dueBefore } = found.amendment ?? found;
  const anchor = dueBefore && (await anchorsOf(database, [{ dueBefore }])).get(dueBefore.id);
  const isAhead = dueOn !== undefined && dueOn >= dateAt(world.now(), reader.timeZone);
  // A day that has passed would be refused: who leaves it empty leaves it as it is.
  const due = anchor ?? (isAhead ? dueOn : undefined);
  return { what, ...(due === undefined ? {} : { due }) };
}

/** Changes it or proposes to, and says which of both it was. */
export async function reviseAnswer(edit: Edit, context: TwinningContext): Promise<Card> {
  const { commitment, kind } = await editCommitment(context, context.inside, edit);
  const params = {
    reference: `C-${commitment.number}`,
    what: (commitment.amendment ?? commitment).what,
  };
  return changedNotice(
    commitment,
    kind === 'edit'
      ? msg('command.commitment.edit.done', params)
      : msg('command.commitment.counter.done', params),
  );
}
