import type { Actor } from '../acting.ts';
import type { Office } from '../committee/member.ts';
import type { Stores } from '../stores.ts';
import { foldText } from '../time/fold-text.ts';
import type { LocalDate } from '../time/instant.ts';
import { type Commitment, isOpen } from './commitment.ts';

export { isOpen };

export const filters = ['mine', 'ours', 'theirs', 'overdue', 'all'] as const;
export type Filter = (typeof filters)[number];

const NO_DUE_DAY = 99_999_999;

/** Its place in lists: what is open by its due date, then what is closed, the latest first. To be compared as text. */
export function listKey({ state, dueOn, number }: Pick<Commitment, 'state' | 'dueOn' | 'number'>): string {
  const day = dueOn === undefined ? NO_DUE_DAY : Number(dueOn.replaceAll('-', ''));
  const [part, order] = isOpen({ state }) ? [0, day] : [1, NO_DUE_DAY - day];
  return `${part}${String(order).padStart(8, '0')}${String(number).padStart(9, '0')}`;
}

/** What of the list somebody wants to see; a theme as typed, or as `themeKey`. */
export interface ListWish {
  readonly filter: Filter;
  readonly theme?: string | undefined;
}

/** A theme however it is spelt, short enough for a button. */
export const themeKey = (theme: string): string =>
  foldText(theme)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .slice(0, 24);

export const isOverdue = (
  { state, dueOn }: Pick<Commitment, 'state' | 'dueOn'>,
  todayOn: LocalDate,
): boolean => state === 'accepted' && dueOn !== undefined && dueOn < todayOn;

/** Pure: which ones are wanted, in the order of `listKey`. Everything but `all` leaves out what is closed. */
export function filterCommitments(
  commitments: readonly Commitment[],
  { filter, theme }: ListWish,
  actor: Pick<Actor, 'town' | 'member'>,
  offices: readonly Office[],
  todayOn: LocalDate,
): Commitment[] {
  const held = offices.filter(
    ({ townId, holderId }) => townId === actor.town.id && holderId === actor.member.id,
  );
  const mine = ({ owner, ownerTownId }: Commitment) =>
    ownerTownId === actor.town.id &&
    (owner.type === 'member'
      ? owner.memberId === actor.member.id
      : held.some(({ kind }) => kind === owner.office));
  const wanted: Readonly<Record<Filter, (commitment: Commitment) => boolean>> = {
    mine: (commitment) => isOpen(commitment) && mine(commitment),
    ours: (commitment) => isOpen(commitment) && commitment.ownerTownId === actor.town.id,
    theirs: (commitment) => isOpen(commitment) && commitment.ownerTownId !== actor.town.id,
    overdue: (commitment) => isOverdue(commitment, todayOn),
    all: () => true,
  };
  const hasTheme = (commitment: Commitment) =>
    theme === undefined || (commitment.theme !== undefined && themeKey(commitment.theme) === themeKey(theme));
  return commitments
    .filter((one) => wanted[filter](one) && hasTheme(one))
    .sort((a, b) => (listKey(a) < listKey(b) ? -1 : 1));
}

export async function listCommitments(
  stores: Stores,
  actor: Actor,
  wish: ListWish,
  todayOn: LocalDate,
): Promise<Commitment[]> {
  const [commitments, offices] = await Promise.all([
    stores.commitments.commitmentsOf(actor.scope.twinning.id),
    stores.committees.officesOf([actor.town.id]),
  ]);
  return filterCommitments(commitments, wish, actor, offices, todayOn);
}
