import { useEffect, useState } from 'preact/hooks';
import type { PageState } from '../page-api.ts';

export interface Received {
  state: PageState;
  // On the browser's own monotonic clock: the virtual clock runs on between two states.
  receivedAt: number;
}

export interface Feed {
  received: Received | undefined;
  isLive: boolean;
}

export function usePageState(): Feed {
  const [received, setReceived] = useState<Received | undefined>(undefined);
  const [isLive, setLive] = useState(true);
  useEffect(() => {
    const accept = (state: PageState) =>
      // An answer to GET may be older than what the stream brought meanwhile. A restarted sandbox counts
      // from one again, so only the stream may go back.
      setReceived({ state, receivedAt: performance.now() });
    let hasStreamed = false;
    fetch('/api/state')
      .then((response) => response.json())
      .then((state: PageState) => {
        if (!hasStreamed) accept(state);
      })
      .catch(() => setLive(false));
    const events = new EventSource('/api/events');
    events.addEventListener('state', (event) => {
      hasStreamed = true;
      setLive(true);
      accept(JSON.parse(event.data));
    });
    events.addEventListener('error', () => setLive(false));
    return () => events.close();
  }, []);
  return { received, isLive };
}

const TICK_MS = 1000;

// The virtual now. While the clock is being moved it stands where the server says; otherwise it runs on.
export function useVirtualNow(received: Received | undefined): number {
  const [, setMinute] = useState(0);
  const nowMs = received === undefined ? 0 : virtualNow(received);
  useEffect(() => {
    if (received === undefined) return;
    const timer = setInterval(() => setMinute(Math.floor(virtualNow(received) / 60_000)), TICK_MS);
    return () => clearInterval(timer);
  }, [received]);
  // Whole minutes, so that messages are drawn again once a minute and not once a second.
  return Math.floor(nowMs / 60_000) * 60_000;
}

function virtualNow({ state, receivedAt }: Received): number {
  const at = Date.parse(state.clock.now);
  return state.clock.isMoving ? at : at + performance.now() - receivedAt;
}
