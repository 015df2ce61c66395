import { type Platform, PlatformError } from '../../src/chat/platform.ts';
import type { Account } from '../../src/core/committee/member.ts';
import type { MessageRef } from '../../src/core/reminder/reminder.ts';
import { type Instant, MINUTE_MS } from '../../src/core/time/instant.ts';
import type { PlatformName, Space } from '../../src/core/twinning/twinning.ts';
import { type FakeMessage, type FakePlatform, fakePlatform } from '../fakes/platform.ts';
import type { Dice } from './dice.ts';

/** So long a platform itself sees that it was sent the same thing twice; see the port. */
const REMEMBERED_MS = 5 * MINUTE_MS;

/** Both platforms, with a book of what arrived that knows nothing of the bot's own rows. */
export interface PostOffice {
  readonly platforms: ReadonlyMap<PlatformName, Platform>;
  readonly behind: Readonly<Record<PlatformName, FakePlatform>>;
  /** Deliveries that were sent again when the platform would have shown a second message. */
  readonly repeated: readonly string[];
  /** How many troubles befell it. */
  readonly troubles: () => number;
  messages(): readonly FakeMessage[];
  find(message: MessageRef): FakeMessage | undefined;
  /** The account is deactivated, or has left. The bot is not told. */
  vanish(account: Account): void;
  /** These channels and people do not exist any more. */
  demolish(spaces: readonly Space[], accounts: readonly Account[]): void;
  isHere(account: Account): boolean;
  /** Whether a message to it would arrive. */
  reaches(space: Space): boolean;
  /** When it was demolished. */
  goneAt(space: Space): Instant | undefined;
  /** Something goes wrong with one of the next calls. */
  disturb(dice: Dice): void;
  calm(): void;
}

export function postOffice(now: () => Instant): PostOffice {
  const behind = { slack: fakePlatform('slack', now), discord: fakePlatform('discord', now) };
  const repeated: string[] = [];
  const arrivedAt = new Map<string, Instant>();
  const gone = new Map<string, Instant>();
  const person = ({ platform, tenantId, userId }: Account) => `${platform} ${tenantId} person ${userId}`;
  const channel = ({ platform, tenantId, channelId }: Space) =>
    `${platform} ${tenantId} channel ${channelId}`;
  let troubles = 0;

  /** The fake shows one delivery once for ever; a real platform only for a while. */
  function watched(platform: FakePlatform): Platform {
    return {
      ...platform,
      async send(to, content, deliveryId) {
        const before = arrivedAt.get(deliveryId);
        if (before !== undefined && now() - before > REMEMBERED_MS) repeated.push(deliveryId);
        const count = platform.shown().length;
        try {
          return await platform.send(to, content, deliveryId);
        } finally {
          if (platform.shown().length > count) arrivedAt.set(deliveryId, now());
        }
      },
    };
  }

  const all = () => [...behind.slack.shown(), ...behind.discord.shown()];
  return {
    behind,
    platforms: new Map([
      ['slack', watched(behind.slack)],
      ['discord', watched(behind.discord)],
    ]),
    repeated,
    troubles: () => troubles,
    messages: all,
    find: ({ platform, messageId }) =>
      behind[platform].shown().find(({ message }) => message.messageId === messageId),
    vanish(account) {
      gone.set(person(account), now());
      behind[account.platform].leave(account);
    },
    demolish(spaces, accounts) {
      for (const space of spaces) {
        gone.set(channel(space), now());
        behind[space.platform].remove({
          type: 'channel',
          tenantId: space.tenantId,
          channelId: space.channelId,
        });
      }
      for (const account of accounts) {
        gone.set(person(account), now());
        behind[account.platform].remove({ type: 'person', account });
      }
    },
    isHere: (account) => !gone.has(person(account)),
    reaches: (space) => !gone.has(channel(space)),
    goneAt: (space) => gone.get(channel(space)),
    disturb(dice) {
      const platform = dice.percent(50) ? behind.slack : behind.discord;
      const busy = { type: 'refused', error: new PlatformError('busy', 'rate', 30_000) } as const;
      const trouble = dice.pick([{ type: 'lost-after' }, { type: 'lost-before' }, busy] as const);
      const call = dice.pick(['send', 'send', 'edit', 'findSent'] as const);
      if (trouble === undefined || call === undefined) return;
      troubles += 1;
      platform.trouble(call, trouble);
    },
    calm() {
      behind.slack.calm();
      behind.discord.calm();
    },
  };
}
