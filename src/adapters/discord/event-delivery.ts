import {
  DiscordAPIError,
  GuildScheduledEventStatus,
  type REST,
  type RESTPatchAPIGuildScheduledEventJSONBody,
  Routes,
} from 'discord.js';
import type { EventCalendar, MeetingEvent } from '../../chat/event-calendar.ts';
import { PlatformError } from '../../chat/platform.ts';
import type { MessageRef } from '../../core/reminder/reminder.ts';
import { eventBody, hasMark } from './event-body.ts';
import { toPlatformError } from './rest-error.ts';

/** "Cannot update a finished event". */
const FINISHED = 180000;

/** Meetings among the events of a server. `rest` must repeat nothing, as for messages. */
export class EventDelivery implements EventCalendar {
  readonly #rest: REST;
  readonly #token: string;
  readonly #ownId: () => string | undefined;

  /** @param ownId the bot's user, once it is known */
  constructor(rest: REST, token: string, ownId: () => string | undefined) {
    this.#rest = rest;
    this.#token = token;
    this.#ownId = ownId;
  }

  create(tenantId: string, event: MeetingEvent, mark: string): Promise<MessageRef> {
    return this.#asking(async () => {
      const body = eventBody(event, mark);
      return refTo(tenantId, await this.#rest.post(Routes.guildScheduledEvents(tenantId), { body }));
    });
  }

  change(made: MessageRef, event: MeetingEvent, mark: string): Promise<void> {
    return this.#asking(() => this.#patch(made, eventBody(event, mark)));
  }

  /** Whoever marked their interest finds it cancelled. One that somebody has begun already can only be deleted. */
  async cancel(made: MessageRef): Promise<void> {
    try {
      await this.#asking(() => this.#patch(made, { status: GuildScheduledEventStatus.Canceled }));
    } catch (error) {
      const { kind } = toPlatformError(error);
      if (kind === 'gone') return;
      if (kind !== 'rejected') throw error;
      await this.#asking(() => this.#rest.delete(Routes.guildScheduledEvent(made.tenantId, made.messageId)));
    }
  }

  find(tenantId: string, mark: string): Promise<MessageRef | undefined> {
    return this.#asking(async () => {
      const events = listed(await this.#rest.get(Routes.guildScheduledEvents(tenantId)));
      // People can copy an event with all its words, but the copy is theirs.
      const own = this.#ownId();
      const found = events.find(
        ({ creator_id, description, status }) =>
          (own === undefined || creator_id === own) &&
          hasMark(description, mark) &&
          (status === GuildScheduledEventStatus.Scheduled || status === GuildScheduledEventStatus.Active),
      );
      return found === undefined ? undefined : refTo(tenantId, found);
    });
  }

  async #patch(
    { tenantId, messageId }: MessageRef,
    body: RESTPatchAPIGuildScheduledEventJSONBody,
  ): Promise<void> {
    await this.#rest.patch(Routes.guildScheduledEvent(tenantId, messageId), { body });
  }

  async #asking<T>(work: () => Promise<T>): Promise<T> {
    // discord.js forgets a token that was refused once; the next try is to be a try.
    this.#rest.setToken(this.#token);
    try {
      return await work();
    } catch (error) {
      if (error instanceof DiscordAPIError && error.code === FINISHED)
        throw new PlatformError('gone', String(error.code), undefined, { cause: error });
      throw toPlatformError(error);
    }
  }
}

interface Listed {
  readonly id: string;
  readonly creator_id?: unknown;
  readonly description?: unknown;
  readonly status?: unknown;
}

const isListed = (one: unknown): one is Listed =>
  typeof one === 'object' && one !== null && 'id' in one && typeof one.id === 'string';

const listed = (answer: unknown): Listed[] => (Array.isArray(answer) ? answer.filter(isListed) : []);

/** An event is in no channel. */
function refTo(tenantId: string, event: unknown): MessageRef {
  if (!isListed(event)) throw new PlatformError('unavailable', 'answer-without-id');
  return { platform: 'discord', tenantId, channelId: '', messageId: event.id };
}
