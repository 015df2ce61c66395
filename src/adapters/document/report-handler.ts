import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Documents, ReportRequest } from '../../chat/documents.ts';
import { localeOf } from '../../chat/reader.ts';
import { readReport } from '../../core/report/read-report.ts';
import type { Stores } from '../../core/stores.ts';
import type { World } from '../../core/world.ts';
import type { ReportAddresses } from './report-addresses.ts';
import { reportPolicy } from './report-policy.ts';

export interface ReportHandlerParts {
  readonly database: Stores;
  readonly world: World;
  readonly addresses: ReportAddresses;
  readonly documents: Documents;
}

/** Each takes some database reads and a few milliseconds of writing. */
const MOST_AT_ONCE = 4;
const BUSY_SECONDS = 10;

const everyAnswer = {
  'cache-control': 'private, no-store',
  'content-security-policy': reportPolicy.inHeader,
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex, nofollow',
} as const;

/**
 * Answers GET and HEAD of report addresses; false: the request is for somebody else. Nothing of an address is ever
 * logged. What was never signed, what has expired and what is gone are answered alike.
 */
export function reportHandler(
  parts: ReportHandlerParts,
): (request: IncomingMessage, response: ServerResponse) => Promise<boolean> {
  let underWay = 0;
  return async (request, response) => {
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    const asked = parts.addresses.read(path, parts.world.now());
    if (asked === undefined) return false;
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      refuse(response, 405, 'only to be read', { allow: 'GET, HEAD' });
      return true;
    }
    if (underWay >= MOST_AT_ONCE) {
      refuse(response, 503, 'busy', { 'retry-after': BUSY_SECONDS });
      return true;
    }
    underWay += 1;
    try {
      const page = asked === 'unknown' ? undefined : await pageOf(asked, parts);
      if (page === undefined) refuse(response, 404, 'not found');
      else
        response
          .writeHead(200, {
            ...everyAnswer,
            'content-type': page.contentType,
            'content-length': page.bytes.length,
            'content-disposition': `inline; filename="${page.name}"`,
          })
          .end(request.method === 'HEAD' ? undefined : page.bytes);
    } finally {
      underWay -= 1;
    }
    return true;
  };
}

async function pageOf(
  { twinningId, townId, language, period }: ReportRequest,
  { database, world, documents }: ReportHandlerParts,
) {
  const scope = await database.twinnings.scope(twinningId);
  const town = scope?.towns.find(({ id }) => id === townId);
  if (town === undefined) return undefined;
  const { timeZone, country } = town;
  const report = await readReport(database, twinningId, period, world.now(), timeZone);
  return (
    report && documents.report(report, { language, locale: localeOf(language, undefined, country), timeZone })
  );
}

function refuse(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Record<string, string | number> = {},
): void {
  response
    .writeHead(status, { ...everyAnswer, 'content-type': 'text/plain; charset=utf-8', ...headers })
    .end(`${text}\n`);
}
