import type { Actor, Deps } from '../acting.ts';
import { cleanText } from '../clean-text.ts';
import { refusal } from '../domain-error.ts';
import { lineKey, readTaskLine, type TaskLine } from '../meeting/minutes-line.ts';
import type { TypedContext } from '../time/parse-outcome.ts';
import { addCommitmentIn, type Offer } from './add-commitment.ts';
import { type Commitment, isOpen } from './commitment.ts';

/** As many as people can answer one after the other; each is a message in every space. */
export const MOST_PASTED = 20;

/** As long as what is promised may be (`cleanText`). */
const LONGEST_WHAT = 300;

export type PastedLine =
  | { readonly type: 'offered'; readonly read: TaskLine; readonly commitment: Commitment }
  /** The same is open already: pasting again promises nothing twice. */
  | { readonly type: 'there'; readonly read: TaskLine; readonly commitment: Commitment }
  /** Somebody has to say who, by when, or in fewer words. */
  | { readonly type: 'unclear'; readonly read: TaskLine };

/**
 * Offers each line of a text that is certain; the others come back. A line that names nobody is the caller's; one that
 * names somebody of another town asks that town.
 * @throws DomainError, of the option `lines`, when there are too many
 */
export async function pasteCommitments(
  { database, world }: Deps,
  actor: Actor,
  input: { readonly text: string; readonly reading: Pick<TypedContext, 'timeZone' | 'language'> },
): Promise<PastedLine[]> {
  const now = world.now();
  const { scope, town } = actor;
  const lines = pastedLines(input.text);
  if (lines.length > MOST_PASTED)
    throw refusal('error.commitment.too-many-lines', { count: lines.length, limit: MOST_PASTED }).of('lines');
  return await database.transaction(async (tx) => {
    const people = await tx.committees.membersOf(scope.towns.map(({ id }) => id));
    const context = { ...input.reading, now, people, townId: town.id };
    const open = (await tx.commitments.commitmentsOf(scope.twinning.id)).filter(isOpen);
    const pasted: PastedLine[] = [];
    for (const line of lines) {
      const read = readTaskLine(line, context);
      const offer = offerOf(read, actor, people);
      if (offer === undefined) {
        pasted.push({ type: 'unclear', read });
        continue;
      }
      const ownerTownId = scope.towns.find(({ name }) => name === offer.from)?.id ?? town.id;
      const there = open.find(
        (one) => one.ownerTownId === ownerTownId && lineKey(one.what) === lineKey(offer.what),
      );
      if (there !== undefined) pasted.push({ type: 'there', read, commitment: there });
      else {
        const commitment = await addCommitmentIn(tx, world, now, actor, offer);
        open.push(commitment);
        pasted.push({ type: 'offered', read, commitment });
      }
    }
    return pasted;
  });
}

/** The lines that say something, without what lists begin with: a dash, a number, a box. */
export function pastedLines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/^\s*(?:[-*•–]|\d{1,3}[.)])?\s*(?:\[[ x]?\])?\s*/iu, '').trim())
    .filter((line) => /[\p{L}\p{N}]/u.test(line));
}

/** Undefined when it is not certain what is meant. */
function offerOf(
  { what, owner, due }: TaskLine,
  { scope, town, member }: Actor,
  people: readonly { readonly id: string; readonly townId: string }[],
): Offer | undefined {
  if (owner.state === 'unclear' || due.state === 'unclear') return undefined;
  if ([...what].length > LONGEST_WHAT) return undefined;
  const memberId = owner.state === 'member' ? owner.memberId : member.id;
  const ownerTownId = people.find(({ id }) => id === memberId)?.townId;
  const from = scope.towns.find(({ id }) => id === ownerTownId && id !== town.id)?.name;
  return {
    what: cleanText(what, 'what'),
    owner: owner.state === 'office' ? { office: owner.office } : { memberId },
    ...(owner.state === 'office' || from === undefined ? {} : { from }),
    ...(due.state === 'day' ? { dueOn: due.on } : {}),
  };
}
