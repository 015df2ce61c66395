import { calendarReader } from '../../src/adapters/calendar-reader/calendar-reader.ts';
import { calendarOf, calendarServer, eventOf } from '../adapters/calendar-reader/calendar-server.ts';
import { fakeCalendarReader, type Published } from '../fakes/calendar-reader.ts';
import { calendarReaderContract } from './calendar-reader-contract.ts';

calendarReaderContract('the calendars of the fake', async () => {
  let now: Published | undefined;
  return {
    reader: fakeCalendarReader(() => now),
    address: 'https://calendar.example/private.ics',
    publish: (published) => {
      now = published;
    },
    stop: async () => undefined,
  };
});

const utc = (at: number) => new Date(at).toISOString().replace(/[-:]|\.000/g, '');

calendarReaderContract('the calendars that are read over https', async () => {
  const server = await calendarServer();
  const reader = calendarReader({ ...server.options, limitMs: 60_000 });
  return {
    reader,
    address: server.url('/private.ics'),
    publish(published) {
      server.serve = ({ headers }, response) => {
        if (published === undefined) return void response.writeHead(404).end();
        if (headers['if-none-match'] === published.etag) return void response.writeHead(304).end();
        const events = published.events.map(({ fromAt, untilAt }) =>
          eventOf(`DTSTART:${utc(fromAt)}\nDTEND:${utc(untilAt)}`),
        );
        response.setHeader('etag', published.etag).end(calendarOf(...events));
      };
    },
    async stop() {
      await reader.close();
      await server.close();
    },
  };
});
