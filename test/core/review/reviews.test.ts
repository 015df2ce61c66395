import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/core/acting.ts';
import { checkDelivery } from '../../../src/core/reminder/delivery-check.ts';
import { partToStartFrom } from '../../../src/core/review/part-to-start-from.ts';
import { presentReview, type Review } from '../../../src/core/review/review.ts';
import { startDueReview } from '../../../src/core/review/start-review.ts';
import { agreeToReview, openReview, readThemes, writePart } from '../../../src/core/review/write-review.ts';
import { DAY_MS } from '../../../src/core/time/instant.ts';
import { wallAt } from '../../../src/core/time/zone-offset.ts';
import { changeSettings } from '../../../src/core/twinning/change-settings.ts';
import { invite } from '../../../src/core/twinning/invite.ts';
import { joinTwinning } from '../../../src/core/twinning/join-twinning.ts';
import { planFor } from '../../../src/core/twinning/start-twinning.ts';
import { type Committees, sisterCommittees } from '../../fakes/sister-committees.ts';
import { refusalOf } from '../../refusal-of.ts';

const reviewsOf = ({ database, mette }: Committees) => database.reviews.reviewsOf(mette.scope.twinning.id);
async function plannedOf(committees: Committees): Promise<Review> {
  const planned = (await reviewsOf(committees)).find(({ state }) => state === 'planned');
  if (planned === undefined) throw new Error('no review is planned');
  return planned;
}
/** The clock comes to the next review. */
async function begun(committees: Committees): Promise<Review> {
  const planned = await plannedOf(committees);
  committees.world.set(planned.startsAt);
  const review = await startDueReview(committees.deps, planned.id);
  if (review === undefined) throw new Error('it did not begin');
  return review;
}
const viewsOf = async ({ database }: Committees, { id }: Review) =>
  (await database.postings.postingsAbout({ type: 'review', id })).map(({ view }) => view).sort();

