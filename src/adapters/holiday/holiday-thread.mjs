// The holidays of the world take 100 to 800 ms to load and 28 MB, and each question up to 100 ms of a cold engine:
// in a thread of its own the bot never waits for it.
import { parentPort } from 'node:worker_threads';
import Holidays from 'date-holidays';

const DAY_MS = 86_400_000;
const known = new Holidays();
const countries = known.getCountries();

const has = (table, key) => key !== undefined && Object.hasOwn(table ?? {}, key);

function calendarOf(country, region) {
  if (!has(countries, country)) return undefined;
  return has(known.getStates(country), region) ? new Holidays(country, region) : new Holidays(country);
}

function holidays({ country, region, year, language }) {
  const found = calendarOf(country, region)?.getHolidays(year, language) ?? [];
  return found.flatMap(({ date, start, end, name, type }) => {
    const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
    const days = Math.max(1, Math.round((end.getTime() - start.getTime()) / DAY_MS));
    return Array.from({ length: days }, (_, day) => ({
      on: new Date(first + day * DAY_MS).toISOString().slice(0, 10),
      name,
      kind: type,
    }));
  });
}

function regions({ country, language }) {
  return Object.entries(known.getStates(country, language) ?? {}).map(([code, name]) => ({ code, name }));
}

parentPort.on('message', ({ id, request }) =>
  parentPort.postMessage({ id, found: request.year === undefined ? regions(request) : holidays(request) }),
);
