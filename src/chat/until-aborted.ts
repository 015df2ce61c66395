/** What the work gives, or `late` as soon as nobody waits any longer; the work itself goes on. */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal, late: () => Error): Promise<T> {
  let stopListening: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    const refuse = () => reject(late());
    if (signal.aborted) refuse();
    signal.addEventListener('abort', refuse, { once: true });
    stopListening = () => signal.removeEventListener('abort', refuse);
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    stopListening();
  }
}
