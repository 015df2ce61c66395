import { StoreConflict } from '../../src/core/stores.ts';
import type { Town } from '../../src/core/twinning/twinning.ts';
import type { TwinningStore } from '../../src/core/twinning/twinning-store.ts';
import { copy, first, replace, select, type Tables } from './tables.ts';

export function fakeTwinningStore(tables: Tables): TwinningStore {
  return {
    async scope(id) {
      const twinning = tables.twinnings.get(id);
      if (twinning === undefined) return undefined;
      const joinings = select(
        tables.joinings.values(),
        (joining) => joining.twinningId === id,
        (joining) => joining.joinedAt,
        (joining) => joining.townId,
      );
      const towns: Town[] = [];
      for (const { townId } of joinings) {
        const town = tables.towns.get(townId);
        if (town !== undefined) towns.push(copy(town));
      }
      const spaces = select(
        tables.spaces.values(),
        (space) => space.twinningId === id,
        (space) => space.boundAt,
        (space) => space.id,
      );
      return { twinning: copy(twinning), towns, spaces };
    },
    async spaceAt(platform, tenantId, channelId) {
      return first(
        tables.spaces.values(),
        (space) =>
          space.platform === platform && space.tenantId === tenantId && space.channelId === channelId,
      );
    },
    async space(id) {
      return copy(tables.spaces.get(id));
    },
    async town(id) {
      return copy(tables.towns.get(id));
    },
    async timeZones() {
      return [...new Set([...tables.towns.values()].map(({ timeZone }) => timeZone))].sort();
    },
    async twinningIds() {
      return select(
        tables.twinnings.values(),
        () => true,
        ({ createdAt }) => createdAt,
        ({ id }) => id,
      ).map(({ id }) => id);
    },
    async twinningsOfTown(townId) {
      const joinings = select(
        tables.joinings.values(),
        (joining) => joining.townId === townId,
        (joining) => joining.joinedAt,
        (joining) => joining.twinningId,
      );
      return joinings.flatMap(({ twinningId }) => copy(tables.twinnings.get(twinningId)) ?? []);
    },
    async insertTwinning(twinning) {
      if (tables.twinnings.has(twinning.id)) throw new StoreConflict('twinning');
      tables.twinnings.set(twinning.id, copy(twinning));
    },
    async insertTown(town) {
      if (tables.towns.has(town.id)) throw new StoreConflict('town');
      tables.towns.set(town.id, copy(town));
    },
    async saveTown(town) {
      replace(tables.towns, town);
    },
    async addTown(twinningId, townId, joinedAt) {
      const key = `${twinningId}/${townId}`;
      if (tables.joinings.has(key)) throw new StoreConflict('twinning town');
      tables.joinings.set(key, { twinningId, townId, joinedAt });
    },
    async insertSpace(space) {
      for (const other of tables.spaces.values()) {
        const same =
          other.platform === space.platform &&
          other.tenantId === space.tenantId &&
          other.channelId === space.channelId;
        if (same || other.id === space.id) throw new StoreConflict('space');
      }
      tables.spaces.set(space.id, copy(space));
    },
    async insertInvitation(invitation) {
      for (const { id, digest } of tables.invitations.values()) {
        if (id === invitation.id || digest === invitation.digest) throw new StoreConflict('invitation');
      }
      tables.invitations.set(invitation.digest, copy(invitation));
    },
    async useInvitation(digest, now) {
      const invitation = tables.invitations.get(digest);
      if (invitation === undefined || invitation.usedAt !== undefined || invitation.expiresAt <= now) {
        return undefined;
      }
      const used = { ...invitation, usedAt: now };
      tables.invitations.set(digest, used);
      return copy(used);
    },
    async invitation(digest) {
      return copy(tables.invitations.get(digest));
    },
  };
}
