import type { CalendarAddresses } from '../../src/chat/calendar-addresses.ts';

/** Addresses that anybody could guess: for cards, which only show them. */
export const fakeCalendarAddresses: CalendarAddresses = {
  feed: (secret) => `https://bot.example.org/calendar/${secret}.ics`,
  meetingFile: (id, language) => `https://bot.example.org/calendar/meeting/${id}/${language}/x.ics`,
};
