import type { Instant } from '../time/instant.ts';
import type { Id } from '../world.ts';
import type { Invitation, PlatformName, Space, Town, Twinning, TwinningScope } from './twinning.ts';

/** Port: twinnings, their towns, spaces and invitations. */
export interface TwinningStore {
  /** The twinning with all its towns (by joining time) and bound spaces; undefined when there is none. */
  scope(id: Id<'twn'>): Promise<TwinningScope | undefined>;
  /** The space bound to a channel, if one is. A channel is bound at most once. */
  spaceAt(platform: PlatformName, tenantId: string, channelId: string): Promise<Space | undefined>;
  space(id: Id<'spc'>): Promise<Space | undefined>;
  town(id: Id<'town'>): Promise<Town | undefined>;
  /** Of all towns, each once. */
  timeZones(): Promise<string[]>;
  /** Of all twinnings, oldest first. */
  twinningIds(): Promise<Id<'twn'>[]>;
  twinningsOfTown(townId: Id<'town'>): Promise<Twinning[]>;
  insertTwinning(twinning: Twinning): Promise<void>;
  insertTown(town: Town): Promise<void>;
  saveTown(town: Town): Promise<void>;
  addTown(twinningId: Id<'twn'>, townId: Id<'town'>, joinedAt: Instant): Promise<void>;
  /** Fails with `StoreConflict` when the channel is bound already. */
  insertSpace(space: Space): Promise<void>;
  insertInvitation(invitation: Invitation): Promise<void>;
  /** Marks it used, if it exists, is unused and has not expired; otherwise undefined. One caller wins. */
  useInvitation(digest: string, now: Instant): Promise<Invitation | undefined>;
  invitation(digest: string): Promise<Invitation | undefined>;
}
