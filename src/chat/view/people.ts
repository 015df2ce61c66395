import type { Member, Office } from '../../core/committee/member.ts';
import type { TownHoliday } from '../../core/holiday/town-holidays.ts';
import { msg } from '../../core/message.ts';
import type { Programme } from '../../core/programme/programme.ts';
import { list, type MentionParam, type Phrase } from '../../core/text.ts';
import type { TwinningSettings } from '../../core/twinning/settings.ts';
import type { Audience, Town, TwinningScope } from '../../core/twinning/twinning.ts';
import type { CalendarOffer } from '../calendar-addresses.ts';
import type { Block } from '../card.ts';

/** What a card about a twinning may need to know besides its subject. */
export interface Facts {
  readonly scope: TwinningScope;
  readonly members: readonly Member[];
  readonly offices: readonly Office[];
  /** Who has left: history names them. */
  readonly former?: readonly Member[];
  /** What the towns have agreed; the defaults where it is not given. */
  readonly settings?: TwinningSettings;
  /** Plans that were offered: what their steps say in every language. */
  readonly programmes?: readonly Programme[];
  /** Whose space or member will read it: their clock comes first, and only their buttons are shown. */
  readonly home?: Town;
  /** Of the space it stands in; absent for one person's own copy. */
  readonly audience?: Audience;
  /** Around the times shown, named for the reader; absent where nobody looked. */
  readonly holidays?: readonly TownHoliday[];
  /** For cards that offer a meeting for calendars. */
  readonly calendar?: CalendarOffer;
}

/** A member by name; `ping` notifies them where they are on that platform. */
export const person = (member: Pick<Member, 'displayName' | 'accounts'>, ping = false): MentionParam => ({
  type: 'mention',
  name: member.displayName,
  accounts: member.accounts.map(({ platform, userId }) => ({ platform, userId })),
  ping,
});

export const townName = (facts: Facts, id: string): string =>
  facts.scope.towns.find((town) => town.id === id)?.name ?? '';

/** The towns of which nobody is there yet, each with the way to change that: whoever asks for a meeting should know. */
export const emptyTowns = ({ scope, members }: Facts): Block[] =>
  scope.towns
    .filter(({ id }) => !members.some(({ townId }) => townId === id))
    .map(({ name }) => ({ type: 'text', text: msg('poll.town-empty', { town: name }) }));

export const memberOrNobody = (facts: Facts, id: string | undefined): MentionParam | Phrase => {
  const member = facts.members.find((candidate) => candidate.id === id);
  if (member !== undefined) return person(member);
  const former = facts.former?.find((candidate) => candidate.id === id);
  return former === undefined ? msg('person.former') : msg('person.left', { name: former.displayName });
};

/** Where it is said anyway that they have left: their name alone. */
export const nameOf = (id: string, facts: Facts): string | MentionParam | Phrase =>
  facts.former?.find((candidate) => candidate.id === id)?.displayName ?? memberOrNobody(facts, id);

/** The first of many, and how many more there are. */
export const someOf = (items: Parameters<typeof list>[0], most: number): Phrase =>
  items.length <= most
    ? msg('list.plain', { items: list(items, 'none') })
    : msg('list.some', { items: list(items.slice(0, most), 'none'), count: items.length - most });

export const names = (members: readonly Member[], ping = false): Phrase =>
  members.length === 0
    ? msg('list.nobody')
    : msg('list.plain', { items: list(members.map((member) => person(member, ping))) });
