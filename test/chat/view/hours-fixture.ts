import type { ImageBlock } from '../../../src/chat/card.ts';
import type { HoursPicture } from '../../../src/chat/picture.ts';
import { hoursPicture } from '../../../src/chat/view/hours-picture.ts';
import type { Facts } from '../../../src/chat/view/people.ts';
import type { Group, Member } from '../../../src/core/committee/member.ts';
import type { Meeting } from '../../../src/core/meeting/meeting.ts';
import { DEFAULT_QUORUM } from '../../../src/core/meeting/quorum.ts';
import { peopleOf } from '../../../src/core/meeting/search-terms.ts';
import { searchSlots } from '../../../src/core/meeting/slot-search.ts';
import type { Instant } from '../../../src/core/time/instant.ts';
import { wallAt } from '../../../src/core/time/zone-offset.ts';
import type { Town } from '../../../src/core/twinning/twinning.ts';

export const town = (name: string, timeZone: string): Town => ({
  id: `town_${name}`,
  name,
  timeZone,
  country: 'DK',
  language: 'en',
  createdAt: 0,
});

export const aalborg = town('Aalborg', 'Europe/Copenhagen');
export const antibes = town('Antibes', 'Europe/Paris');
export const solvang = town('Solvang', 'America/Los_Angeles');
export const kathmandu = town('Kathmandu', 'Asia/Kathmandu');

export const member = (of: Town, nth: number, represents?: Group, more: Partial<Member> = {}): Member => ({
  id: `mbr_${of.name}${nth}`,
  townId: of.id,
  displayName: `${of.name} ${nth}`,
  ...(represents === undefined ? {} : { represents }),
  askedRepresents: true,
  substitute: false,
  accounts: [],
  active: true,
  joinedAt: 0,
  ...more,
});

export const factsOf = (towns: readonly Town[], members: readonly Member[]): Facts => {
  const [home] = towns;
  return {
    scope: { twinning: { id: 'twn_1', name: 'x', createdAt: 0 }, towns, spaces: [] },
    members,
    offices: [],
    ...(home === undefined ? {} : { home }),
  };
};

/** What a search among them goes by. */
export const termsOf = (towns: readonly Town[], members: readonly Member[] = []) => ({
  people: peopleOf(towns, members, []),
  rule: DEFAULT_QUORUM,
});

/** A draft with these starts on offer, all picked but those in `left`. */
export const draftOf = (
  starts: readonly Instant[],
  timeZone: string,
  lengthMinutes = 90,
  left: readonly number[] = [],
): Meeting => {
  const slots = [...starts]
    .sort((a, b) => a - b)
    .map((at, index) => ({ number: index + 1, at, wall: wallAt(at, timeZone), timeZone }));
  return {
    id: 'mtg_1',
    twinningId: 'twn_1',
    number: 1,
    title: 'Youth Games',
    organiserId: 'mbr_1',
    lengthMinutes,
    participantIds: [],
    state: 'draft',
    slots,
    picked: slots.map(({ number }) => number).filter((number) => !left.includes(number)),
    ballots: [],
    version: 1,
    createdAt: 0,
  };
};

/** What the search offers to these people in the three weeks from `fromAt` on, as a picture. */
export function picturedHours(
  towns: readonly Town[],
  members: readonly Member[],
  fromAt: Instant,
  { days = 21, lengthMinutes = 90, left = [] as readonly number[] } = {},
): ImageBlock<HoursPicture> {
  const terms = termsOf(towns, members);
  const search = searchSlots({
    ...terms,
    towns,
    fromAt,
    untilAt: fromAt + days * 86_400_000,
    lengthMinutes,
  });
  const starts = search.candidates.map(({ at }) => at);
  const draft = draftOf(starts, towns[0]?.timeZone ?? 'UTC', lengthMinutes, left);
  const [block] = hoursPicture(draft, factsOf(towns, members), terms, search);
  if (block === undefined) throw new Error('no picture');
  return block;
}
