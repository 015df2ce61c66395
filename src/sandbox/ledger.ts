import type { Bell } from './bell.ts';
import type { Json, JsonObject, Platform, Refusal } from './page-api.ts';
import type { World } from './world.ts';

const REFUSALS_KEPT = 100;

/** The first nine are kinds of the contract validator; the two `.call`s are everything that it has no kind for. */
export type SentKind =
  | 'slack.message'
  | 'slack.view'
  | 'discord.message.create'
  | 'discord.message.edit'
  | 'discord.followup'
  | 'discord.followup.edit'
  | 'discord.callback'
  | 'discord.command'
  | 'discord.commands'
  | 'slack.call'
  | 'discord.call';

/** What the app sent, exactly as it sent it (form fields decoded, token removed). */
export interface SentRecord {
  platform: Platform;
  kind: SentKind;
  /** "chat.postMessage", "response_url", "POST /channels/{}/messages" … */
  request: string;
  /** Discord: the path with its ids. Slack: the same as `request`. */
  path: string;
  body: Json;
  /** For the validator: { surface }, { interactionType, files, v2 }. */
  ctx: JsonObject;
  /** ISO, virtual time. */
  at: string;
  /** Null until answered, and for ever when a fault swallowed it. */
  status: number | null;
  /** Slack's error or Discord's code; null when all was well. */
  error: string | null;
}

/** The record of everything the app sent and of everything that was refused. In memory only. */
export class Ledger {
  readonly sent: SentRecord[] = [];
  readonly refusals: Refusal[] = [];
  readonly bell: Bell;
  readonly #world: World;
  #count = 0;

  constructor(world: World) {
    this.#world = world;
    this.bell = world.bell;
  }

  record(entry: Omit<SentRecord, 'at' | 'status' | 'error'>): SentRecord {
    const record: SentRecord = { ...entry, at: this.#world.nowIso(), status: null, error: null };
    this.sent.push(record);
    this.bell.ring();
    return record;
  }

  settle(record: SentRecord, status: number, error: string | null): void {
    record.status = status;
    record.error = error;
    this.bell.ring();
  }

  refuse(refusal: Omit<Refusal, 'id' | 'at'>): void {
    this.#count += 1;
    this.refusals.push({ id: `refusal-${this.#count}`, at: this.#world.nowIso(), ...refusal });
    if (this.refusals.length > REFUSALS_KEPT) this.refusals.shift();
    this.#world.changed();
  }
}
