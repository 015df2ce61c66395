import { createHmac, timingSafeEqual } from 'node:crypto';
import type { CalendarAddresses } from '../../chat/calendar-addresses.ts';
import { type Language, languages } from '../../core/text.ts';
import type { Id } from '../../core/world.ts';

/** What an address of ours asks for. */
export type CalendarRequest =
  | { readonly type: 'feed'; readonly secret: string }
  | { readonly type: 'meeting'; readonly meetingId: Id<'mtg'>; readonly language: Language };

export interface SignedAddresses extends CalendarAddresses {
  /** 'unknown' is one of ours that leads nowhere; undefined is none of ours. */
  read(path: string): CalendarRequest | 'unknown' | undefined;
}

const LONGEST = 300;
const SIGNATURE_BYTES = 16;

/** A feed's address holds its secret; a file's is signed, so that it needs no row and is the same each time it is shown. */
export function signedAddresses(publicUrl: string, key: string): SignedAddresses {
  const prefix = new URL(publicUrl).pathname.replace(/\/$/, '');
  const sign = (what: string) => createHmac('sha256', key).update(what).digest().subarray(0, SIGNATURE_BYTES);
  return {
    feed: (secret) => `${publicUrl}/calendar/${secret}.ics`,
    meetingFile: (meetingId, language) =>
      `${publicUrl}/calendar/meeting/${meetingId}/${language}/${sign(`${meetingId}/${language}`).toString('base64url')}.ics`,
    read(path) {
      // A proxy may hand on the whole path or only what comes after its own part.
      const own = prefix !== '' && path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path;
      if (!own.startsWith('/calendar/')) return undefined;
      if (own.length > LONGEST) return 'unknown';
      const feed = /^\/calendar\/([a-z0-9]+)\.ics$/.exec(own);
      if (feed?.[1] !== undefined) return { type: 'feed', secret: feed[1] };
      const file = /^\/calendar\/meeting\/mtg_([a-z0-9]+)\/([a-z]{2})\/([\w-]+)\.ics$/.exec(own);
      const language = languages.find((known) => known === file?.[2]);
      if (file === null || language === undefined) return 'unknown';
      const meetingId: Id<'mtg'> = `mtg_${file[1] ?? ''}`;
      const given = Buffer.from(file[3] ?? '', 'base64url');
      const right = sign(`${meetingId}/${language}`);
      return given.length === right.length && timingSafeEqual(given, right)
        ? { type: 'meeting', meetingId, language }
        : 'unknown';
    },
  };
}
