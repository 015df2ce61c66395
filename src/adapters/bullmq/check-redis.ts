import type { Log } from '../../chat/log.ts';
import { answerInTime } from './answer-in-time.ts';
import { hangUp, redis } from './connection.ts';

/**
 * A Redis that evicts or keeps nothing on disk costs delays: the operator should know. The reconciler makes up for both.
 * @throws when it does not answer.
 */
export async function checkRedis(redisUrl: string, log: Log, answerWithinMs: number): Promise<void> {
  const client = redis(redisUrl, 1);
  let lastError: Error | undefined;
  client.on('error', (error) => {
    lastError = error;
  });
  try {
    await answerInTime(client.ping(), answerWithinMs);
  } catch (error) {
    hangUp(client);
    throw lastError ?? error;
  }
  try {
    const read = async (name: string) => ((await client.config('GET', name)) as string[])[1];
    const policy = await answerInTime(read('maxmemory-policy'), answerWithinMs);
    if (policy !== 'noeviction') log.warn('queue.redis-evicts', { policy });
    if ((await answerInTime(read('appendonly'), answerWithinMs)) !== 'yes')
      log.warn('queue.redis-not-on-disk');
  } catch (error) {
    // Managed servers often forbid CONFIG; that is no reason not to work.
    log.warn('queue.redis-not-checked', { error: error instanceof Error ? error : undefined });
  } finally {
    hangUp(client);
  }
}
