import { type Actor, audit, type Deps, post, refresh } from '../acting.ts';
import { cleanText } from '../clean-text.ts';
import { mayManage } from '../committee/may-manage.ts';
import { refusal } from '../domain-error.ts';
import { spaceFor } from '../reminder/reminder-plan.ts';
import type { Transaction } from '../stores.ts';
import { foldText } from '../time/fold-text.ts';
import type { Instant } from '../time/instant.ts';
import type { Id, World } from '../world.ts';
import { agreedTowns, presentReview, type Review, type ReviewPart } from './review.ts';
import { startReviewNow } from './start-review.ts';

export const MOST_THEMES = 10;

/** What is given replaces what the town has written so far; an empty text takes it away. */
export interface PartChange {
  readonly themes?: readonly string[];
  readonly note?: string;
  readonly concrete?: string;
  readonly invitations?: string;
  readonly ideas?: string;
}

/** Themes as people type them: separated by commas or lines, each once. @throws DomainError */
export function readThemes(typed: string): string[] {
  const found = new Map<string, string>();
  for (const part of typed.split(/[,;\n]/)) {
    if (part.trim() === '') continue;
    const theme = cleanText(part, 'name');
    if (!found.has(foldText(theme))) found.set(foldText(theme), theme);
  }
  if (found.size > MOST_THEMES)
    throw refusal('error.review.too-many-themes', { count: found.size, limit: MOST_THEMES });
  return [...found.values()];
}

/** The review that is under way. Begins the next one where none is, if this person may. */
export async function openReview({ database, world }: Deps, actor: Actor): Promise<Review> {
  const now = world.now();
  return await database.transaction((tx) => presentOrBegun(tx, world, now, actor));
}

async function presentOrBegun(tx: Transaction, world: World, now: Instant, actor: Actor): Promise<Review> {
  const { scope } = actor;
  const settings = await tx.settings.lockSettings(scope.twinning.id);
  const reviews = await tx.reviews.reviewsOf(scope.twinning.id);
  const present = presentReview(reviews);
  if (present !== undefined && (present.state !== 'confirmed' || isFresh(present, now))) return present;
  if (scope.towns.length < 2) throw refusal('error.commitment.no-partner');
  const offices = await tx.committees.officesOf([actor.town.id]);
  if (!mayManage(actor.town, actor.member, offices)) {
    const planned = reviews.find(({ state }) => state === 'planned');
    throw refusal('error.review.none', {
      town: actor.town.name,
      due: planned === undefined ? '' : { type: 'day', on: planned.dueOn },
    });
  }
  return await startReviewNow(tx, world, now, scope, settings, actor.member);
}

/** What all have agreed to can be amended for so long; later, asking for the review means the next one. */
const AMENDED_MS = 90 * 86_400_000;
const isFresh = ({ changedAt }: Review, now: Instant): boolean => now - changedAt < AMENDED_MS;

/** Writes down one town's part. What was proposed or agreed to before needs everybody's word anew. */
export async function writePart(
  { database, world }: Deps,
  actor: Actor,
  change: PartChange,
): Promise<Review> {
  const now = world.now();
  return await database.transaction(async (tx) => {
    const { id } = await presentOrBegun(tx, world, now, actor);
    const review = await lockedReview(tx, actor, id);
    const before = review.parts.find(({ townId }) => townId === actor.town.id);
    const part = changedPart(before, change, actor, now);
    if (sameWords(before, part)) return review;
    const written: Review = {
      ...review,
      state: review.state === 'open' ? 'open' : 'proposed',
      version: review.version + 1,
      parts: [...review.parts.filter(({ townId }) => townId !== actor.town.id), part],
      changedAt: now,
    };
    await tx.reviews.saveReview(written);
    await refresh(tx, { type: 'review', id }, ['review', 'review-proposed', 'review-confirmed']);
    await audit(tx, world, now, actor, 'twin/review', id);
    return written;
  });
}

