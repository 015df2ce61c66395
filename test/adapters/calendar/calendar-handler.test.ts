import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { calendarHandler } from '../../../src/adapters/calendar/calendar-handler.ts';
import { type SignedAddresses, signedAddresses } from '../../../src/adapters/calendar/signed-addresses.ts';
import { startWebServer, type WebServer, webListener } from '../../../src/adapters/web/web-server.ts';
import { giveAddress, stopAddress } from '../../../src/core/calendar/give-address.ts';
import { type Meeting, raised } from '../../../src/core/meeting/meeting.ts';
import { DAY_MS, MINUTE_MS } from '../../../src/core/time/instant.ts';
import { type FakeDatabase, fakeDatabase } from '../../fakes/database.ts';
import { type SisterTowns, seedSisterTowns } from '../../fakes/sister-towns.ts';
import { type FakeWorld, fakeStart, fakeWorld } from '../../fakes/world.ts';
import { hasIcalendar, subscribeWithIcalendar } from './icalendar-reader.ts';
import { lintIcs } from './lint-ics.ts';
import { insideOf, rawOf, readIcs, textOf } from './read-ics.ts';

let world: FakeWorld;
let database: FakeDatabase;
let towns: SisterTowns;
let web: WebServer;
let addresses: SignedAddresses;
let realNow: number;
let failures: Error[];
let away: boolean;

beforeEach(async () => {
  world = fakeWorld();
  database = fakeDatabase();
  towns = await seedSisterTowns(database, world);
  realNow = 0;
  failures = [];
  away = false;
  const mayBeAway = {
    ...database,
    get calendars() {
      if (away) throw new Error('the database is away');
      return database.calendars;
    },
  };
  // Behind a proxy: the address that people see is not the one that listens.
  addresses = signedAddresses('https://bot.example.org/twinbell', 'a key');
  web = await startWebServer(
    { host: '127.0.0.1', port: 0 },
    webListener({
      handlers: [calendarHandler({ database: mayBeAway, world, addresses, realNow: () => realNow })],
      ready: async () => undefined,
      onFailure: (error) => void failures.push(error),
    }),
  );
});
afterEach(async () => await web.close());

const fetchAt = (address: string, init: RequestInit = {}) =>
  fetch(`http://127.0.0.1:${web.port}${new URL(address).pathname}`, init);

async function aMeeting(changes: Partial<Meeting> = {}): Promise<Meeting> {
  const meeting: Meeting = {
    id: world.newId('mtg'),
    twinningId: towns.twinning.id,
    number: await database.transaction((tx) => tx.meetings.nextMeetingNumber(towns.twinning.id)),
    title: 'Ungdomslege; og kaffe',
    organiserId: towns.mette.id,
    lengthMinutes: 90,
    participantIds: [],
    state: 'confirmed',
    slots: [
      { number: 1, wall: '2026-11-12T10:00', timeZone: 'Europe/Copenhagen', at: fakeStart + 10 * DAY_MS },
    ],
    picked: [1],
    ballots: [{ slot: 1, memberId: towns.anders.id, answer: 'yes', castAt: fakeStart }],
    confirmedSlot: 1,
    version: 2,
    revisedAt: fakeStart,
    createdAt: fakeStart,
    ...changes,
  };
  await database.meetings.insertMeeting(meeting);
  return meeting;
}

async function actor() {
  const scope = await database.twinnings.scope(towns.twinning.id);
  if (scope === undefined) throw new Error('no twinning');
  return { scope, town: towns.odder, member: towns.mette, space: towns.odderSpace };
}
async function anAddress(of: 'me' | 'space' = 'me'): Promise<string> {
  const { secret } = await giveAddress({ database, world }, await actor(), of);
  return addresses.feed(secret);
}
const eventsIn = (text: string) => insideOf(readIcs(text), 'VEVENT');

