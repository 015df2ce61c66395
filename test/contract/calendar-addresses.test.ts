import { describe, expect, it } from 'vitest';
import { signedAddresses } from '../../src/adapters/calendar/signed-addresses.ts';
import { fakeCalendarAddresses } from '../fakes/calendar-addresses.ts';
import { calendarAddressesContract } from './calendar-addresses-contract.ts';

const real = signedAddresses('https://bot.example.org/twinbell', 'a key that nobody knows');

calendarAddressesContract('the addresses of the fake', fakeCalendarAddresses);
calendarAddressesContract('the signed addresses', real);

describe('the signed addresses', () => {
  it('are read as what they were made for, and as nothing once a letter of them is another', () => {
    const { pathname } = new URL(real.meetingFile('mtg_abc234', 'da'));
    expect(real.read(pathname)).toEqual({ type: 'meeting', meetingId: 'mtg_abc234', language: 'da' });
    expect(real.read(pathname.replace('mtg_abc234', 'mtg_abc235'))).toBe('unknown');
    expect(real.read(pathname.replace('/da/', '/de/'))).toBe('unknown');
    expect(signedAddresses('https://bot.example.org/twinbell', 'another key').read(pathname)).toBe('unknown');
    expect(real.read('/healthz')).toBeUndefined();
  });
});
