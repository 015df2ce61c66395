import type { Posting } from '../core/reminder/reminder.ts';
import type { Space } from '../core/twinning/twinning.ts';
import type { Id } from '../core/world.ts';
import type { Content } from './call.ts';
import type { JobContext } from './job.ts';
import { PlatformError } from './platform.ts';
import { spaceReader } from './reader.ts';
import { type Attempt, LEASE_MS, retry, type Sending, sendOnce } from './send-once.ts';
import { showEvent } from './show-event.ts';
import { postingCard, readFacts } from './view/posting-card.ts';

/**
 * Brings one message in one space up to date, or sends it for the first time. The only writer of that message: two
 * changes at once end with the newer one shown, never the older.
 */
export async function refreshPosting(id: Id<'pst'>, context: JobContext): Promise<'done' | 'skipped'> {
  const { world, database, queue, log } = context;
  const now = world.now();
  const deliveryId = world.newId('dlv');
  const claim = await database.transaction((tx) =>
    tx.postings.claimPosting(id, { now, leaseUntil: now + LEASE_MS, deliveryId }),
  );
  if (claim === undefined) return 'skipped';
  const { posting, doubtful } = claim;
  const held = posting.deliveryId ?? deliveryId;
  const space = await database.twinnings.space(posting.spaceId);
  const attempt = { deliveryId: held, doubtful, attempts: posting.attempts, now };
  const show = posting.view === 'event' ? showEvent : showMessage;
  const sending = space && (await show(posting, space, attempt, context));
  if (sending === undefined || sending.type === 'left') {
    // A dead one waits for the next change of its subject.
    const outcome = sending === undefined ? 'cancelled' : 'dead';
    await database.transaction((tx) => tx.postings.postingFailed(id, held, outcome));
    return 'skipped';
  }
  if (sending.type === 'unknown') return 'skipped';
  if (sending.type === 'failed') {
    await database.transaction((tx) => tx.postings.postingFailed(id, held, sending.outcome));
    if (sending.outcome === 'dead') log.error('posting.dead', { posting: id });
    else await queue.add('refresh-posting', { id }, { runAt: sending.outcome.retryAt, key: id });
    return 'skipped';
  }
  await database.transaction((tx) =>
    tx.postings.postingShown(id, held, posting.wantedVersion, sending.message),
  );
  const later = await database.postings.posting(id);
  // Changed again while it was being sent: the wake of that change found it held.
  if (later !== undefined && later.wantedVersion > posting.wantedVersion)
    await queue.add('refresh-posting', { id });
  return 'done';
}

type Message = NonNullable<Posting['message']>;

async function showMessage(
  posting: Posting,
  space: Space,
  attempt: Attempt,
  context: JobContext,
): Promise<Sending | undefined> {
  const content = await contentOf(posting, space, context);
  if (content === undefined) return undefined;
  if (posting.message !== undefined)
    return await editOnce(posting, posting.message, content, attempt, context);
  const to = { type: 'channel', tenantId: space.tenantId, channelId: space.channelId } as const;
  return await sendOnce([{ platform: space.platform, to, content }], attempt, context);
}

/** An edit may be repeated without harm, so a doubtful one is tried again like a failed one. */
async function editOnce(
  posting: Posting,
  message: Message,
  content: Content,
  attempt: { attempts: number; now: number },
  { platforms, log }: JobContext,
): Promise<Sending> {
  try {
    await platforms.get(message.platform)?.edit(message, content);
    return { type: 'sent', message };
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    log.warn('posting.refused', { posting: posting.id, kind: error.kind, platformCode: error.platformCode });
    // Somebody removed the message, or the bot: there is nothing left to keep up to date.
    if (error.kind === 'gone') return { type: 'failed', outcome: 'dead' };
    return { type: 'failed', outcome: retry(attempt, error.retryAfterMs) };
  }
}

async function contentOf(
  posting: Posting,
  space: Space,
  { database, holidays, calendars, world }: JobContext,
): Promise<Content | undefined> {
  const facts = await readFacts(database, space.twinningId);
  const town = facts?.scope.towns.find(({ id }) => id === space.townId);
  if (facts === undefined || town === undefined) return undefined;
  const reader = spaceReader(space, town);
  const named = { holidays, language: reader.language, now: world.now() };
  const calendar = { reader, ...(calendars === undefined ? {} : { addresses: calendars }) };
  const card = await postingCard(
    posting,
    { ...facts, home: town, audience: space.audience, calendar },
    database,
    named,
  );
  return card && { card, reader };
}
