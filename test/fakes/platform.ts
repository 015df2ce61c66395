import type { Content } from '../../src/chat/call.ts';
import type { Block, Card } from '../../src/chat/card.ts';
import { renderControlId } from '../../src/chat/control-id.ts';
import { type Destination, type Platform, PlatformError } from '../../src/chat/platform.ts';
import type { Account } from '../../src/core/committee/member.ts';
import type { MessageRef } from '../../src/core/reminder/reminder.ts';
import type { Param, Phrase } from '../../src/core/text.ts';
import type { Instant } from '../../src/core/time/instant.ts';
import type { PlatformName } from '../../src/core/twinning/twinning.ts';
import { plainMedium, word } from '../../src/i18n/format.ts';

export interface FakeMessage {
  readonly message: MessageRef;
  readonly sentAt: Instant;
  readonly deliveryId: string;
  readonly content: Content;
  /** All words of the card but its controls', worded for its reader. */
  readonly text: string;
  /** Labels of its buttons and placeholders of its selects. */
  readonly controls: readonly string[];
  /** User ids that were notified when it arrived. */
  readonly pings: readonly string[];
}

/** What befalls the next call: `lost-before` never arrives; of `lost-after` only the answer is lost. */
export type Trouble =
  | { readonly type: 'lost-before' | 'lost-after' }
  | { readonly type: 'refused'; readonly error: PlatformError };

export interface FakePlatform extends Platform {
  /** What is there, oldest first; in one conversation where one is named. */
  shown(to?: Destination): readonly FakeMessage[];
  /** Befalls the calls of `send`, `edit` or `findSent` that come next, one after the other. */
  trouble(call: 'send' | 'edit' | 'findSent', ...troubles: readonly Trouble[]): void;
  /** Troubles that did not come are called off. */
  calm(): void;
  /** How often each was called. */
  readonly calls: Readonly<Record<'send' | 'edit' | 'findSent', number>>;
  /** This person takes no messages, or the bot may not write in this channel. */
  close(to: Destination): void;
  /** The account is deactivated, or has left the server; `comeBack` undoes it. */
  leave(account: Account): void;
  comeBack(account: Account): void;
  /** The message, or the channel or person, is not there any more. */
  remove(what: MessageRef | Destination): void;
}

