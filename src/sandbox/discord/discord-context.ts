import type { Faults } from '../faults.ts';
import type { FileStore } from '../file-store.ts';
import type { SentFile } from '../http/exchange.ts';
import type { Ledger } from '../ledger.ts';
import type { Json, JsonObject } from '../page-api.ts';
import type { Timing } from '../timing.ts';
import type { World } from '../world.ts';
import type { ChannelRecord } from '../world-data.ts';
import { refuse } from './discord-refusal.ts';
import type { Gateway } from './gateway.ts';
import type { InteractionBook } from './interaction-book.ts';

export interface DiscordContext {
  world: World;
  ledger: Ledger;
  faults: Faults;
  files: FileStore;
  timing: Timing;
  gateway: Gateway;
  book: InteractionBook;
  baseUrl(): string;
}

/** One REST request, its token already checked where the route wants one. */
export interface RestCall {
  method: string;
  /** The parts of the path that vary, in order. */
  ids: string[];
  query: URLSearchParams;
  body: Json;
  files: SentFile[];
  context: DiscordContext;
}

export interface RestAnswer {
  status: number;
  json?: Json;
}

export type RestRoute = (call: RestCall) => RestAnswer;

export const bodyOf = (call: RestCall): JsonObject =>
  typeof call.body === 'object' && call.body !== null && !Array.isArray(call.body) ? call.body : {};

/** A channel that the bot may look into. */
export function channelFor(context: DiscordContext, id: string | undefined): ChannelRecord {
  const channel = context.world.channel(id);
  if (channel?.platform !== 'discord') return refuse('unknownChannel');
  if (!channel.botIsMember) return refuse('missingAccess');
  return channel;
}
