/** What the bot expects of a chat platform when it speaks first, for the fake and the real ones alike. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Destination, type Platform, PlatformError } from '../../src/chat/platform.ts';
import type { MessageRef } from '../../src/core/reminder/reminder.ts';
import type { Instant } from '../../src/core/time/instant.ts';
import type { PlatformName } from '../../src/core/twinning/twinning.ts';
import { fakeWorld } from '../fakes/world.ts';
import { platformDeliveryContract } from './platform-delivery-contract.ts';
import { platformPresenceContract } from './platform-presence-contract.ts';
import { platformShowingContract } from './platform-showing-contract.ts';

export type Befallen = 'send' | 'edit' | 'findSent';

/**
 * `lost before` never arrives, of `lost after` only the answer is lost; `fails` is trouble of the platform's servers;
 * `no token`: it does not take our token just now; `busy` tells how long to wait.
 */
export type Trouble = 'lost before' | 'lost after' | 'fails' | 'no token' | { readonly busySeconds: number };

export interface Shown {
  readonly message: MessageRef;
  /** All its words, as people see them, markup aside. */
  readonly text: string;
  /** Labels of its buttons and placeholders of its selects. */
  readonly controls: readonly string[];
  /** Whom it notified: user ids, and words such as 'everyone' for many at once. */
  readonly pings: readonly string[];
}

/** A channel or a person, made for one test. */
export interface Spot {
  readonly to: Destination;
  /** The id with which a mention pings this person. */
  readonly userId: string;
  /** What the bot said there, oldest first. */
  shown(): readonly Shown[];
  /** Others write so many messages. */
  chatter(count: number): void;
  /** The person takes no messages; the bot may not write in the channel. */
  close(): void;
  /** It is not there any more. */
  vanish(): void;
  /** Of a person: their account is deactivated, or they leave the server; and are there again. */
  leave(): Promise<unknown>;
  comeBack(): Promise<unknown>;
  /** Of a person: the servers in which they would be. */
  readonly servers: readonly string[];
  /** Somebody removes this message. */
  remove(message: MessageRef): void;
}

export interface PlatformUnderTest {
  readonly name: PlatformName;
  readonly platform: Platform;
  /** The real time. */
  now(): Instant;
  channel(): Spot;
  person(): Spot;
  /** Somebody on the other platform. */
  readonly foreigner: Destination;
  /** Befalls the next calls. Returns how often the platform was asked since. */
  befall(call: Befallen, trouble: Trouble, times?: number): () => number;
  /** Time has passed in which a platform forgets delivery ids that it had noticed by itself. */
  forget(): void;
  /** Another one of the same, not started. */
  fresh(): Platform;
  /** Troubles that did not come are called off. @throws when the platform was sent anything that it refuses as wrong */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

const ids = fakeWorld();
export const newDeliveryId = (): string => ids.newId('dlv');

/** The kind of the refusal; anything else is not what the port promises. */
export async function refusal(work: Promise<unknown>): Promise<PlatformError> {
  const problem = await work.then(
    () => new Error('it worked'),
    (error: unknown) => error,
  );
  if (problem instanceof PlatformError) return problem;
  throw problem;
}

export function platformContract(name: string, start: () => Promise<PlatformUnderTest>): void {
  describe(name, () => {
    let under: PlatformUnderTest | undefined;
    beforeAll(async () => {
      under = await start();
    }, 120_000);
    afterEach(() => under?.settle());
    afterAll(() => under?.stop());
    const current = (): PlatformUnderTest => {
      if (under === undefined) throw new Error('not started');
      return under;
    };

    it('is called by its name', () => {
      const { platform, name } = current();
      expect(platform.name).toBe(name);
    });

    platformDeliveryContract(current);
    platformShowingContract(current);
    platformPresenceContract(current);
  });
}
