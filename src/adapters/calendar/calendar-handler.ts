import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { localeOf, readerOf, spaceReader } from '../../chat/reader.ts';
import { calendarName, wordEntry } from '../../chat/view/calendar-words.ts';
import { calendarEntry } from '../../core/calendar/calendar-entry.ts';
import { type Calendar, readCalendar } from '../../core/calendar/read-calendar.ts';
import type { Database } from '../../core/stores.ts';
import { HOUR_MS, type Instant, MINUTE_MS } from '../../core/time/instant.ts';
import type { World } from '../../core/world.ts';
import { plainMedium, word } from '../../i18n/format.ts';
import { renderIcs } from './render-ics.ts';
import { RequestBudget } from './request-budget.ts';
import type { CalendarRequest, SignedAddresses } from './signed-addresses.ts';

export interface CalendarHandlerParts {
  readonly database: Database;
  readonly world: World;
  readonly addresses: SignedAddresses;
  /** The machine's own clock, for the bounds on requests. */
  readonly realNow: () => Instant;
}

/** What is served, whole and small. */
interface Served {
  readonly body: Buffer;
  readonly etag: string;
  readonly modifiedAt?: Instant;
  readonly disposition: string;
}

/** Programs ask every five minutes at most; nobody needs more than this of one address. */
const BUDGET = { requests: 60, windowMs: 10 * MINUTE_MS };
const MOST_AT_ONCE = 8;
const BUSY_SECONDS = 30;
const PARTS_IN_A_TURN = 8;
/** How exactly it is kept when somebody's calendar last asked. */
const FETCH_KEPT_MS = HOUR_MS;

/**
 * Answers GET and HEAD of calendar addresses; false: the request is for somebody else. Nothing of an address is ever
 * logged. What is unknown and what is revoked is answered alike, after the same question to the database.
 */
export function calendarHandler(
  parts: CalendarHandlerParts,
): (request: IncomingMessage, response: ServerResponse) => Promise<boolean> {
  const budget = new RequestBudget(BUDGET.requests, BUDGET.windowMs);
  let underWay = 0;

  return async (request, response) => {
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    const asked = parts.addresses.read(path);
    if (asked === undefined) return false;
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      refuse(response, 405, 'only to be read', { allow: 'GET, HEAD' });
      return true;
    }
    const waitMs = budget.refuse(digestOf(path), parts.realNow());
    if (waitMs !== undefined) {
      refuse(response, 429, 'asked too often', { 'retry-after': Math.ceil(waitMs / 1000) });
      return true;
    }
    if (underWay >= MOST_AT_ONCE) {
      refuse(response, 503, 'busy', { 'retry-after': BUSY_SECONDS });
      return true;
    }
    underWay += 1;
    try {
      const served = asked === 'unknown' ? undefined : await serve(asked, parts);
      if (served === undefined) refuse(response, 404, 'not found');
      else answer(request, response, served);
    } finally {
      underWay -= 1;
    }
    return true;
  };
}

async function serve(asked: CalendarRequest, around: CalendarHandlerParts): Promise<Served | undefined> {
  if (asked.type === 'feed') return await serveFeed(asked.secret, around);
  const { database } = around;
  const meeting = await database.meetings.meeting(asked.meetingId);
  const scope = meeting && (await database.twinnings.scope(meeting.twinningId));
  const entry = meeting && scope && calendarEntry(meeting, scope);
  if (entry === undefined) return undefined;
  const { language } = asked;
  const reader = { language, locale: localeOf(language, undefined, undefined), timeZone: entry.timeZone };
  const parts = renderIcs({ type: 'file' }, [entry], (one) => wordEntry(one, 'copy', reader));
  return {
    ...(await written(parts)),
    disposition: `attachment; filename="M-${entry.meeting.number}.ics"`,
  };
}

async function serveFeed(
  secret: string,
  { database, world }: CalendarHandlerParts,
): Promise<Served | undefined> {
  const now = world.now();
  const calendar = await readCalendar(database, world.digest(secret), now);
  if (calendar === undefined) return undefined;
  const { feed, scopes, entries, town } = calendar;
  const reader = readerOfCalendar(calendar);
  const name = word(calendarName(scopes), reader, plainMedium);
  const parts = renderIcs({ type: 'feed', name }, entries, (entry) =>
    wordEntry(entry, 'follows', reader, town),
  );
  const { body, etag } = await written(parts);
  const same = feed.content?.digest === etag ? feed.content : undefined;
  const content = same ?? { digest: etag, since: now };
  if (same === undefined || now - (feed.lastFetchedAt ?? 0) >= FETCH_KEPT_MS)
    await database.transaction((tx) => tx.calendars.saveFetch(feed.id, { at: now, content }));
  return { body, etag, modifiedAt: content.since, disposition: 'inline; filename="twinbell.ics"' };
}

function readerOfCalendar({ of, town }: Calendar) {
  if (of.type === 'space') return spaceReader(of.space, town);
  const platform = of.member.accounts[0]?.platform ?? 'discord';
  return readerOf({ platform, member: of.member, town });
}

/** A large calendar is written in turns with everything else that the bot does. */
async function written(parts: Iterable<string>): Promise<{ body: Buffer; etag: string }> {
  let text = '';
  let turn = 0;
  for (const part of parts) {
    text += part;
    turn += 1;
    if (turn % PARTS_IN_A_TURN === 0) await nextTurn();
  }
  return { body: Buffer.from(text, 'utf8'), etag: `"${digestOf(text)}"` };
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);

/** Of every answer: private to who asked, and nothing of it for search engines or for the next address. */
const everyAnswer = {
  'cache-control': 'private, no-cache',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
} as const;

function answer(request: IncomingMessage, response: ServerResponse, served: Served): void {
  const { body, etag, modifiedAt, disposition } = served;
  const headers = {
    ...everyAnswer,
    etag,
    ...(modifiedAt === undefined ? {} : { 'last-modified': new Date(modifiedAt).toUTCString() }),
  };
  if (isKnown(request, served)) {
    response.writeHead(304, headers).end();
    return;
  }
  response
    .writeHead(200, {
      ...headers,
      'content-type': 'text/calendar; charset=utf-8',
      'content-length': body.length,
      'content-disposition': disposition,
    })
    .end(request.method === 'HEAD' ? undefined : body);
}

/** Whether the program has this already. Its tag decides; only where it sends none, the time does (RFC 9110, 13.2.2). */
function isKnown({ headers }: IncomingMessage, { etag, modifiedAt }: Served): boolean {
  const tags = headers['if-none-match'];
  if (tags !== undefined) {
    if (tags.trim() === '*') return true;
    return tags.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
  }
  const since = Date.parse(headers['if-modified-since'] ?? '');
  return modifiedAt !== undefined && Math.floor(modifiedAt / 1000) * 1000 <= since;
}

function refuse(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Record<string, string | number> = {},
): void {
  response
    .writeHead(status, {
      ...everyAnswer,
      'cache-control': 'no-store',
      'content-type': 'text/plain; charset=utf-8',
      ...headers,
    })
    .end(`${text}\n`);
}
