import { refusal } from '../domain-error.ts';

const LONGEST_ADDRESS = 2_000;

/**
 * The address as it is asked for. `webcal:` is what calendar programs write for the same over https. What was typed
 * is never repeated: it may be a secret, or hold one.
 * @throws DomainError
 */
export function calendarAddress(typed: string): string {
  const bare = /^<([^<>|]+)(?:\|[^<>]*)?>$/.exec(typed.trim())?.[1] ?? typed.trim();
  const address = bare.replace(/^webcals?:\/\//i, 'https://');
  if (address.length > LONGEST_ADDRESS || /\s/.test(address) || !URL.canParse(address))
    throw refusal('error.private-calendar.address');
  const url = new URL(address);
  if (url.protocol !== 'https:') throw refusal('error.private-calendar.https');
  if (url.username !== '' || url.password !== '') throw refusal('error.private-calendar.credentials');
  // It never leaves this computer.
  url.hash = '';
  return url.href;
}

/** All of an address that may be shown. */
export const hostOf = (address: string): string => new URL(address).host;
