import type { CalendarOwner, CalendarStore } from '../../src/core/calendar/calendar-store.ts';
import { confirmedAt } from '../../src/core/meeting/meeting.ts';
import { StoreConflict } from '../../src/core/stores.ts';
import { copy, first, select, type Tables } from './tables.ts';

const CALENDAR_FILES = 'calendar-files';
const ownerId = (owner: CalendarOwner) => (owner.type === 'member' ? owner.memberId : owner.spaceId);

export function fakeCalendarStore(tables: Tables): CalendarStore {
  const current = (owner: CalendarOwner) =>
    first(
      tables.calendarFeeds.values(),
      (feed) => feed.revokedAt === undefined && ownerId(feed.owner) === ownerId(owner),
    );
  return {
    async insertFeed(feed) {
      const known = [...tables.calendarFeeds.values()].some(
        ({ id, digest }) => id === feed.id || digest === feed.digest,
      );
      if (known || (feed.revokedAt === undefined && current(feed.owner) !== undefined))
        throw new StoreConflict('calendar feed');
      tables.calendarFeeds.set(feed.id, copy(feed));
    },
    async feedOf(owner) {
      return current(owner);
    },
    async feedByDigest(digest) {
      return first(
        tables.calendarFeeds.values(),
        (feed) => feed.digest === digest && feed.revokedAt === undefined,
      );
    },
    async revokeFeedOf(owner, at) {
      const feed = current(owner);
      if (feed === undefined) return false;
      tables.calendarFeeds.set(feed.id, { ...feed, revokedAt: at });
      return true;
    },
    async saveFetch(id, { at, content }) {
      const feed = tables.calendarFeeds.get(id);
      if (feed !== undefined)
        tables.calendarFeeds.set(id, { ...feed, lastFetchedAt: at, content: copy(content) });
    },
    async datedMeetings(twinningIds, fromAt, limit) {
      const found = select(
        tables.meetings.values(),
        (meeting) =>
          twinningIds.includes(meeting.twinningId) &&
          (meeting.state === 'confirmed' || meeting.state === 'cancelled') &&
          (confirmedAt(meeting) ?? Number.NEGATIVE_INFINITY) >= fromAt,
        (meeting) => confirmedAt(meeting) ?? 0,
        (meeting) => meeting.id,
      );
      return found
        .slice(Math.max(0, found.length - limit))
        .map(({ ballots: _ballots, picked: _picked, deadlineAt: _deadlineAt, ...dated }) => dated);
    },
    async signingKey(fresh) {
      const key = tables.signingKeys.get(CALENDAR_FILES) ?? fresh;
      tables.signingKeys.set(CALENDAR_FILES, key);
      return key;
    },
  };
}
