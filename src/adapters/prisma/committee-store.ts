import type { CommitteeStore } from '../../core/committee/committee-store.ts';
import { departures, groups, type Member, type Office, officeKinds } from '../../core/committee/member.ts';
import { languages } from '../../core/text.ts';
import type { Weekday } from '../../core/time/instant.ts';
import type { WeeklyHours, WeeklyWindow } from '../../core/time/weekly-hours.ts';
import type * as Row from './generated/client.ts';
import { Prisma } from './generated/client.ts';
import { orConflict } from './prisma-error.ts';
import {
  type Client,
  platforms,
  readId,
  readIdOrNull,
  readWord,
  readWordOrNull,
  toDate,
  toDateOrNull,
  toInstant,
  withoutNulls,
} from './row.ts';

const withAccounts = { accounts: { orderBy: { position: 'asc' } } } satisfies Prisma.MemberInclude;
const byJoining: Prisma.MemberOrderByWithRelationInput[] = [{ joinedAt: 'asc' }, { id: 'asc' }];

export function prismaCommitteeStore(client: Client): CommitteeStore {
  const member: CommitteeStore['member'] = async (id) => {
    const row = await client.member.findUnique({ where: { id }, include: withAccounts });
    return row === null ? undefined : readMember(row);
  };
  return {
    member,
    async lockMember(id) {
      // NO KEY: whoever inserts a row that refers to the member need not wait.
      const held = await client.$queryRaw<unknown[]>`SELECT 1 FROM member WHERE id = ${id} FOR NO KEY UPDATE`;
      return held.length === 0 ? undefined : member(id);
    },
    async membersByAccount({ platform, tenantId, userId }) {
      const rows = await client.member.findMany({
        where: { active: true, accounts: { some: { platform, tenantId, userId } } },
        include: withAccounts,
        orderBy: byJoining,
      });
      return rows.map(readMember);
    },
    async formerByAccount({ platform, tenantId, userId }) {
      const rows = await client.member.findMany({
        where: { active: false, accounts: { some: { platform, tenantId, userId } } },
        include: withAccounts,
        orderBy: [{ leftAt: { sort: 'desc', nulls: 'last' } }, { id: 'asc' }],
      });
      return rows.map(readMember);
    },
    async formerOf(townIds) {
      const rows = await client.member.findMany({
        where: { active: false, townId: { in: [...townIds] } },
        include: withAccounts,
        orderBy: byJoining,
      });
      return rows.map(readMember);
    },
    async officeHolders() {
      const rows = await client.member.findMany({
        where: { active: true, offices: { some: {} } },
        include: withAccounts,
        orderBy: byJoining,
      });
      return rows.map(readMember);
    },
    async membersOf(townIds) {
      const rows = await client.member.findMany({
        where: { active: true, townId: { in: [...townIds] } },
        include: withAccounts,
        orderBy: byJoining,
      });
      return rows.map(readMember);
    },
    async insertMember(member) {
      const data = { id: member.id, ...memberColumns(member) };
      await orConflict('member', client.member.createMany({ data }));
      await orConflict('member account', client.memberAccount.createMany({ data: accountRows(member) }));
    },
    async saveMember(member) {
      await client.member.update({ where: { id: member.id }, data: memberColumns(member) });
      await client.memberAccount.deleteMany({ where: { memberId: member.id } });
      await orConflict('member account', client.memberAccount.createMany({ data: accountRows(member) }));
    },
    async officesOf(townIds) {
      const rows = await client.office.findMany({ where: { townId: { in: [...townIds] } } });
      return rows
        .map(readOffice)
        .sort(
          (a, b) =>
            townIds.indexOf(a.townId) - townIds.indexOf(b.townId) ||
            officeKinds.indexOf(a.kind) - officeKinds.indexOf(b.kind),
        );
    },
    async endedTerms(before) {
      const rows = await client.office.findMany({
        where: { holderId: { not: null }, untilOn: { lt: before } },
        orderBy: [{ untilOn: 'asc' }, { id: 'asc' }],
      });
      return rows.map(readOffice);
    },
    async saveOffice({ id, townId, kind, holderId, sinceOn, untilOn, formerId }) {
      const columns = {
        id,
        holderId: holderId ?? null,
        sinceOn: sinceOn ?? null,
        untilOn: untilOn ?? null,
        formerId: formerId ?? null,
      };
      await client.office.upsert({
        where: { townId_kind: { townId, kind } },
        create: { townId, kind, ...columns },
        update: columns,
      });
    },
  };
}

function memberColumns(member: Member) {
  return {
    townId: member.townId,
    displayName: member.displayName,
    represents: member.represents ?? null,
    askedRepresents: member.askedRepresents,
    substitute: member.substitute,
    language: member.language ?? null,
    platformLocale: member.platformLocale ?? null,
    timeZone: member.timeZone ?? null,
    weeklyHours: member.weeklyHours?.map((window) => ({ ...window })) ?? Prisma.DbNull,
    active: member.active,
    joinedAt: toDate(member.joinedAt),
    leftAt: toDateOrNull(member.left?.at),
    leftWhy: member.left?.why ?? null,
  };
}

function accountRows({ id, townId, active, accounts }: Member) {
  return accounts.map(({ platform, tenantId, userId }, position) => ({
    ...{ memberId: id, position, townId, active },
    ...{ platform, tenantId, userId },
  }));
}

function readMember(row: Prisma.MemberGetPayload<{ include: typeof withAccounts }>): Member {
  return withoutNulls({
    id: readId('mbr', row.id),
    townId: readId('town', row.townId),
    displayName: row.displayName,
    represents: readWordOrNull(groups, row.represents),
    askedRepresents: row.askedRepresents,
    substitute: row.substitute,
    language: readWordOrNull(languages, row.language),
    platformLocale: row.platformLocale,
    timeZone: row.timeZone,
    weeklyHours: readWeeklyHours(row.weeklyHours),
    accounts: row.accounts.map(({ platform, tenantId, userId }) => ({
      platform: readWord(platforms, platform),
      tenantId,
      userId,
    })),
    active: row.active,
    joinedAt: toInstant(row.joinedAt),
    left:
      row.leftAt === null || row.leftWhy === null
        ? null
        : { at: toInstant(row.leftAt), why: readWord(departures, row.leftWhy) },
  });
}

function readWeeklyHours(json: Prisma.JsonValue): WeeklyHours | null {
  if (json === null) return null;
  if (!Array.isArray(json)) throw new Error('the database holds weekly hours that are no list');
  return json.map(readWindow);
}

function readWindow(json: Prisma.JsonValue): WeeklyWindow {
  if (json !== null && typeof json === 'object' && !Array.isArray(json)) {
    const { weekday, startMinute, endMinute } = json;
    if (isWeekday(weekday) && typeof startMinute === 'number' && typeof endMinute === 'number') {
      return { weekday, startMinute, endMinute };
    }
  }
  throw new Error('the database holds weekly hours with a window that is none');
}

function isWeekday(value: unknown): value is Weekday {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 7;
}

function readOffice(row: Row.Office): Office {
  return withoutNulls({
    id: readId('ofc', row.id),
    townId: readId('town', row.townId),
    kind: readWord(officeKinds, row.kind),
    holderId: readIdOrNull('mbr', row.holderId),
    sinceOn: row.sinceOn,
    untilOn: row.untilOn,
    formerId: readIdOrNull('mbr', row.formerId),
  });
}
