import { type Addressee, addresseeOf } from '../core/reminder/addressee.ts';
import { recipientsOf } from '../core/reminder/resolve-recipient.ts';
import type { Database } from '../core/stores.ts';
import type { Id } from '../core/world.ts';
import { readerOf, spaceReader } from './reader.ts';
import type { Route } from './send-once.ts';
import { bellCard } from './view/bell-card.ts';
import type { Facts } from './view/people.ts';
import type { Ringing } from './view/reminder-body.ts';

/** The town of somebody who is not there any more and for whom it would have been. */
export async function formerHome(
  ringing: Ringing,
  facts: Facts,
  { committees }: Database,
): Promise<Id<'town'> | undefined> {
  const addressee = addresseeNow(ringing);
  if (addressee.type !== 'member' || facts.members.some(({ id }) => id === addressee.memberId))
    return undefined;
  return (await committees.member(addressee.memberId))?.townId;
}

const addresseeNow = ({ reminder, ...subject }: Ringing): Addressee => addresseeOf(reminder, subject);

/** What one message says, of one target. */
export type Bundle = readonly [Ringing, ...Ringing[]];

/** Whether both reach the same person or space today, in whatever office. */
export const isForSame = (one: Ringing, other: Ringing, facts: Facts): boolean =>
  placeOf(one, facts) === placeOf(other, facts);

function placeOf(ringing: Ringing, facts: Facts): string {
  const addressee = addresseeNow(ringing);
  const [first] = recipientsOf(addressee, ringing.reminder, facts);
  if (first === undefined) return JSON.stringify(addressee);
  return first.type === 'person' ? first.member.id : `${first.space.id} ${first.forMember?.id ?? ''}`;
}

/** Worded for each place it may have to go to. */
export function routesOf(bundle: Bundle, facts: Facts, formerTownId: Id<'town'> | undefined): Route[] {
  const [first] = bundle;
  return recipientsOf(addresseeNow(first), first.reminder, facts, formerTownId).flatMap(
    (recipient): Route[] => {
      const townId = recipient.type === 'space' ? recipient.space.townId : recipient.member.townId;
      const town = facts.scope.towns.find(({ id }) => id === townId);
      if (town === undefined) return [];
      const home: Facts = { ...facts, home: town };
      if (recipient.type === 'person') {
        const { member, account } = recipient;
        const reader = readerOf({ platform: account.platform, member, town });
        return [
          {
            platform: account.platform,
            to: { type: 'person', account },
            content: { card: bellCard(bundle, home), reader },
          },
        ];
      }
      const { space, forMember } = recipient;
      const shown = bundle.map((ringing): Ringing => {
        // Of a silence nobody is named before others.
        const isNamed = forMember !== undefined && ringing.reminder.kind !== 'silence';
        return { ...ringing, inSpace: true, ...(isNamed ? { addressed: [forMember] } : {}) };
      });
      return [
        {
          platform: space.platform,
          to: { type: 'channel', tenantId: space.tenantId, channelId: space.channelId },
          content: { card: bellCard(shown, home), reader: spaceReader(space, town) },
        },
      ];
    },
  );
}
