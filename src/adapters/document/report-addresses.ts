import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ReportRequest } from '../../chat/documents.ts';
import { languages } from '../../core/text.ts';
import { DAY_MS, type Instant } from '../../core/time/instant.ts';
import { isLocalDate } from '../../core/time/local-date.ts';

/** A week: long enough to be read by all who are shown it. */
const VALID_MS = 7 * DAY_MS;
const SIGNATURE_BYTES = 16;
const LONGEST = 300;

export interface ReportAddresses {
  address(asked: ReportRequest, now: Instant): { readonly url: string; readonly until: Instant };
  /** 'unknown' is one of ours that leads nowhere (any more); undefined is none of ours. */
  read(path: string, now: Instant): ReportRequest | 'unknown' | undefined;
}

/** An address says what it leads to and until when, and is signed: it needs no row, and nobody can make another one. */
export function reportAddresses(publicUrl: string, key: string): ReportAddresses {
  const prefix = new URL(publicUrl).pathname.replace(/\/$/, '');
  const sign = (what: string) =>
    createHmac('sha256', key).update(`report/${what}`).digest().subarray(0, SIGNATURE_BYTES);
  return {
    address({ twinningId, townId, language, period }, now) {
      // To the hour, so that one who asks again is given the same address for a while.
      const until = Math.ceil((now + VALID_MS) / 3_600_000) * 3_600_000;
      const what = [twinningId, townId, language, period.fromOn, period.untilOn, until.toString(36)].join(
        '/',
      );
      return { url: `${publicUrl}/report/${what}/${sign(what).toString('base64url')}`, until };
    },
    read(path, now) {
      // A proxy may hand on the whole path or only what comes after its own part.
      const own = prefix !== '' && path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path;
      if (!own.startsWith('/report/')) return undefined;
      const match =
        own.length > LONGEST
          ? null
          : /^\/report\/(twn_([a-z0-9]+)\/town_([a-z0-9]+)\/([a-z]{2})\/([\d-]{10})\/([\d-]{10})\/([a-z0-9]{1,9}))\/([\w-]+)$/.exec(
              own,
            );
      const [, what = '', twinning = '', town = '', word, fromOn = '', untilOn = '', until = '', given = ''] =
        match ?? [];
      const language = languages.find((known) => known === word);
      const signature = Buffer.from(given, 'base64url');
      const right = sign(what);
      if (
        language === undefined ||
        signature.length !== right.length ||
        !timingSafeEqual(signature, right) ||
        Number.parseInt(until, 36) < now ||
        !isLocalDate(fromOn) ||
        !isLocalDate(untilOn)
      )
        return 'unknown';
      return { twinningId: `twn_${twinning}`, townId: `town_${town}`, language, period: { fromOn, untilOn } };
    },
  };
}
