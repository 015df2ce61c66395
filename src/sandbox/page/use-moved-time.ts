import { useEffect, useState } from 'preact/hooks';

const KEY = 'twinbell-sandbox-first-offset';

// How far the clock was moved since this tab first saw it. Kept over a reload, and begun anew when a restarted
// sandbox stands earlier than before.
export function useMovedTime(offsetMs: number): number {
  const [first, setFirst] = useState(() => readFirst() ?? offsetMs);
  const lowest = Math.min(first, offsetMs);
  if (lowest !== first) setFirst(lowest);
  useEffect(() => writeFirst(lowest), [lowest]);
  return offsetMs - lowest;
}

function readFirst(): number | undefined {
  try {
    const kept = sessionStorage.getItem(KEY);
    return kept === null ? undefined : Number(kept);
  } catch {
    // A browser may forbid storage; the tick is then forgotten on reload, and that is all.
    return undefined;
  }
}

function writeFirst(offsetMs: number): void {
  try {
    sessionStorage.setItem(KEY, String(offsetMs));
  } catch {
    // See above.
  }
}
