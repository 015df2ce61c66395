import type { Phrase } from '../core/text.ts';
import type { Link } from './card.ts';

/** The shortest limit of both platforms: Discord's. */
export const LINK_LIMIT = 512;

/**
 * A button that opens an address.
 * @throws RangeError for one that is too long or not https (a bot on one's own computer may do without), a mistake of ours.
 */
export function link(label: Phrase, url: string): Link {
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'https:' && !(protocol === 'http:' && isThisComputer(hostname)))
    throw new RangeError('a link that is not https');
  if (url.length > LINK_LIMIT) throw new RangeError(`a link of ${url.length} characters`);
  return { type: 'link', label, url };
}

/** The hostname of an address that leads back to the computer it is opened on. */
export const isThisComputer = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
