import type { Deps } from '../acting.ts';
import type { Member } from '../committee/member.ts';
import { refusal } from '../domain-error.ts';
import type { Instant } from '../time/instant.ts';
import { dateAt } from '../time/local-date.ts';
import { type AwaySpan, checkAway, comingAway, MOST_AWAY_SPANS, withoutDays } from './away.ts';

/** Where the person lives, as far as the calendar goes: their own zone decides what today is. */
export interface OwnCalendar {
  readonly timeZone: string;
}

/** These days too; whoever belongs to several towns says it for all of them. Returns all days away to come. */
export async function addAway(
  deps: Deps,
  member: Member,
  span: AwaySpan,
  { timeZone }: OwnCalendar,
): Promise<readonly AwaySpan[]> {
  // Of members who represent the youth nothing is kept but what is needed to reach them.
  if (member.represents === 'youth') throw refusal('error.availability.away-youth');
  const now = deps.world.now();
  const today = dateAt(now, timeZone);
  checkAway(span, today);
  return await changeAway(deps, member, now, (kept) => {
    const coming = comingAway([...kept, span], today);
    if (coming.length > MOST_AWAY_SPANS)
      throw refusal('error.availability.away-many', { limit: MOST_AWAY_SPANS });
    return coming;
  });
}

/** The person can come on these days after all. */
export async function removeAway(
  deps: Deps,
  member: Member,
  span: AwaySpan,
  { timeZone }: OwnCalendar,
): Promise<readonly AwaySpan[]> {
  const now = deps.world.now();
  const today = dateAt(now, timeZone);
  return await changeAway(deps, member, now, (kept) => comingAway(withoutDays(kept, span), today));
}

async function changeAway(
  { database, world }: Deps,
  member: Member,
  now: Instant,
  decide: (kept: readonly AwaySpan[]) => readonly AwaySpan[],
): Promise<readonly AwaySpan[]> {
  return await database.transaction(async (tx) => {
    const account = member.accounts[0];
    const everywhere = account === undefined ? [member] : await tx.committees.membersByAccount(account);
    let own: readonly AwaySpan[] = [];
    for (const { id } of everywhere) {
      if ((await tx.committees.lockMember(id)) === undefined) continue;
      const spans = decide(await tx.away.awayOf([id]));
      await tx.away.saveAway(id, spans);
      if (id === member.id) own = spans;
    }
    await tx.audit.record({
      id: world.newId('aud'),
      at: now,
      townId: member.townId,
      memberId: member.id,
      action: 'availability/away',
      subjectId: member.id,
    });
    return own;
  });
}
