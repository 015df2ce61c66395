import { type APIAllowedMentions, type APIContainerComponent, MessageFlags } from 'discord.js';
import type { RenderedCard } from './render-card.ts';

export interface MessageBody {
  readonly flags: number;
  readonly components: readonly APIContainerComponent[];
  readonly allowed_mentions: APIAllowedMentions;
}

/** Discord takes at most so many. */
const MOST_PINGS = 100;

/** Without this line Discord notifies whomever the text happens to name. */
const pinging = (userIds: readonly string[]): APIAllowedMentions =>
  userIds.length === 0 ? { parse: [] } : { parse: [], users: userIds.slice(0, MOST_PINGS) };

export const newMessage = (
  { components, pings }: RenderedCard,
  only: 'everybody' | 'caller',
): MessageBody => ({
  flags: MessageFlags.IsComponentsV2 | (only === 'caller' ? MessageFlags.Ephemeral : 0),
  components,
  allowed_mentions: pinging(pings),
});

/** The answer that takes the place of "is thinking": new to its readers, but its visibility is decided already. */
export const awaitedMessage = ({ components, pings }: RenderedCard): MessageBody => ({
  flags: MessageFlags.IsComponentsV2,
  components,
  allowed_mentions: pinging(pings),
});

/** Nobody is notified a second time. */
export const changedMessage = ({ components }: RenderedCard): MessageBody => ({
  flags: MessageFlags.IsComponentsV2,
  components,
  allowed_mentions: { parse: [] },
});
