import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

// The person whose screen a pane shows. Dates and names in messages are rendered for this person, just as the
// real programs do it on each reader's own device.
export interface Reader {
  personId: string;
  locale: string;
  timeZone: string;
  nowMs: number;
  nameOf(kind: 'user' | 'channel' | 'role', id: string): string | undefined;
}

export const ReaderContext = createContext<Reader>({
  personId: '',
  locale: 'en-GB',
  timeZone: 'UTC',
  nowMs: 0,
  nameOf: () => undefined,
});

export function useReader(): Reader {
  return useContext(ReaderContext);
}
