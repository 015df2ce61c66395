import type { Member } from './committee/member.ts';
import type { Posting, PostingView, Subject } from './reminder/reminder.ts';
import type { Database, Transaction } from './stores.ts';
import type { Instant } from './time/instant.ts';
import type { Space, Town, TwinningScope } from './twinning/twinning.ts';
import type { World } from './world.ts';

/** What every use case is given besides its input. */
export interface Deps {
  readonly database: Database;
  readonly world: World;
}

/** Who acts, for which town, in which twinning. The router has checked that they belong to it. */
export interface Actor {
  readonly scope: TwinningScope;
  readonly town: Town;
  readonly member: Member;
}

/** Who did something; the bot by itself where no member is named. */
export type Doer = Pick<Actor, 'town'> & Partial<Actor>;

/** Writes who did what into the same transaction as the deed. */
export async function audit(
  tx: Transaction,
  world: World,
  now: Instant,
  { scope, town, member }: Doer,
  action: string,
  subjectId: string,
): Promise<void> {
  await tx.audit.record({
    id: world.newId('aud'),
    at: now,
    ...(scope === undefined ? {} : { twinningId: scope.twinning.id }),
    townId: town.id,
    ...(member === undefined ? {} : { memberId: member.id }),
    action,
    subjectId,
  });
}

/** One message in each of these spaces that shows the subject from now on. */
export async function post(
  tx: Transaction,
  world: World,
  now: Instant,
  spaces: readonly Space[],
  about: Subject,
  view: PostingView,
  args: Posting['args'] = {},
): Promise<void> {
  const postings = spaces.map(
    (space): Posting => ({
      id: world.newId('pst'),
      spaceId: space.id,
      about,
      view,
      args,
      wantedVersion: 1,
      shownVersion: 0,
      createdAt: now,
      state: 'scheduled',
      attempts: 0,
    }),
  );
  await tx.postings.insertPostings(postings);
  for (const { id } of postings) tx.wake({ type: 'posting', id });
}

/** The messages that show this subject are out of date now. */
export async function refresh(tx: Transaction, about: Subject, views: readonly PostingView[]): Promise<void> {
  for (const id of await tx.postings.touchPostings(about, views)) tx.wake({ type: 'posting', id });
}