describe('a calendar address on the web', () => {
  it('gives the calendar in its owner’s language, by the rules, naming nobody who comes', async () => {
    await database.committees.saveMember({ ...towns.mette, language: 'da' });
    const meeting = await aMeeting();
    const response = await fetchAt(await anAddress());
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(response.headers.get('cache-control')).toMatch(/private/);
    const text = await response.text();
    expect(lintIcs(text)).toEqual([]);
    const [event] = eventsIn(text);
    expect(event && rawOf(event, 'UID')).toBe(`${meeting.id}@twinbell`);
    expect(event && textOf(event, 'SUMMARY')).toBe('Ungdomslege; og kaffe');
    expect(event && textOf(event, 'DESCRIPTION')).toContain('følger med af sig selv');
    for (const { displayName } of [towns.mette, towns.anders, towns.yann])
      expect(text).not.toContain(displayName);
  });

  it('is reached with and without the proxy’s own part of the path', async () => {
    const address = await anAddress();
    expect((await fetchAt(address)).status).toBe(200);
    expect((await fetchAt(address.replace('/twinbell', ''))).status).toBe(200);
  });

  it('says that nothing is new by tag and by time, and what is new when something is', async () => {
    const meeting = await aMeeting();
    const address = await anAddress();
    const first = await fetchAt(address);
    const tag = first.headers.get('etag') ?? '';
    const modified = first.headers.get('last-modified') ?? '';
    expect(modified).toBe(new Date(fakeStart).toUTCString());
    world.advance(2 * DAY_MS);
    const again = [{ 'if-none-match': `W/${tag}, "x"` }, { 'if-modified-since': modified }];
    for (const headers of again) {
      const unchanged = await fetchAt(address, { headers });
      expect(unchanged.status).toBe(304);
      expect(unchanged.headers.get('etag')).toBe(tag);
      expect(await unchanged.text()).toBe('');
    }
    await database.meetings.saveMeeting({ ...meeting, ...raised(meeting, world.now()), state: 'cancelled' });
    for (const headers of again) {
      const changed = await fetchAt(address, { headers });
      expect(changed.status).toBe(200);
      const [event] = eventsIn(await changed.text());
      expect(event && [rawOf(event, 'STATUS'), rawOf(event, 'SEQUENCE')]).toEqual(['CANCELLED', '3']);
      expect(changed.headers.get('last-modified')).toBe(new Date(world.now()).toUTCString());
    }
    expect((await fetchAt(address, { headers: { 'if-none-match': '*' } })).status).toBe(304);
  });

  it('answers HEAD with the same headers and nothing else, and takes no other method', async () => {
    const address = await anAddress();
    const [got, head] = [await fetchAt(address), await fetchAt(address, { method: 'HEAD' })];
    expect(await head.text()).toBe('');
    for (const name of ['etag', 'content-length', 'content-type', 'last-modified'])
      expect([name, head.headers.get(name)]).toEqual([name, got.headers.get(name)]);
    const posted = await fetchAt(address, { method: 'POST', body: 'x' });
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  it('is not found, in the same words, when unknown, revoked, spoilt or somebody’s who left', async () => {
    const revoked = await anAddress();
    await stopAddress({ database, world }, await actor(), 'me');
    const left = await anAddress();
    await database.committees.saveMember({ ...towns.mette, active: false });
    const answers = await Promise.all(
      [
        addresses.feed(world.newSecret()),
        revoked,
        left,
        `${revoked}x`,
        'https://bot.example.org/twinbell/calendar/',
        'https://bot.example.org/twinbell/calendar/../healthz.ics',
        `https://bot.example.org/twinbell/calendar/${'a'.repeat(5_000)}.ics`,
      ].map(async (address) => {
        const response = await fetchAt(address);
        return [response.status, await response.text()];
      }),
    );
    expect(new Set(answers.map(String))).toEqual(new Set(['404,not found\n']));
  });

  it('of a channel shows all its meetings', async () => {
    const meeting = await aMeeting({ participantIds: [towns.yann.id] });
    const ofSpace = await (await fetchAt(await anAddress('space'))).text();
    const ofMette = await (await fetchAt(await anAddress('me'))).text();
    expect(eventsIn(ofSpace).map((event) => rawOf(event, 'UID'))).toEqual([`${meeting.id}@twinbell`]);
    expect(eventsIn(ofMette)).toEqual([]);
  });

  it('remembers that a calendar asked', async () => {
    const address = await anAddress();
    world.advance(DAY_MS);
    await fetchAt(address);
    const feed = await database.calendars.feedOf({ type: 'member', memberId: towns.mette.id });
    expect(feed?.lastFetchedAt).toBe(fakeStart + DAY_MS);
  });

  it('may be asked so often, and again after a while; others do not wait for it', async () => {
    const [address, other] = [await anAddress('me'), await anAddress('space')];
    for (let asked = 0; asked < 60; asked += 1) expect((await fetchAt(address)).status).toBe(200);
    const refused = await fetchAt(address);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '600']);
    expect((await fetchAt(other)).status).toBe(200);
    realNow += 10 * MINUTE_MS;
    expect((await fetchAt(address)).status).toBe(200);
  });

  it('keeps the secret to itself when the database fails', async () => {
    const address = await anAddress();
    away = true;
    const broken = await fetchAt(address);
    const secret = address.slice(address.lastIndexOf('/') + 1, -4);
    expect(broken.status).toBe(500);
    expect(failures).toHaveLength(1);
    expect(`${failures[0]?.stack}${await broken.text()}`).not.toContain(secret);
  });
});

