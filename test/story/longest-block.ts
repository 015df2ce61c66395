import { readFileSync } from 'node:fs';

/** Of this thread, in nanoseconds: what the kernel has given it, without the time in which others had the processor. */
const SCHEDULED = '/proc/thread-self/schedstat';
const TICK_MS = 2;

function clock(): () => number {
  const spent = () => Number(readFileSync(SCHEDULED, 'utf8').split(' ')[0]) / 1_000_000;
  try {
    spent();
    return spent;
  } catch {
    // Not Linux: the wall clock, which also counts what the rest of a busy machine takes.
    return () => performance.now();
  }
}

/**
 * For how long at most the event loop was not left, in milliseconds of this thread's processor time. A timer that rings
 * late (or `monitorEventLoopDelay`) says the same in wall time, and cries wolf wherever tests share two cores: it cannot
 * tell a process that blocks from one that is not given the processor. What waits without computing (files read at once,
 * `Atomics.wait`) is not seen.
 */
export async function longestBlock(work: () => Promise<unknown>): Promise<number> {
  const spent = clock();
  let longest = 0;
  let before = spent();
  const look = () => {
    const now = spent();
    longest = Math.max(longest, now - before);
    before = now;
  };
  const timer = setInterval(look, TICK_MS);
  try {
    await work();
  } finally {
    look();
    clearInterval(timer);
  }
  return longest;
}
