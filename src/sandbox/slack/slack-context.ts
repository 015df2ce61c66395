import type { Faults } from '../faults.ts';
import type { FileStore } from '../file-store.ts';
import type { Ledger } from '../ledger.ts';
import type { JsonObject } from '../page-api.ts';
import type { Timing } from '../timing.ts';
import type { World } from '../world.ts';
import type { ChannelRecord, PersonRecord, SpaceRecord } from '../world-data.ts';
import { SlackRefusal } from './slack-refusal.ts';
import type { TriggerBook } from './trigger-book.ts';

export interface SlackContext {
  world: World;
  ledger: Ledger;
  faults: Faults;
  files: FileStore;
  timing: Timing;
  triggers: TriggerBook;
  baseUrl(): string;
  /** For apps.connections.open: a one-time address of the socket. */
  newSocketUrl(): string;
}

/** One call of a Web API method, its token already checked. */
export interface SlackCall {
  method: string;
  args: JsonObject;
  space: SpaceRecord;
  context: SlackContext;
}

export type SlackMethod = (call: SlackCall) => JsonObject;

/** The channel, as far as this token's workspace may know it. */
export function channelOf(call: SlackCall, id: unknown): ChannelRecord {
  const found = call.context.world.channel(typeof id === 'string' ? id : '');
  if (found?.platform !== 'slack' || found.spaceId !== call.space.id) {
    throw new SlackRefusal('channel_not_found');
  }
  if (found.isPrivate && !found.botIsMember) throw new SlackRefusal('channel_not_found');
  return found;
}

export function personOf(call: SlackCall, id: unknown): PersonRecord {
  const found = call.context.world.person(typeof id === 'string' ? id : '');
  if (found?.platform !== 'slack' || !found.spaceIds.includes(call.space.id)) {
    throw new SlackRefusal('user_not_found');
  }
  return found;
}
