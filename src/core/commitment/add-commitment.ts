import { type Actor, audit, type Deps, post } from '../acting.ts';
import type { Account, OfficeKind } from '../committee/member.ts';
import { refusal } from '../domain-error.ts';
import type { Stores, Transaction } from '../stores.ts';
import { foldText } from '../time/fold-text.ts';
import type { LocalDate } from '../time/instant.ts';
import type { Town } from '../twinning/twinning.ts';
import type { Id, World } from '../world.ts';
import type { Commitment, Owner } from './commitment.ts';

export interface Offer {
  readonly what: string;
  readonly dueOn?: LocalDate;
  /** The caller unless given. */
  readonly owner?:
    | { readonly account: Account }
    | { readonly office: OfficeKind }
    | { readonly memberId: Id<'mbr'> };
  /** The name of a town; all the others unless given. */
  readonly to?: string;
  readonly theme?: string;
}

/** Offers something to the other side: every space shows it, and the other town's has the buttons. */
export async function addCommitment(
  { database, world }: Deps,
  actor: Actor,
  offer: Offer,
): Promise<Commitment> {
  const now = world.now();
  return await database.transaction((tx) => addCommitmentIn(tx, world, now, actor, offer));
}

/** The same, as part of a larger change. */
export async function addCommitmentIn(
  tx: Transaction,
  world: World,
  now: number,
  actor: Actor,
  offer: Offer,
): Promise<Commitment> {
  const toTownIds = receivers(actor, offer.to).map(({ id }) => id);
  const owner = await ownerOf(tx, actor, offer.owner);
  const commitment: Commitment = {
    id: world.newId('cmt'),
    twinningId: actor.scope.twinning.id,
    number: await tx.commitments.nextCommitmentNumber(actor.scope.twinning.id),
    what: offer.what,
    owner,
    ownerTownId: actor.town.id,
    toTownIds,
    offeredById: actor.member.id,
    ...(offer.dueOn === undefined ? {} : { dueOn: offer.dueOn }),
    ...(offer.theme === undefined ? {} : { theme: offer.theme }),
    state: 'offered',
    version: 1,
    createdAt: now,
    changedAt: now,
  };
  await tx.commitments.insertCommitment(commitment);
  await post(tx, world, now, actor.scope.spaces, { type: 'commitment', id: commitment.id }, 'commitment');
  await audit(tx, world, now, actor, 'commitment/add', commitment.id);
  return commitment;
}

function receivers({ scope, town }: Actor, named: string | undefined): readonly Town[] {
  const others = scope.towns.filter(({ id }) => id !== town.id);
  if (others.length === 0) throw refusal('error.commitment.no-partner');
  if (named === undefined) return others;
  const found = others.filter(({ name }) => foldText(name) === foldText(named));
  if (found.length === 0)
    throw refusal('error.commitment.town-unknown', {
      typed: named,
      towns: { type: 'list', items: others.map(({ name }) => name), join: 'or' },
    }).of('to');
  return found;
}

async function ownerOf(stores: Stores, { town, member }: Actor, owner: Offer['owner']): Promise<Owner> {
  if (owner === undefined) return { type: 'member', memberId: member.id };
  if ('office' in owner) return { type: 'office', office: owner.office };
  const people =
    'memberId' in owner
      ? [await stores.committees.member(owner.memberId)]
      : await stores.committees.membersByAccount(owner.account);
  const found = people.find((person) => person?.townId === town.id);
  if (found === undefined) throw refusal('error.committee.not-a-member', { town: town.name }).of('owner');
  return { type: 'member', memberId: found.id };
}
