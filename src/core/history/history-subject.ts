import type { Office } from '../committee/member.ts';
import type { Stores } from '../stores.ts';
import type { TwinningScope } from '../twinning/twinning.ts';
import type { Id, IdPrefix } from '../world.ts';

/** What something was done to. */
export type HistorySubject =
  | { readonly type: 'meeting' | 'commitment'; readonly number: number; readonly name: string }
  | { readonly type: 'reminder'; readonly number: number }
  | { readonly type: 'member' | 'series' | 'town'; readonly name: string }
  | { readonly type: 'office'; readonly kind: Office['kind']; readonly townId: string };

/** Reads the subjects with these ids, as far as they are there and of this twinning. */
export async function historySubjects(
  stores: Stores,
  scope: TwinningScope,
  ids: readonly string[],
): Promise<Map<string, HistorySubject>> {
  const distinct = [...new Set(ids)];
  const offices = distinct.some((id) => isIdOf('ofc', id))
    ? await stores.committees.officesOf(scope.towns.map((town) => town.id))
    : [];
  const found = await Promise.all(distinct.map((id) => subjectOf(stores, scope, id, offices)));
  return new Map(
    distinct.flatMap((id, index): [string, HistorySubject][] => {
      const subject = found[index];
      return subject === undefined ? [] : [[id, subject]];
    }),
  );
}

async function subjectOf(
  stores: Stores,
  { twinning, towns }: TwinningScope,
  id: string,
  offices: readonly Office[],
): Promise<HistorySubject | undefined> {
  if (isIdOf('mtg', id)) {
    const meeting = await stores.meetings.meeting(id);
    return meeting?.twinningId === twinning.id
      ? { type: 'meeting', number: meeting.number, name: meeting.title }
      : undefined;
  }
  if (isIdOf('cmt', id)) {
    const commitment = await stores.commitments.commitment(id);
    return commitment?.twinningId === twinning.id
      ? { type: 'commitment', number: commitment.number, name: commitment.what }
      : undefined;
  }
  if (isIdOf('rem', id)) {
    const reminder = await stores.reminders.reminder(id);
    return reminder?.twinningId === twinning.id && reminder.number !== undefined
      ? { type: 'reminder', number: reminder.number }
      : undefined;
  }
  if (isIdOf('mbr', id)) {
    // Former members keep their names.
    const member = await stores.committees.member(id);
    return member !== undefined && towns.some((town) => town.id === member.townId)
      ? { type: 'member', name: member.displayName }
      : undefined;
  }
  if (isIdOf('ser', id)) {
    const series = await stores.series.series(id);
    return series?.twinningId === twinning.id ? { type: 'series', name: series.title } : undefined;
  }
  const town = towns.find((one) => one.id === id);
  if (town !== undefined) return { type: 'town', name: town.name };
  const office = offices.find((one) => one.id === id);
  return office && { type: 'office', kind: office.kind, townId: office.townId };
}

export const isIdOf = <const P extends IdPrefix>(prefix: P, id: string): id is Id<P> =>
  id.startsWith(`${prefix}_`);
