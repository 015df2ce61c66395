import { describe, expect, it } from 'vitest';
import { isPublicAddress } from '../../../src/adapters/calendar-reader/public-address.ts';

describe('the addresses that are connected to', () => {
  it.each([
    ['loopback', ['127.0.0.1', '127.255.255.254', '::1']],
    ['unspecified', ['0.0.0.0', '0.1.2.3', '::']],
    ['private', ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fc00::1', 'fdff::1']],
    ['link-local and metadata', ['169.254.169.254', 'fe80::1', 'fd00:ec2::254', '168.63.129.16']],
    ['shared by providers', ['100.64.0.1', '100.100.100.200', '100.127.255.255']],
    ['multicast and broadcast', ['224.0.0.1', '239.255.255.255', 'ff02::1', '255.255.255.255']],
    [
      'reserved and for documents',
      ['192.0.0.192', '192.0.2.1', '198.18.0.1', '203.0.113.1', '240.0.0.1', '2001:db8::1'],
    ],
    [
      'IPv4 inside IPv6',
      ['::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:7f00:1', '::127.0.0.1', '::ffff:8.8.8.8'],
    ],
    ['translated and tunnelled', ['64:ff9b::7f00:1', '64:ff9b:1::a00:1', '2002:7f00:1::', '2001:0:1::1']],
    ['deprecated', ['fec0::1', '192.88.99.1']],
    ['not an address', ['', 'localhost', 'example.org', '127.1', '0x7f.0.0.1', '[::1]', 'fe80::1%eth0']],
  ])('leave out what is %s', (_, addresses) => {
    expect(addresses.filter(isPublicAddress)).toEqual([]);
  });

  it('are those of the open internet', () => {
    const open = [
      '8.8.8.8',
      '9.255.255.255',
      '11.0.0.1',
      '172.15.0.1',
      '172.32.0.1',
      '100.63.0.1',
      '2606:4700::1111',
      '2a00:1450::1',
    ];
    expect(open.filter(isPublicAddress)).toEqual(open);
  });
});