function changedPart(
  before: ReviewPart | undefined,
  change: PartChange,
  { town, member }: Actor,
  now: Instant,
): ReviewPart {
  const text = (name: 'note' | 'concrete' | 'invitations' | 'ideas') => {
    const words = change[name] ?? before?.[name] ?? '';
    return words === '' ? {} : { [name]: words };
  };
  return {
    townId: town.id,
    themes: change.themes ?? before?.themes ?? [],
    ...text('note'),
    ...text('concrete'),
    ...text('invitations'),
    ...text('ideas'),
    writtenById: member.id,
    writtenAt: now,
  };
}

const wordsOf = (part: ReviewPart | undefined): string =>
  JSON.stringify([part?.themes ?? [], part?.note, part?.concrete, part?.invitations, part?.ideas]);
/** A first part without a word is one: this town has nothing to add, and is not waited for. */
const sameWords = (before: ReviewPart | undefined, part: ReviewPart): boolean =>
  before !== undefined && wordsOf(before) === wordsOf(part);

/**
 * A town's word on the review as it stands: the first one proposes it to the others, and with the last one it is
 * settled. Only office holders speak for their town.
 * @param input.version the one that they saw
 */
export async function agreeToReview(
  { database, world }: Deps,
  actor: Actor,
  input: { readonly id: Id<'rvw'>; readonly version: number },
): Promise<Review> {
  const now = world.now();
  const { scope, town, member } = actor;
  return await database.transaction(async (tx) => {
    const review = await lockedReview(tx, actor, input.id);
    if (review.state === 'confirmed') throw refusal('error.review.confirmed-already');
    if (review.version !== input.version) throw refusal('error.review.changed');
    if (review.parts.length === 0) throw refusal('error.review.empty');
    const before = agreedTowns(review);
    if (before.includes(town.id)) throw refusal('error.review.agreed-already', { town: town.name });
    const agreed = new Set([...before, town.id]);
    const isComplete = scope.towns.every(({ id }) => agreed.has(id));
    const saved: Review = {
      ...review,
      state: isComplete ? 'confirmed' : 'proposed',
      proposedByTownId: before.length === 0 ? town.id : (review.proposedByTownId ?? town.id),
      confirmations: [
        ...review.confirmations.filter(({ townId }) => townId !== town.id),
        { townId: town.id, version: review.version, confirmedById: member.id, confirmedAt: now },
      ],
      changedAt: now,
    };
    await tx.reviews.saveReview(saved);
    await tellOthers(tx, world, now, actor, saved, before.length === 0);
    await audit(tx, world, now, actor, 'twin/review-agree', review.id);
    return saved;
  });
}

/** The card is brought up to date in place, which nobody notices: so the others are told once, and all at the end. */
async function tellOthers(
  tx: Transaction,
  world: World,
  now: Instant,
  { scope, town }: Actor,
  review: Review,
  isFirst: boolean,
): Promise<void> {
  const about = { type: 'review', id: review.id } as const;
  await refresh(tx, about, ['review', 'review-proposed', 'review-confirmed']);
  const version = String(review.version);
  const view = review.state === 'confirmed' ? 'review-confirmed' : 'review-proposed';
  const spaces =
    review.state === 'confirmed'
      ? scope.spaces
      : isFirst
        ? scope.towns
            .filter(({ id }) => id !== town.id)
            .flatMap(({ id }) => spaceFor({ townId: id }, scope) ?? [])
        : [];
  await post(tx, world, now, spaces, about, view, { version });
}

async function lockedReview(tx: Transaction, { scope }: Actor, id: Id<'rvw'>): Promise<Review> {
  const review = await tx.reviews.lockReview(id);
  if (review?.twinningId !== scope.twinning.id) throw refusal('error.review.gone');
  if (review.state === 'planned' || review.state === 'lapsed') throw refusal('error.review.gone');
  return review;
}
