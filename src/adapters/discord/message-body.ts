import { type APIAllowedMentions, type APIContainerComponent, MessageFlags, type RawFile } from 'discord.js';
import type { AttachedFile, RenderedCard } from './render-card.ts';

export interface MessageBody {
  readonly flags: number;
  readonly components: readonly APIContainerComponent[];
  readonly allowed_mentions: APIAllowedMentions;
  readonly attachments?: readonly {
    readonly id: string;
    readonly filename: string;
    readonly description: string;
  }[];
}

/** A message, and the files that go up with it; `attachments` in the body says which they are. */
export interface Outgoing {
  readonly body: MessageBody;
  readonly files: RawFile[];
}

/** Discord takes at most so many. */
const MOST_PINGS = 100;

/** Without this line Discord notifies whomever the text happens to name. */
const pinging = (userIds: readonly string[]): APIAllowedMentions =>
  userIds.length === 0 ? { parse: [] } : { parse: [], users: userIds.slice(0, MOST_PINGS) };

const attached = (files: readonly AttachedFile[]) =>
  files.map(({ name, description }, index) => ({ id: String(index), filename: name, description }));

const filesOf = ({ files }: RenderedCard): RawFile[] =>
  files.map(({ name, data, contentType }) => ({ name, data: Buffer.from(data), contentType }));

export const newMessage = (card: RenderedCard, only: 'everybody' | 'caller'): Outgoing => ({
  body: {
    flags: MessageFlags.IsComponentsV2 | (only === 'caller' ? MessageFlags.Ephemeral : 0),
    components: card.components,
    allowed_mentions: pinging(card.pings),
    ...(card.files.length === 0 ? {} : { attachments: attached(card.files) }),
  },
  files: filesOf(card),
});

/** The answer that takes the place of "is thinking": new to its readers, but its visibility is decided already. */
export const awaitedMessage = (card: RenderedCard): Outgoing => ({
  body: { ...changedMessage(card).body, allowed_mentions: pinging(card.pings) },
  files: filesOf(card),
});

/** Nobody is notified a second time. Files that are not named go: nothing on the message shows them any more. */
export const changedMessage = (card: RenderedCard): Outgoing => ({
  body: {
    flags: MessageFlags.IsComponentsV2,
    components: card.components,
    allowed_mentions: { parse: [] },
    attachments: attached(card.files),
  },
  files: filesOf(card),
});
