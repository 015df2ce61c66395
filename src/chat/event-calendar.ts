import type { MessageRef } from '../core/reminder/reminder.ts';
import type { Phrase } from '../core/text.ts';
import type { Instant } from '../core/time/instant.ts';
import type { Reader } from './call.ts';

/** A meeting as an event of a server. Everybody there sees it, so it names nobody who comes. */
export interface MeetingEvent {
  readonly reader: Reader;
  readonly name: Phrase;
  /** The most important line first: what does not fit is left out from the end. */
  readonly lines: readonly Phrase[];
  /** Where, in the order of preference: a platform takes the first that fits. Never empty. */
  readonly places: readonly Phrase[];
  readonly startAt: Instant;
  readonly endAt: Instant;
}

/**
 * Part of a platform that has a calendar of events. All try once and reject with PlatformError; `gone`: the event was
 * removed by somebody, or is over.
 */
export interface EventCalendar {
  /** `mark` tells the event from all others of that server; people see it and need not mind. */
  create(tenantId: string, event: MeetingEvent, mark: string): Promise<MessageRef>;
  change(made: MessageRef, event: MeetingEvent, mark: string): Promise<void>;
  cancel(made: MessageRef): Promise<void>;
  /** The one that this bot made with this mark, unless it is over. */
  find(tenantId: string, mark: string): Promise<MessageRef | undefined>;
}
