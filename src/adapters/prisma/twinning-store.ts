import type { Invitation, Space, Town, Twinning } from '../../core/twinning/twinning.ts';
import type { TwinningStore } from '../../core/twinning/twinning-store.ts';
import type * as Row from './generated/client.ts';
import { orConflict } from './prisma-error.ts';
import {
  audiences,
  type Client,
  platforms,
  readId,
  readIdOrNull,
  readLanguage,
  readWord,
  toDate,
  toDateOrNull,
  toInstant,
  toInstantOrNull,
  withoutNulls,
} from './row.ts';

const purposes = ['partner', 'space'] as const satisfies readonly Invitation['for'][];

export function prismaTwinningStore(client: Client): TwinningStore {
  return {
    async scope(id) {
      const row = await client.twinning.findUnique({
        where: { id },
        include: {
          towns: { include: { town: true, spaces: true }, orderBy: [{ joinedAt: 'asc' }, { townId: 'asc' }] },
        },
      });
      if (row === null) return undefined;
      const spaces = row.towns
        .flatMap((joining) => joining.spaces)
        .sort((a, b) => a.boundAt.getTime() - b.boundAt.getTime() || (a.id < b.id ? -1 : 1));
      return {
        twinning: readTwinning(row),
        towns: row.towns.map((joining) => readTown(joining.town)),
        spaces: spaces.map(readSpace),
      };
    },
    async spaceAt(platform, tenantId, channelId) {
      const row = await client.space.findUnique({
        where: { platform_tenantId_channelId: { platform, tenantId, channelId } },
      });
      return row === null ? undefined : readSpace(row);
    },
    async space(id) {
      const row = await client.space.findUnique({ where: { id } });
      return row === null ? undefined : readSpace(row);
    },
    async town(id) {
      const row = await client.town.findUnique({ where: { id } });
      return row === null ? undefined : readTown(row);
    },
    async timeZones() {
      const rows = await client.town.findMany({
        distinct: ['timeZone'],
        select: { timeZone: true },
        orderBy: { timeZone: 'asc' },
      });
      return rows.map(({ timeZone }) => timeZone);
    },
    async twinningIds() {
      const rows = await client.twinning.findMany({
        select: { id: true },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      });
      return rows.map(({ id }) => readId('twn', id));
    },
    async twinningsOfTown(townId) {
      const rows = await client.twinningTown.findMany({
        where: { townId },
        include: { twinning: true },
        orderBy: [{ joinedAt: 'asc' }, { twinningId: 'asc' }],
      });
      return rows.map((row) => readTwinning(row.twinning));
    },
    async insertTwinning({ id, name, sinceOn, createdAt }) {
      const data = { id, name, sinceOn: sinceOn ?? null, createdAt: toDate(createdAt) };
      await orConflict('twinning', client.twinning.createMany({ data }));
    },
    async insertTown(town) {
      await orConflict('town', client.town.createMany({ data: { id: town.id, ...townColumns(town) } }));
    },
    async saveTown(town) {
      await client.town.update({ where: { id: town.id }, data: townColumns(town) });
    },
    async addTown(twinningId, townId, joinedAt) {
      const data = { twinningId, townId, joinedAt: toDate(joinedAt) };
      await orConflict('twinning town', client.twinningTown.createMany({ data }));
    },
    async insertSpace({ boundAt, ...space }) {
      const { id, twinningId, townId, platform, tenantId, channelId, audience, language } = space;
      const named = { id, twinningId, townId, platform, tenantId, channelId, audience, language };
      const data = { ...named, boundAt: toDate(boundAt) };
      await orConflict('space', client.space.createMany({ data }));
    },
    async insertInvitation(invitation) {
      const { id, digest, twinningId, townId, audience } = invitation;
      const data = {
        ...{ id, digest, purpose: invitation.for, twinningId, townId, audience },
        expiresAt: toDate(invitation.expiresAt),
        usedAt: toDateOrNull(invitation.usedAt),
      };
      await orConflict('invitation', client.invitation.createMany({ data }));
    },
    async useInvitation(digest, now) {
      // One statement: of two callers the second waits for the first, and then finds it used.
      const rows = await client.$queryRaw<{ id: string }[]>`
        UPDATE invitation SET used_at = ${toDate(now)}
        WHERE digest = ${digest} AND used_at IS NULL AND expires_at > ${toDate(now)}
        RETURNING id`;
      const used = rows[0];
      if (used === undefined) return undefined;
      return readInvitation(await client.invitation.findUniqueOrThrow({ where: { id: used.id } }));
    },
    async invitation(digest) {
      const row = await client.invitation.findUnique({ where: { digest } });
      return row === null ? undefined : readInvitation(row);
    },
  };
}

function townColumns({ name, country, region, timeZone, language, founderId, createdAt }: Town) {
  return {
    ...{ name, country, region: region ?? null, timeZone, language, founderId: founderId ?? null },
    createdAt: toDate(createdAt),
  };
}

function readTwinning({ id, name, sinceOn, createdAt }: Row.Twinning): Twinning {
  return withoutNulls({ id: readId('twn', id), name, sinceOn, createdAt: toInstant(createdAt) });
}

function readTown(row: Row.Town): Town {
  return withoutNulls({
    id: readId('town', row.id),
    name: row.name,
    country: row.country,
    region: row.region,
    timeZone: row.timeZone,
    language: readLanguage(row.language),
    founderId: readIdOrNull('mbr', row.founderId),
    createdAt: toInstant(row.createdAt),
  });
}

function readSpace(row: Row.Space): Space {
  return {
    id: readId('spc', row.id),
    twinningId: readId('twn', row.twinningId),
    townId: readId('town', row.townId),
    platform: readWord(platforms, row.platform),
    tenantId: row.tenantId,
    channelId: row.channelId,
    audience: readWord(audiences, row.audience),
    language: readLanguage(row.language),
    boundAt: toInstant(row.boundAt),
  };
}

function readInvitation(row: Row.Invitation): Invitation {
  return withoutNulls({
    id: readId('inv', row.id),
    digest: row.digest,
    for: readWord(purposes, row.purpose),
    twinningId: readId('twn', row.twinningId),
    townId: readId('town', row.townId),
    audience: readWord(audiences, row.audience),
    expiresAt: toInstant(row.expiresAt),
    usedAt: toInstantOrNull(row.usedAt),
  });
}
