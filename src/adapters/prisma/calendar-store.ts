import type { CalendarFeed, CalendarOwner, CalendarStore } from '../../core/calendar/calendar-store.ts';
import type { CalendarFeed as FeedRow } from './generated/client.ts';
import { readDatedMeeting } from './meeting-store.ts';
import { orConflict } from './prisma-error.ts';
import {
  type Client,
  readId,
  toDate,
  toDateOrNull,
  toInstant,
  toInstantOrNull,
  withoutNulls,
} from './row.ts';

const CALENDAR_FILES = 'calendar-files';

const ownerId = (owner: CalendarOwner): string => (owner.type === 'member' ? owner.memberId : owner.spaceId);

export function prismaCalendarStore(client: Client): CalendarStore {
  const one = async (where: { currentOf: string } | { digest: string; revokedAt: null }) => {
    const row = await client.calendarFeed.findUnique({ where });
    return row === null ? undefined : readFeed(row);
  };
  return {
    async insertFeed({ id, digest, owner, createdAt, revokedAt, lastFetchedAt, content }) {
      const data = {
        id,
        digest,
        memberId: owner.type === 'member' ? owner.memberId : null,
        spaceId: owner.type === 'space' ? owner.spaceId : null,
        currentOf: revokedAt === undefined ? ownerId(owner) : null,
        createdAt: toDate(createdAt),
        revokedAt: toDateOrNull(revokedAt),
        lastFetchedAt: toDateOrNull(lastFetchedAt),
        contentDigest: content?.digest ?? null,
        contentSince: toDateOrNull(content?.since),
      };
      await orConflict('calendar feed', client.calendarFeed.createMany({ data }));
    },
    feedOf: (owner) => one({ currentOf: ownerId(owner) }),
    feedByDigest: (digest) => one({ digest, revokedAt: null }),
    async revokeFeedOf(owner, at) {
      const { count } = await client.calendarFeed.updateMany({
        where: { currentOf: ownerId(owner) },
        data: { currentOf: null, revokedAt: toDate(at) },
      });
      return count > 0;
    },
    async saveFetch(id, { at, content }) {
      await client.calendarFeed.updateMany({
        where: { id },
        data: {
          lastFetchedAt: toDate(at),
          contentDigest: content.digest,
          contentSince: toDate(content.since),
        },
      });
    },
    async datedMeetings(twinningIds, fromAt, limit) {
      const rows = await client.$queryRaw<{ id: string }[]>`
        SELECT meeting.id FROM meeting
          JOIN slot ON slot.meeting_id = meeting.id AND slot.number = meeting.confirmed_slot
          WHERE meeting.twinning_id = ANY(${[...twinningIds]}) AND meeting.state IN ('confirmed', 'cancelled')
            AND slot.at >= ${toDate(fromAt)}
          ORDER BY slot.at DESC, meeting.id DESC
          LIMIT ${limit}`;
      const ids = rows.map(({ id }) => id).reverse();
      const found = await client.meeting.findMany({
        where: { id: { in: ids } },
        include: { slots: { orderBy: { number: 'asc' } }, participants: { orderBy: { position: 'asc' } } },
      });
      const byId = new Map(found.map((row) => [row.id, readDatedMeeting(row)]));
      return ids.map((id) => byId.get(readId('mtg', id))).filter((meeting) => meeting !== undefined);
    },
    async signingKey(fresh) {
      await client.signingKey.createMany({
        data: { name: CALENDAR_FILES, key: fresh },
        skipDuplicates: true,
      });
      const { key } = await client.signingKey.findUniqueOrThrow({ where: { name: CALENDAR_FILES } });
      return key;
    },
  };
}

function readFeed(row: FeedRow): CalendarFeed {
  return withoutNulls({
    id: readId('cal', row.id),
    digest: row.digest,
    owner: readOwner(row),
    createdAt: toInstant(row.createdAt),
    revokedAt: toInstantOrNull(row.revokedAt),
    lastFetchedAt: toInstantOrNull(row.lastFetchedAt),
    content:
      row.contentDigest === null || row.contentSince === null
        ? null
        : { digest: row.contentDigest, since: toInstant(row.contentSince) },
  });
}

function readOwner({ memberId, spaceId }: FeedRow): CalendarOwner {
  if (memberId !== null) return { type: 'member', memberId: readId('mbr', memberId) };
  if (spaceId !== null) return { type: 'space', spaceId: readId('spc', spaceId) };
  throw new Error('a calendar feed that is nobody’s');
}
