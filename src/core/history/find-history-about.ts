import type { Actor } from '../acting.ts';
import type { Trail } from '../audit.ts';
import type { Account, Member } from '../committee/member.ts';
import { refusal } from '../domain-error.ts';
import type { Stores } from '../stores.ts';
import { foldText } from '../time/fold-text.ts';
import { isIdOf } from './history-subject.ts';

/** What a history is about: the id of a meeting, commitment, reminder, member or town, or of nothing. */
export type AboutId = string;

/** Where it was typed: a mention means a person there. */
export type Mentioning = Pick<Account, 'platform' | 'tenantId'>;

/**
 * Reads what `/twin history` was asked about: a reference, a town's name, a mentioned person or a member's name.
 * @throws DomainError when nothing of this twinning goes by it
 */
export async function findHistoryAbout(
  stores: Stores,
  { scope }: Pick<Actor, 'scope'>,
  typed: string,
  where: Mentioning,
): Promise<AboutId> {
  const id =
    (await byReference(stores, scope.twinning.id, typed)) ?? (await byName(stores, scope, typed, where));
  if (id === undefined)
    throw refusal('error.history.about', { typed, example: { type: 'code', code: '/twin history M-1' } }).of(
      'about',
    );
  return id;
}

/** Which entries a history about it has. */
export function trailAbout(id: AboutId): NonNullable<Trail['about']> {
  if (isIdOf('town', id)) return { townId: id };
  return isIdOf('mbr', id) ? { memberId: id, subjectIds: [id] } : { subjectIds: [id] };
}

async function byReference(
  stores: Stores,
  twinningId: Actor['scope']['twinning']['id'],
  typed: string,
): Promise<AboutId | undefined> {
  const [, letter, digits] = /^([MCR])\s?-?\s?(\d{1,9})(?:\s.*)?$/i.exec(typed) ?? [];
  const number = Number(digits);
  switch (letter?.toUpperCase()) {
    case 'M':
      return (await stores.meetings.meetingByNumber(twinningId, number))?.id;
    case 'C':
      return (await stores.commitments.commitmentByNumber(twinningId, number))?.id;
    case 'R':
      return (await stores.reminders.reminderByNumber(twinningId, number))?.id;
    default:
      return undefined;
  }
}

async function byName(
  stores: Stores,
  { towns }: Actor['scope'],
  typed: string,
  where: Mentioning,
): Promise<AboutId | undefined> {
  const townIds = towns.map(({ id }) => id);
  const userId = /^<@!?([A-Z0-9]{5,25})(?:\|[^>]*)?>$/i.exec(typed)?.[1];
  if (userId !== undefined) {
    const persons = await stores.committees.membersByAccount({ ...where, userId });
    return persons.find(({ townId }) => townIds.includes(townId))?.id;
  }
  const name = foldText(typed.replace(/^@/, ''));
  const town = towns.find((one) => foldText(one.name) === name);
  return town?.id ?? theOneCalled(await stores.committees.membersOf(townIds), name)?.id;
}

/** By their whole name, or by a part of it that only one of them has. */
function theOneCalled(members: readonly Member[], name: string): Member | undefined {
  const whole = members.filter(({ displayName }) => foldText(displayName) === name);
  const part = members.filter(({ displayName }) => foldText(displayName).split(/\s+/).includes(name));
  const found = whole.length > 0 ? whole : part;
  return found.length === 1 ? found[0] : undefined;
}