describe('the yearly review', () => {
  it('is planned from the start, follows the agreement, and is planned once however often one looks', async () => {
    const committees = await sisterCommittees({ repeatWork: true });
    const { deps, database, world, mette } = committees;
    expect((await plannedOf(committees)).dueOn).toBe('2027-11-02');
    await changeSettings(deps, mette, { agreement: { reviewMonths: 6, signedOn: '1996-02-29' } });
    const planned = await plannedOf(committees);
    expect([planned.dueOn, planned.fromOn]).toEqual(['2027-02-28', '2026-08-28']);
    expect(wallAt(planned.startsAt, 'Europe/Copenhagen')).toBe('2027-01-28T09:00');
    const { id } = mette.scope.twinning;
    const targets = mette.scope.spaces.map((space) => ({ type: 'space', spaceId: space.id }) as const);
    const before = await database.reminders.scheduledFor(id, targets, 100);
    for (let day = 0; day < 3; day += 1)
      await database.transaction((tx) => planFor(tx, world, world.now(), id));
    expect(await reviewsOf(committees)).toEqual([planned]);
    expect(await database.reminders.scheduledFor(id, targets, 100)).toEqual(before);
    expect(before.map(({ kind }) => kind).sort()).toEqual([
      ...Array.from({ length: 3 }, () => 'anniversary'),
      ...Array.from({ length: 3 }, () => 'digest'),
    ]);
  });

  it('begins once, is posted in every space, and the next is planned', async () => {
    const committees = await sisterCommittees({ repeatWork: true });
    const { deps, mette } = committees;
    const planned = await plannedOf(committees);
    expect(await startDueReview(deps, planned.id)).toBeUndefined();
    const review = await begun(committees);
    expect(await startDueReview(deps, review.id)).toBeUndefined();
    expect(await viewsOf(committees, review)).toEqual(mette.scope.spaces.map(() => 'review'));
    expect((await reviewsOf(committees)).map(({ dueOn, state }) => [dueOn, state])).toEqual([
      ['2027-11-02', 'open'],
      ['2028-11-02', 'planned'],
    ]);
  });

  it('is agreed to by all towns, in the version that they saw', async () => {
    const committees = await sisterCommittees({ repeatWork: true });
    const { deps, mette, linda } = committees;
    const { id } = await begun(committees);
    expect(await refusalOf(agreeToReview(deps, mette, { id, version: 1 }))).toBe('error.review.empty');
    await writePart(deps, mette, { themes: ['Youth'], ideas: 'A garden' });
    expect(await refusalOf(agreeToReview(deps, linda, { id, version: 1 }))).toBe('error.review.changed');
    const proposed = await agreeToReview(deps, mette, { id, version: 2 });
    expect(proposed).toMatchObject({ state: 'proposed', proposedByTownId: mette.town.id });
    expect(await refusalOf(agreeToReview(deps, mette, { id, version: 2 }))).toBe(
      'error.review.agreed-already',
    );
    // The other town adds something: the first one's word was for something else.
    await writePart(deps, linda, { note: 'A good year' });
    expect((await agreeToReview(deps, linda, { id, version: 3 })).state).toBe('proposed');
    expect((await agreeToReview(deps, mette, { id, version: 3 })).state).toBe('confirmed');
    expect(await viewsOf(committees, proposed)).toEqual([
      ...['review', 'review', 'review', 'review-confirmed', 'review-confirmed', 'review-confirmed'],
      ...['review-proposed', 'review-proposed'],
    ]);
    expect(await refusalOf(agreeToReview(deps, linda, { id, version: 3 }))).toBe(
      'error.review.confirmed-already',
    );
    // The same words again change nothing; other ones need everybody's word anew.
    expect((await writePart(deps, linda, { note: 'A good year' })).state).toBe('confirmed');
    expect(await writePart(deps, linda, { note: 'A very good year' })).toMatchObject({
      state: 'proposed',
      version: 4,
    });
  });

  it('lets one of two who agree and write at the same moment win, and tells the other', async () => {
    const committees = await sisterCommittees();
    const { deps, mette, linda } = committees;
    const { id } = await begun(committees);
    await writePart(deps, mette, { themes: ['Youth'] });
    const [written, agreed] = await Promise.all([
      writePart(deps, mette, { themes: ['Music'] }),
      agreeToReview(deps, linda, { id, version: 2 }).catch((error: unknown) => error),
    ]);
    expect(written.version).toBe(3);
    expect(agreed).toMatchObject({ message: 'error.review.changed' });
  });

  it('waits for the towns that have not done their part, boundedly, and for nobody else', async () => {
    const committees = await sisterCommittees();
    const { deps, database, mette, linda, world } = committees;
    const { scope } = mette;
    const { id } = await begun(committees);
    await writePart(deps, mette, {});
    const planned = (
      await database.reminders.scheduledFor(
        scope.twinning.id,
        scope.spaces.map((space) => ({ type: 'space', spaceId: space.id }) as const),
        100,
      )
    ).filter(({ kind }) => kind === 'review-waiting');
    expect(planned).toHaveLength(2 * 5);
    const heard = async () => {
      const review = await database.reviews.review(id);
      return planned
        .filter((one) => checkDelivery(one, { review }, scope, [], one.dueAt).type === 'ring')
        .map(
          ({ target }) =>
            scope.spaces.find((space) => target.type === 'space' && space.id === target.spaceId)?.townId,
        );
    };
    expect(new Set(await heard())).toEqual(new Set([linda.town.id]));
    await writePart(deps, linda, { themes: ['Music'] });
    await agreeToReview(deps, linda, { id, version: 3 });
    expect(new Set(await heard())).toEqual(new Set([mette.town.id]));
    await agreeToReview(deps, mette, { id, version: 3 });
    expect(await heard()).toEqual([]);
    // The next one overtakes what was never finished.
    await writePart(deps, mette, { note: 'More' });
    world.advance(30 * DAY_MS);
    await begun(committees);
    expect((await reviewsOf(committees)).map(({ state }) => state)).toEqual(['lapsed', 'open', 'planned']);
    expect(await refusalOf(agreeToReview(deps, mette, { id, version: 4 }))).toBe('error.review.gone');
  });

  it('is begun by hand by office holders only, and moves the plan on by a year', async () => {
    const committees = await sisterCommittees({ repeatWork: true });
    const { deps, mette, jens, linda, world } = committees;
    expect(await refusalOf(openReview(deps, jens))).toBe('error.review.none');
    const first = await openReview(deps, mette);
    expect(first).toMatchObject({ state: 'open', dueOn: '2026-12-02', fromOn: '2025-12-02' });
    expect((await openReview(deps, jens)).id).toBe(first.id);
    await writePart(deps, jens, { themes: ['Youth'], invitations: 'The choir', ideas: 'A garden' });
    for (const actor of [mette, linda]) await agreeToReview(deps, actor, { id: first.id, version: 2 });
    world.advance(100 * DAY_MS);
    await begun(committees);
    const reviews = await reviewsOf(committees);
    expect(presentReview(reviews)).toMatchObject({ dueOn: '2027-11-02', fromOn: '2026-12-02' });
    expect(partToStartFrom(reviews, mette.town.id)).toEqual({
      themes: ['Youth'],
      concrete: 'The choir',
      invitations: 'A garden',
    });
    expect(partToStartFrom(reviews, linda.town.id)).toEqual({});
  });

  it('needs the word of each of five towns', async () => {
    const committees = await sisterCommittees();
    const { deps, mette, linda, database } = committees;
    const more: Actor[] = [];
    for (const [index, name] of ['Antibes', 'Büdingen', 'Kathmandu'].entries()) {
      const { code } = await invite(deps, mette, { for: 'partner', audience: 'committee' });
      more.push(
        await joinTwinning(deps, {
          code,
          town: { name, country: 'FR', timeZone: 'Europe/Paris', language: 'fr' },
          channel: { platform: 'discord', tenantId: `8${index}`, channelId: `9${index}` },
          account: { platform: 'discord', tenantId: 'discord', userId: `2000${index}` },
          profile: { displayName: name },
        }),
      );
    }
    const scope = await database.twinnings.scope(mette.scope.twinning.id);
    if (scope === undefined) throw new Error('the twinning is gone');
    const five = [mette, linda, ...more].map((actor): Actor => ({ ...actor, scope }));
    const { id } = await begun(committees);
    for (const actor of five) await writePart(deps, actor, { themes: [actor.town.name] });
    const states: string[] = [];
    for (const actor of five) states.push((await agreeToReview(deps, actor, { id, version: 6 })).state);
    expect(states).toEqual(['proposed', 'proposed', 'proposed', 'proposed', 'confirmed']);
    // Each of the four others was asked once.
    const asked = (await viewsOf(committees, await begun(committees))).length;
    expect(asked).toBe(scope.spaces.length);
    const views = (await database.postings.postingsAbout({ type: 'review', id })).map(({ view }) => view);
    expect(views.filter((view) => view === 'review-proposed')).toHaveLength(4);
  });

  it('takes themes as people write them, each once, and not too many', () => {
    expect(readThemes(' Youth,  Música\nyouth; Climate ,')).toEqual(['Youth', 'Música', 'Climate']);
    expect(() => readThemes('a,b,c,d,e,f,g,h,i,j,k')).toThrow();
    expect(readThemes('')).toEqual([]);
  });
});