describe('one meeting as a file', () => {
  it('is a copy that says so, in the language of the address', async () => {
    const meeting = await aMeeting();
    const response = await fetchAt(addresses.meetingFile(meeting.id, 'fr'));
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="M-1.ics"');
    const text = await response.text();
    expect(lintIcs(text)).toEqual([]);
    expect(rawOf(readIcs(text), 'METHOD')).toBe('PUBLISH');
    const [event] = eventsIn(text);
    expect(event && textOf(event, 'DESCRIPTION')).toContain('est une copie');
    expect(event && rawOf(event, 'DTSTART')).toBe('20261112T100000');
  });

  it('cancels the copy once the meeting is cancelled', async () => {
    const meeting = await aMeeting();
    const address = addresses.meetingFile(meeting.id, 'en');
    await database.meetings.saveMeeting({ ...meeting, ...raised(meeting, world.now()), state: 'cancelled' });
    const text = await (await fetchAt(address)).text();
    expect(lintIcs(text)).toEqual([]);
    expect(rawOf(readIcs(text), 'METHOD')).toBe('CANCEL');
    expect(eventsIn(text).map((event) => rawOf(event, 'STATUS'))).toEqual(['CANCELLED']);
  });

  it('is found by its own address alone', async () => {
    const [one, two] = [await aMeeting(), await aMeeting()];
    const address = addresses.meetingFile(one.id, 'en');
    const foreign = signedAddresses('https://bot.example.org/twinbell', 'another key');
    for (const spoilt of [
      address.replace(one.id, two.id),
      address.replace('/en/', '/da/'),
      address.replace(/\/[^/]+\.ics$/, '/AAAAAAAAAAAAAAAAAAAAAA.ics'),
      foreign.meetingFile(one.id, 'en'),
      addresses.meetingFile(world.newId('mtg'), 'en'),
    ])
      expect([spoilt, (await fetchAt(spoilt)).status]).toEqual([spoilt, 404]);
    const open = await aMeeting({ state: 'polling' });
    expect((await fetchAt(addresses.meetingFile(open.id, 'en'))).status).toBe(404);
  });
});

describe.skipIf(!hasIcalendar)('subscribed by python-icalendar (needs Debian’s python3-icalendar)', () => {
  it('a meeting is planned, moves, moves again and is called off, and is the same one all along', async () => {
    const at = [10, 12, 250].map((days) => fakeStart + days * DAY_MS);
    const slots = at.map((slotAt, index) => ({
      number: index + 1,
      wall: '',
      timeZone: 'America/Los_Angeles',
      at: slotAt,
    }));
    let meeting = await aMeeting({ slots, title: 'Æblefest, høst; og mere' });
    const address = await anAddress();
    const local = `http://127.0.0.1:${web.port}${new URL(address).pathname}`;
    const seen = [await subscribeWithIcalendar(local)];
    const change = async (changes: Partial<Meeting>) => {
      world.advance(DAY_MS);
      meeting = { ...meeting, ...raised(meeting, world.now()), ...changes };
      await database.meetings.saveMeeting(meeting);
      seen.push(await subscribeWithIcalendar(local));
    };
    await change({ confirmedSlot: 2 });
    await change({ confirmedSlot: 3 });
    await change({ state: 'cancelled', cancelReason: 'Storm' });
    const events = seen.map(({ events: [event, ...others] }) => {
      expect(others).toEqual([]);
      return event;
    });
    expect(new Set(events.map((event) => `${event?.uid} ${event?.organizer}`)).size).toBe(1);
    expect(events.map((event) => event?.sequence)).toEqual([2, 3, 4, 5]);
    expect(events.map((event) => event?.startAt)).toEqual([...at, at[2]]);
    expect(events.map((event) => (event?.endAt ?? 0) - (event?.startAt ?? 0))).toEqual(
      Array.from({ length: 4 }, () => 90 * MINUTE_MS),
    );
    expect(events.map((event) => event?.status)).toEqual([
      'CONFIRMED',
      'CONFIRMED',
      'CONFIRMED',
      'CANCELLED',
    ]);
    expect(events.map((event) => event?.stamp)).toEqual(
      [0, 1, 2, 3].map((days) => fakeStart + days * DAY_MS),
    );
    expect(events[0]?.summary).toBe('Æblefest, høst; og mere');
    expect(events[3]?.summary).toBe('Aflyst: Æblefest, høst; og mere');
    expect(events[3]?.description).toContain('Storm');
  });
});
