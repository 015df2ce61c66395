import { type Actor, audit, type Deps, post } from '../acting.ts';
import { refusal } from '../domain-error.ts';
import { planSilence } from '../reminder/notice-silence.ts';
import type { Transaction } from '../stores.ts';
import { list } from '../text.ts';
import { foldText } from '../time/fold-text.ts';
import type { LocalDate } from '../time/instant.ts';
import { completeRule } from '../time/recurrence.ts';
import { formatRule, type RecurrenceRule } from '../time/recurrence-rule.ts';
import type { Town } from '../twinning/twinning.ts';
import type { Id, World } from '../world.ts';
import type { Commitment, Owner } from './commitment.ts';
import { type DueWish, resolveDue } from './due-before.ts';
import { recordChange } from './keep-change.ts';
import { type OwnerWish, ownerIn } from './owner-wish.ts';

export interface Offer {
  readonly what: string;
  readonly dueOn?: LocalDate;
  /** Before something with a reference; wins over `dueOn`. */
  readonly due?: DueWish;
  /** Somebody or an office of the town that shall do it. Unless given: the caller, or the contact person of another town. */
  readonly owner?: OwnerWish;
  /** Which town shall do it: the caller's unless given. Another one makes it a request, which that town answers. */
  readonly from?: string;
  /** Names of towns, divided by commas: all the others unless given; of a request, the caller's town. */
  readonly to?: string;
  /** Both by their ids, where nobody has typed them. Who proposes takes part. */
  readonly between?: { readonly ownerTownId: Id<'town'>; readonly toTownIds: readonly Id<'town'>[] };
  readonly theme?: string;
  /** How often it is promised anew; needs a day to count from. */
  readonly every?: RecurrenceRule;
}

/** Offers something to the other side, or asks it for something: every space shows it, and who answers has the buttons. */
export async function addCommitment(
  { database, world }: Deps,
  actor: Actor,
  offer: Offer,
): Promise<Commitment> {
  const now = world.now();
  return await database.transaction(async (tx) => {
    const commitment = await addCommitmentIn(tx, world, now, actor, offer);
    await planSilence(tx, world, now, actor.scope);
    return commitment;
  });
}

/** The same, as part of a larger change. */
export async function addCommitmentIn(
  tx: Transaction,
  world: World,
  now: number,
  actor: Actor,
  offer: Offer,
): Promise<Commitment> {
  const commitment = await offerIn(tx, world, now, actor, offer);
  const about = { type: 'commitment', id: commitment.id } as const;
  await post(tx, world, now, actor.scope.spaces, about, 'commitment');
  return commitment;
}

/** The same without a card of its own: whoever offers many at once shows them together. */
export async function offerIn(
  tx: Transaction,
  world: World,
  now: number,
  actor: Actor,
  offer: Offer,
): Promise<Commitment> {
  const { scope } = actor;
  const { ownerTown, toTownIds } = between(actor, offer);
  const wish = offer.due ?? (offer.dueOn === undefined ? undefined : { on: offer.dueOn });
  const due = wish === undefined ? {} : await resolveDue(tx, scope, wish, ownerTown.id, now);
  const every =
    offer.every === undefined ? undefined : anchored(offer.every, due.dueBefore ? undefined : due.dueOn);
  const commitment: Commitment = {
    id: world.newId('cmt'),
    twinningId: scope.twinning.id,
    number: await tx.commitments.nextCommitmentNumber(scope.twinning.id),
    what: offer.what,
    owner: await ownerOf(tx, actor, ownerTown, offer.owner),
    ownerTownId: ownerTown.id,
    toTownIds,
    offeredById: actor.member.id,
    ...due,
    ...(offer.theme === undefined ? {} : { theme: offer.theme }),
    ...(every === undefined ? {} : { every }),
    state: 'offered',
    proposedByTownId: actor.town.id,
    version: 1,
    createdAt: now,
    changedAt: now,
  };
  await tx.commitments.insertCommitment(commitment);
  await recordChange(tx, now, actor, commitment, 'add');
  await audit(tx, world, now, actor, 'commitment/add', commitment.id);
  return commitment;
}

/** Who shall do it, and for whom. */
function between(
  actor: Actor,
  { between: given, from, to }: Offer,
): { readonly ownerTown: Town; readonly toTownIds: readonly Id<'town'>[] } {
  const { towns } = actor.scope;
  const known = towns.find(({ id }) => id === given?.ownerTownId);
  if (given !== undefined && known !== undefined) return { ownerTown: known, toTownIds: given.toTownIds };
  const ownerTown = from === undefined ? actor.town : namedTown(towns, from, 'from');
  return { ownerTown, toTownIds: receivers(actor, ownerTown, to) };
}

function receivers({ scope, town }: Actor, ownerTown: Town, named: string | undefined): Id<'town'>[] {
  const others = scope.towns.filter(({ id }) => id !== ownerTown.id);
  if (others.length === 0) throw refusal('error.commitment.no-partner');
  const isRequest = ownerTown.id !== town.id;
  if (named === undefined) return isRequest ? [town.id] : others.map(({ id }) => id);
  const chosen = named
    .split(/[,;]/)
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((name) => namedTown(others, name, 'to').id);
  // Who asks for something gets it, whoever else does.
  return [...new Set(isRequest ? [town.id, ...chosen] : chosen)];
}

function namedTown(towns: readonly Town[], typed: string, option: 'from' | 'to'): Town {
  const found = towns.find(({ name }) => foldText(name) === foldText(typed));
  if (found === undefined)
    throw refusal('error.commitment.town-unknown', {
      typed,
      towns: list(
        towns.map(({ name }) => name),
        'or',
      ),
    }).of(option);
  return found;
}

async function ownerOf(
  tx: Transaction,
  { town, member }: Actor,
  ownerTown: Town,
  wish: OwnerWish | undefined,
): Promise<Owner> {
  if (wish !== undefined) return await ownerIn(tx, ownerTown, wish);
  return ownerTown.id === town.id
    ? { type: 'member', memberId: member.id }
    : { type: 'office', office: 'contact-person' };
}

/** The rule counts from its first day, and what it leaves open follows from that. */
function anchored(rule: RecurrenceRule, firstOn: LocalDate | undefined): string {
  if (firstOn === undefined) throw refusal('error.commitment.every-needs-day').of('due');
  return formatRule(completeRule(rule, firstOn));
}
