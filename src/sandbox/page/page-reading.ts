import type { Channel, Message, PageState, Person, Platform, Space } from '../page-api.ts';
import type { Reader } from './text/reader.ts';

// Pure questions about the state that several parts of the page ask.
export function visibleMessages(state: PageState, channelId: string, personId: string): Message[] {
  return (state.messages[channelId] ?? []).filter(
    (message) => message.visibleTo === null || message.visibleTo === personId,
  );
}

export function channelsFor(state: PageState, person: Person, space: Space): Channel[] {
  return state.channels.filter(
    (channel) =>
      channel.platform === person.platform &&
      channel.memberIds.includes(person.id) &&
      (channel.spaceId === null || channel.spaceId === space.id),
  );
}

export function firstSpaceOf(state: PageState, person: Person): Space | undefined {
  const homeId = homeSpaceIdOf(person);
  return state.spaces.find((space) => space.id === homeId);
}

// Whoever has left is still looked at where they were.
export function homeSpaceIdOf(person: Person): string | undefined {
  return person.spaceIds[0] ?? person.leftSpaceIds?.[0];
}

export function isGone(person: Person): boolean {
  return person.isDeactivated === true || person.spaceIds.length === 0;
}

export function nameTable(state: PageState, platform: Platform, extra?: ReadonlyMap<string, string>) {
  const users = new Map(
    state.people.filter((each) => each.platform === platform).map((each) => [each.id, each.name]),
  );
  const channels = new Map(
    state.channels.filter((each) => each.platform === platform).map((each) => [each.id, each.name]),
  );
  return (kind: 'user' | 'channel' | 'role', id: string): string | undefined =>
    kind === 'user' ? users.get(id) : kind === 'channel' ? channels.get(id) : extra?.get(id);
}

export function readerFor(state: PageState, person: Person, nowMs: number): Reader {
  return {
    personId: person.id,
    locale: person.locale,
    timeZone: person.timeZone,
    nowMs,
    nameOf: nameTable(state, person.platform),
  };
}

export interface TownClock {
  town: string;
  timeZone: string;
}

// A space has no zone of its own on either platform; the town's zone is the one most of its people live in.
export function townClocks(state: PageState): TownClock[] {
  const clocks: TownClock[] = [];
  for (const space of state.spaces) {
    if (clocks.some((clock) => clock.town === space.town)) continue;
    const zones = new Map<string, number>();
    for (const person of state.people) {
      if (person.isBot || !person.spaceIds.includes(space.id)) continue;
      zones.set(person.timeZone, (zones.get(person.timeZone) ?? 0) + 1);
    }
    const commonest = [...zones].sort((one, other) => other[1] - one[1])[0];
    clocks.push({ town: space.town, timeZone: commonest?.[0] ?? 'UTC' });
  }
  return clocks;
}