/** A chat platform in memory: everybody and every channel is there until removed. */
export function fakePlatform(name: PlatformName, now: () => Instant): FakePlatform {
  const messages: FakeMessage[] = [];
  const troubles = { send: [] as Trouble[], edit: [] as Trouble[], findSent: [] as Trouble[] };
  const calls = { send: 0, edit: 0, findSent: 0 };
  const closed = new Set<string>();
  const removed = new Set<string>();
  const left = new Set<string>();
  let ids = 0;

  function placeOf(to: Destination): { tenantId: string; channelId: string } {
    if (to.type === 'channel') return to;
    if (to.account.platform !== name) throw new PlatformError('rejected', `not-${name}`);
    return { tenantId: to.account.tenantId, channelId: `dm-${to.account.userId}` };
  }
  const keyOf = ({ tenantId, channelId }: { tenantId: string; channelId: string }) =>
    `${tenantId} ${channelId}`;

  async function meeting<T>(call: keyof typeof calls, work: () => T): Promise<T> {
    calls[call] += 1;
    const trouble = troubles[call].shift();
    if (trouble?.type === 'lost-before') throw new PlatformError('unavailable', 'network');
    if (trouble?.type === 'refused') throw trouble.error;
    const done = work();
    if (trouble?.type === 'lost-after') throw new PlatformError('unavailable', 'network');
    return done;
  }
  function open(place: { tenantId: string; channelId: string }): void {
    if (removed.has(keyOf(place))) throw new PlatformError('gone', 'unknown-channel');
    if (left.has(keyOf(place)) || closed.has(keyOf(place))) throw new PlatformError('forbidden', 'closed');
  }

  return {
    name,
    calls,
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    send: (to, content, deliveryId) =>
      meeting('send', () => {
        const place = placeOf(to);
        const shown = show(content);
        open(place);
        const earlier = messages.find(
          (one) => one.deliveryId === deliveryId && keyOf(one.message) === keyOf(place),
        );
        if (earlier !== undefined) return earlier.message;
        ids += 1;
        const { tenantId, channelId } = place;
        const message = { platform: name, tenantId, channelId, messageId: `message-${ids}` };
        const pings = [...new Set(pingsOf(content.card, name))];
        messages.push({ message, sentAt: now(), deliveryId, ...shown, pings });
        return message;
      }),
    edit: (message, content) =>
      meeting('edit', () => {
        const shown = show(content);
        open(message);
        const at = messages.findIndex((one) => one.message.messageId === message.messageId);
        const found = messages[at];
        if (found === undefined) throw new PlatformError('gone', 'unknown-message');
        messages[at] = { ...found, ...shown };
      }),
    findSent: (to, deliveryId, since) =>
      meeting('findSent', () => {
        const place = placeOf(to);
        open(place);
        return messages.find(
          (one) =>
            one.deliveryId === deliveryId && keyOf(one.message) === keyOf(place) && one.sentAt >= since,
        )?.message;
      }),
    async isHere(account) {
      const place = placeOf({ type: 'person', account });
      return !removed.has(keyOf(place)) && !left.has(keyOf(place));
    },
    leave: (account) => void left.add(keyOf(placeOf({ type: 'person', account }))),
    comeBack: (account) => void left.delete(keyOf(placeOf({ type: 'person', account }))),
    shown: (to) =>
      to === undefined
        ? [...messages]
        : messages.filter(({ message }) => keyOf(message) === keyOf(placeOf(to))),
    trouble: (call, ...next) => void troubles[call].push(...next),
    calm() {
      for (const waiting of Object.values(troubles)) waiting.length = 0;
    },
    close: (to) => void closed.add(keyOf(placeOf(to))),
    remove(what) {
      if ('type' in what) removed.add(keyOf(placeOf(what)));
      else
        messages.splice(
          messages.findIndex((one) => one.message.messageId === what.messageId),
          1,
        );
    },
  };
}

/** @throws PlatformError for a card that no platform could show */
function show(content: Content): Pick<FakeMessage, 'content' | 'text' | 'controls'> {
  const { card, reader } = content;
  const say = (phrase: Phrase) => word(phrase, reader, plainMedium);
  const controls = card.blocks.flatMap((block) => (block.type === 'controls' ? block.controls : []));
  try {
    for (const control of controls)
      if (control.type !== 'link')
        renderControlId(control.call, control.type === 'select' ? control.fills : undefined);
  } catch (cause) {
    throw new PlatformError('rejected', 'unrenderable', undefined, { cause });
  }
  return {
    content,
    text: phrasesOf(card).map(say).join('\n'),
    controls: controls.map((control) => say(control.type === 'select' ? control.placeholder : control.label)),
  };
}

/** Those of its words; controls notify nobody. */
const phrasesOf = (card: Card): Phrase[] => [
  ...(card.title ? [card.title] : []),
  ...card.blocks.flatMap(phrasesIn),
];

function phrasesIn(block: Block): readonly Phrase[] {
  switch (block.type) {
    case 'text':
      return [block.text];
    case 'fields':
      return block.fields.flatMap(({ label, value }) => [label, value]);
    case 'list':
      return block.items;
    case 'divider':
      return [];
    case 'image':
      return [block.alt];
    case 'file':
      return [block.label];
    case 'controls':
      return [];
  }
}

const pingsOf = (card: Card, name: PlatformName): string[] =>
  phrasesOf(card).flatMap((phrase) => pinged(phrase, name));

function pinged(param: Param, name: PlatformName): string[] {
  if (typeof param !== 'object') return [];
  if (param.type === 'message') return Object.values(param.params).flatMap((inner) => pinged(inner, name));
  if (param.type === 'list') return param.items.flatMap((inner) => pinged(inner, name));
  if (param.type !== 'mention' || !param.ping) return [];
  return param.accounts.filter(({ platform }) => platform === name).map(({ userId }) => userId);
}
