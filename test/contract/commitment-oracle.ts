/** What may happen to a commitment, said a second time and otherwise than the code says it: an oracle for it. */
import type { Commitment, Standing } from '../../src/core/commitment/commitment.ts';

export type Act =
  | { readonly type: 'accept' | 'decline' | 'done' | 'confirm'; readonly town: number }
  | { readonly type: 'withdraw' | 'reopen'; readonly town: number; readonly reason?: string }
  | { readonly type: 'edit'; readonly town: number; readonly what?: string; readonly on?: string }
  | { readonly type: 'undo'; readonly town: number; readonly version: 'present' | 'old' };

interface Words {
  readonly what: string;
  readonly on: string | undefined;
}

/** How it stands; towns by their number. */
export interface Stand {
  readonly state: Standing['state'];
  readonly to: readonly number[];
  readonly by: number;
  readonly words: Words;
  readonly other: Words | undefined;
}

export interface Model {
  readonly owner: number;
  /** One for each version, the last one is now. */
  readonly stands: readonly Stand[];
  readonly last: { readonly town: number; readonly type: string; readonly at: number };
}

const UNDO_MS = 10 * 60_000;

export const standOf = (towns: readonly string[], standing: Standing | Commitment): Stand => ({
  state: standing.state,
  to: standing.toTownIds.map((id) => towns.indexOf(id)),
  by: towns.indexOf(standing.proposedByTownId),
  words: { what: standing.what, on: standing.dueOn },
  other: standing.amendment && { what: standing.amendment.what, on: standing.amendment.dueOn },
});

/** How it stands after the act; undefined when it must be refused. */
export function expected({ owner, stands, last }: Model, act: Act, now: number): Stand | undefined {
  const stand = stands.at(-1);
  if (stand === undefined) throw new Error('a commitment that never was');
  const isParty = (town: number) => town === owner || stand.to.includes(town);
  if (!isParty(act.town) && act.type !== 'undo') return undefined;
  const owes = act.town === owner;
  const asks = stand.state === 'offered' || (stand.state === 'accepted' && stand.other !== undefined);
  const answers = asks && (stand.by === owner) !== owes;
  const { other } = stand;
  switch (act.type) {
    case 'accept':
      return answers
        ? { ...stand, state: 'accepted', words: other ?? stand.words, other: undefined }
        : undefined;
    case 'decline':
      if (!answers) return undefined;
      if (other !== undefined) return { ...stand, other: undefined };
      if (!owes && stand.to.length > 1) return { ...stand, to: stand.to.filter((town) => town !== act.town) };
      return { ...stand, state: 'declined' };
    case 'withdraw':
      if (asks && stand.by === act.town)
        return other === undefined ? { ...stand, state: 'withdrawn' } : { ...stand, other: undefined };
      return stand.state === 'accepted' && owes && act.reason !== undefined
        ? { ...stand, state: 'withdrawn', other: undefined }
        : undefined;
    case 'done':
      return owes && stand.state === 'accepted' ? { ...stand, state: 'done', other: undefined } : undefined;
    case 'confirm':
      return !owes && stand.state === 'done' ? { ...stand, state: 'confirmed' } : undefined;
    case 'reopen':
      return !owes && stand.state === 'done' && act.reason !== undefined
        ? { ...stand, state: 'accepted' }
        : undefined;
    case 'edit':
      return edited(stand, act, owner);
    case 'undo': {
      const before = stands.at(-2);
      const mine = last.town === act.town && last.type !== 'undo' && now - last.at <= UNDO_MS;
      return act.version === 'present' && mine ? before : undefined;
    }
  }
}

function edited(stand: Stand, act: Extract<Act, { type: 'edit' }>, owner: number): Stand | undefined {
  if (stand.state !== 'offered' && stand.state !== 'accepted') return undefined;
  const shown = stand.other ?? stand.words;
  const wanted: Words = { what: act.what ?? shown.what, on: act.on ?? shown.on };
  const same = (a: Words, b: Words) => a.what === b.what && a.on === b.on;
  if (same(wanted, shown)) return undefined;
  if (stand.state === 'accepted')
    return same(wanted, stand.words)
      ? { ...stand, other: undefined }
      : { ...stand, by: act.town, other: wanted };
  if (stand.by !== act.town && (stand.by === owner) === (act.town === owner)) return undefined;
  return { ...stand, by: act.town, words: wanted };
}
