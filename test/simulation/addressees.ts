import { isOpen } from '../../src/core/commitment/commitment.ts';
import { confirmedAt } from '../../src/core/meeting/meeting.ts';
import { type Addressee, addresseeOf } from '../../src/core/reminder/addressee.ts';
import { recipientsOf } from '../../src/core/reminder/resolve-recipient.ts';
import { DAY_MS, type Instant } from '../../src/core/time/instant.ts';
import type { Town } from '../../src/core/twinning/twinning.ts';
import type { Ring } from './ring.ts';

/** So long a duty may lead to nobody who is there: the daily look at who is, and the space that is asked then. */
export const GRACE_DAYS = 3;

export interface Watch {
  /** Looks at everything that somebody has to be told of. */
  look(): Promise<void>;
  readonly faults: readonly string[];
  readonly looked: () => number;
  /** How often nobody was there at first. */
  readonly gaps: () => number;
}

/** Whether every duty leads to a person who is there, or to a space that is: as the platforms know, not the bot. */
/** @param homeless whose committee has no place at all until somebody binds one: there may be nobody to tell */
export function watchAddressees(ring: Ring, homeless: () => Town | undefined): Watch {
  const { database, post, world } = ring;
  const since = new Map<string, Instant>();
  const faults: string[] = [];
  let looked = 0;
  let gaps = 0;

  function judge(duty: string, isReached: boolean, townId: string | undefined): void {
    looked += 1;
    if (isReached || townId === homeless()?.id) return void since.delete(duty);
    const from = since.get(duty) ?? world.now();
    if (!since.has(duty)) gaps += 1;
    since.set(duty, from);
    const days = (world.now() - from) / DAY_MS;
    if (days > GRACE_DAYS) faults.push(`${duty} has led to nobody for ${Math.round(days)} days`);
  }

  return {
    faults,
    looked: () => looked,
    gaps: () => gaps,
    async look() {
      const scope = await ring.scope();
      const townIds = scope.towns.map(({ id }) => id);
      const committees = {
        scope,
        members: await database.committees.membersOf(townIds),
        offices: await database.committees.officesOf(townIds),
      };
      const reaches = (addressee: Addressee, townId: `town_${string}` | undefined) =>
        recipientsOf(addressee, { kind: 'commitment-today', occurrence: 'once' }, committees, townId).some(
          (recipient) =>
            recipient.type === 'person' ? post.isHere(recipient.account) : post.reaches(recipient.space),
        );
      const nobody = { type: 'member', memberId: 'mbr_nobody' } as const;
      for (const commitment of await database.commitments.commitmentsOf(scope.twinning.id)) {
        if (!isOpen(commitment)) continue;
        const addressee = addresseeOf(
          { kind: 'commitment-today', occurrence: 'today', target: nobody },
          { commitment },
        );
        judge(`C-${commitment.number}`, reaches(addressee, commitment.ownerTownId), commitment.ownerTownId);
      }
      const states = ['polling', 'undecided', 'confirmed'] as const;
      for (const meeting of await database.meetings.meetingsOf(scope.twinning.id, states, 500)) {
        const at = confirmedAt(meeting);
        if (at !== undefined && at < world.now()) continue;
        const addressee = addresseeOf(
          { kind: 'minutes-missing', occurrence: 'once', target: nobody },
          { meeting },
        );
        const townId = (await database.committees.member(meeting.organiserId))?.townId;
        judge(`M-${meeting.number}`, reaches(addressee, townId), townId);
      }
      for (const { id, kind, townId, holderId, formerId } of committees.offices) {
        const holder = committees.members.find((member) => member.id === holderId);
        if (holderId !== undefined)
          judge(`${kind} ${id}`, holder?.accounts.some(post.isHere) ?? false, townId);
        else if (formerId !== undefined) {
          const asked = await database.postings.postingsAbout({ type: 'member', id: formerId });
          const spaces = scope.spaces.filter((space) => space.townId === townId);
          const question = asked.filter(
            ({ view, spaceId }) => view === 'succession' && spaces.some((space) => space.id === spaceId),
          );
          judge(`vacant ${kind} ${id}`, question.length > 0 || spaces.length === 0, townId);
        }
      }
    },
  };
}
