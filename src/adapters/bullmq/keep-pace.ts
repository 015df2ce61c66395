import { beatAfter } from '../../chat/beat.ts';
import type { Job, JobContext } from '../../chat/job.ts';
import type { Instant } from '../../core/time/instant.ts';

/**
 * Adds the repeating jobs at their pace: at whole multiples of it, where several bots meet and add one job together.
 * BullMQ's own schedulers live in the queue's server and are gone with its data, the reconciler's with them, which is
 * the one that would make up for the loss.
 * @returns what ends it
 */
export function keepPace(
  jobs: ReadonlyMap<string, Job>,
  { queue, world, log }: Pick<JobContext, 'queue' | 'world' | 'log'>,
): () => void {
  const timers = new Map<string, NodeJS.Timeout>();
  function plan(job: string, everyMs: number, after: Instant): void {
    // A timer may ring a millisecond early; the beat it was for counts all the same.
    const beat = beatAfter(everyMs, Math.max(after, world.now()));
    const timer = setTimeout(() => {
      plan(job, everyMs, beat);
      queue.add(job, {}, { runAt: beat, key: 'every' }).catch((error: unknown) => {
        log.warn('queue.beat-missed', { job, error: error instanceof Error ? error : undefined });
      });
    }, beat - world.now());
    timers.set(job, timer.unref());
  }
  for (const [job, { everyMs }] of jobs) if (everyMs !== undefined) plan(job, everyMs, 0);
  return () => {
    for (const timer of timers.values()) clearTimeout(timer);
  };
}
