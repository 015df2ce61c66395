import type { Actor } from '../acting.ts';
import type { Member } from '../committee/member.ts';
import type { Id } from '../world.ts';
import type { OfferedLine } from './meeting-record.ts';
import { lineKey, type TaskLine } from './minutes-line.ts';

/** What is to be done about a task line of the minutes. */
export type LineFate =
  /** Owner and day are certain, and it is this town's to promise. */
  | { readonly type: 'offer'; readonly read: TaskLine }
  | { readonly type: 'offered'; readonly read: TaskLine; readonly commitmentId: Id<'cmt'> }
  /** The owner is certain, and of another town: only that town promises for its people. */
  | { readonly type: 'other-town'; readonly read: TaskLine; readonly townId: Id<'town'> }
  /** There is no other town yet to promise it to. */
  | { readonly type: 'no-partner'; readonly read: TaskLine }
  | { readonly type: 'too-long'; readonly read: TaskLine }
  /** Somebody has to say who, or by when. */
  | { readonly type: 'incomplete'; readonly read: TaskLine };

/** As long as what is promised may be (`cleanText`). */
const LONGEST_WHAT = 300;

/**
 * Decides about each line, in order. What was offered before is not offered again: not when the line stands there
 * unchanged, nor when only its owner or day were written differently.
 */
export function decideLines(
  lines: readonly TaskLine[],
  offered: readonly OfferedLine[],
  { scope, town }: Pick<Actor, 'scope' | 'town'>,
  members: readonly Pick<Member, 'id' | 'townId'>[],
): LineFate[] {
  const keys = new Set(lines.map(({ line }) => lineKey(line)));
  // Of those whose line is no longer there: a line with the same task is the same one, written differently.
  const rewritten = offered.filter(({ line }) => !keys.has(line));
  return lines.map((read): LineFate => {
    const key = lineKey(read.line);
    const same = offered.find(({ line }) => line === key);
    if (same !== undefined) return { type: 'offered', read, commitmentId: same.commitmentId };
    const at = rewritten.findIndex(({ what }) => what === lineKey(read.what));
    const [before] = at === -1 ? [] : rewritten.splice(at, 1);
    if (before !== undefined) return { type: 'offered', read, commitmentId: before.commitmentId };
    if ([...read.what].length > LONGEST_WHAT) return { type: 'too-long', read };
    const { owner, due } = read;
    if (owner.state === 'none' || owner.state === 'unclear' || due.state === 'unclear')
      return { type: 'incomplete', read };
    if (scope.towns.length < 2) return { type: 'no-partner', read };
    const ownerTownId =
      owner.state === 'office' ? town.id : members.find(({ id }) => id === owner.memberId)?.townId;
    if (ownerTownId === undefined) return { type: 'incomplete', read };
    if (ownerTownId !== town.id) return { type: 'other-town', read, townId: ownerTownId };
    return { type: 'offer', read };
  });
}
