import type { Account } from '../core/committee/member.ts';
import type { MessageRef } from '../core/reminder/reminder.ts';
import type { Instant } from '../core/time/instant.ts';
import type { PlatformName } from '../core/twinning/twinning.ts';
import type { Content } from './call.ts';
import type { EventCalendar } from './event-calendar.ts';

export type Destination =
  | { readonly type: 'channel'; readonly tenantId: string; readonly channelId: string }
  | { readonly type: 'person'; readonly account: Account };

/** Port: a chat platform, as far as the bot speaks first. What people say arrives at the `CallHandler`. */
export interface Platform {
  readonly name: PlatformName;
  /** Resolves when requests arrive. */
  start(): Promise<void>;
  /** Takes no more requests and finishes those it has. */
  stop(): Promise<void>;
  /**
   * Sends one message, marked with the delivery id. Tries once. The same delivery again to the same place, within some
   * minutes and from the same process, gives the message that is there and shows no second one; after that, and for
   * other processes, there is `findSent`.
   * @throws PlatformError
   */
  send(to: Destination, content: Content, deliveryId: string): Promise<MessageRef>;
  /** @throws PlatformError */
  edit(message: MessageRef, content: Content): Promise<void>;
  /**
   * Looks whether a message with this delivery id arrived at or after `since` (real time, epoch ms). Undefined is certain:
   * where there is too much to look through it is 'unavailable'.
   * @throws PlatformError
   */
  findSent(to: Destination, deliveryId: string, since: Instant): Promise<MessageRef | undefined>;
  /**
   * Whether this person's account is (still) there: not deactivated, and in one of `servers` where the platform has such
   * a thing. Who merely takes no messages is there.
   * @param servers Discord servers in which they would be; without any only the account itself is looked for
   * @throws PlatformError when that cannot be known now
   */
  isHere(account: Account, servers: readonly string[]): Promise<boolean>;
  /** Where the platform has such a thing. */
  readonly events?: EventCalendar;
}

/**
 * busy: wait `retryAfterMs`. unavailable: network or server trouble, or our token is not taken just now; the message may
 * have arrived, and nothing is given up. gone: this
 * channel, message or person is not there (any more). forbidden: the person takes no messages, or the bot may not
 * write here. rejected: the platform will never take this; a mistake of ours.
 */
export type PlatformErrorKind = 'busy' | 'unavailable' | 'gone' | 'forbidden' | 'rejected';

export class PlatformError extends Error {
  override readonly name = 'PlatformError';
  constructor(
    readonly kind: PlatformErrorKind,
    /** The platform's own code, for the log: never text from people. */
    readonly platformCode: string,
    readonly retryAfterMs?: number,
    options?: ErrorOptions,
  ) {
    super(`${kind}: ${platformCode}`, options);
  }
}
