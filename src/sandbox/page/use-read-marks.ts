import { useEffect, useMemo, useState } from 'preact/hooks';
import type { PageState, Person } from '../page-api.ts';
import { visibleMessages } from './page-reading.ts';

// How far each person has read in each channel: personId -> channelId -> number of visible messages seen.
type Marks = ReadonlyMap<string, ReadonlyMap<string, string>>;

export interface ReadMarks {
  unread(personId: string, channelId: string): number;
  unreadOf(person: Person): number;
  // The id of the first message that this person has not seen, for the line that says "New".
  firstUnread(personId: string, channelId: string): string | undefined;
  markRead(personId: string, channelId: string): void;
}

function lastIdIn(state: PageState, channelId: string, personId: string): string {
  return visibleMessages(state, channelId, personId).at(-1)?.id ?? '';
}

export function useReadMarks(state: PageState | undefined): ReadMarks {
  // What is there when the page opens is history, not news.
  const [marks, setMarks] = useState<Marks | undefined>(undefined);
  useEffect(() => {
    if (state === undefined || marks !== undefined) return;
    const people = state.people.filter((person) => !person.isBot);
    setMarks(
      new Map(
        people.map((person) => [
          person.id,
          new Map(state.channels.map((channel) => [channel.id, lastIdIn(state, channel.id, person.id)])),
        ]),
      ),
    );
  }, [state, marks]);
  return useMemo(() => {
    const unreadMessages = (personId: string, channelId: string) => {
      if (state === undefined || marks === undefined) return [];
      const seen = marks.get(personId)?.get(channelId) ?? '';
      const messages = visibleMessages(state, channelId, personId);
      const position = messages.findIndex((message) => message.id === seen);
      // A seen message that is gone (dismissed, deleted) must not turn the whole history into news.
      if (position < 0 && seen !== '') return messages.filter((message) => isLater(message.id, seen));
      return messages.slice(position + 1).filter((message) => message.authorId !== personId);
    };
    return {
      unread: (personId, channelId) => unreadMessages(personId, channelId).length,
      unreadOf: (person) =>
        (state?.channels ?? [])
          .filter((channel) => channel.memberIds.includes(person.id))
          .reduce((sum, channel) => sum + unreadMessages(person.id, channel.id).length, 0),
      firstUnread: (personId, channelId) => unreadMessages(personId, channelId)[0]?.id,
      markRead: (personId, channelId) => {
        if (state === undefined) return;
        const last = lastIdIn(state, channelId, personId);
        setMarks((before) => {
          if (before === undefined || before.get(personId)?.get(channelId) === last) return before;
          const ofPerson = new Map(before.get(personId)).set(channelId, last);
          return new Map(before).set(personId, ofPerson);
        });
      },
    };
  }, [state, marks]);
}

// Slack's ts and Discord's snowflakes both grow with time; compared by length first, then by digits.
function isLater(one: string, other: string): boolean {
  return one.length === other.length ? one > other : one.length > other.length;
}
