import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { PageState, Person, Platform, Space } from '../page-api.ts';
import type { ReadMarks } from './use-read-marks.ts';

export interface Draft {
  text: string;
  // Rises with every request, so that the same command can be put into the composer twice.
  turn: number;
}

// What one pane works with: the whole state, and who acts in this pane.
export interface PaneProps {
  state: PageState;
  nowMs: number;
  actor: Person;
  space: Space;
  draft: Draft | undefined;
  unreadByPerson: ReadonlyMap<string, number>;
  readMarks: ReadMarks;
  channelId: string;
  onActor(personId: string): void;
  onChannel(channelId: string): void;
}

export type Report = (message: string) => void;

// Where a pane puts a sentence about something that did not work.
export const ReportContext = createContext<Report>(() => undefined);

export function useReport(): Report {
  return useContext(ReportContext);
}

export function humansOf(state: PageState, platform: Platform): Person[] {
  return state.people.filter((person) => person.platform === platform && !person.isBot);
}
