import ipaddr from 'ipaddr.js';

/** Public by its range, but answered by the host of a virtual machine (Azure's "wire server"). */
const HOSTS_OF_CLOUDS = ['168.63.129.16'];
const GLOBAL_UNICAST = ipaddr.IPv6.parse('2000::');

/**
 * Whether an address belongs to a computer on the open internet. What is special in any way is refused: loopback,
 * private, link-local, shared (CGNAT), multicast and documentation ranges, and every way of writing an IPv4 address
 * inside an IPv6 one (mapped, compatible, NAT64, 6to4, Teredo).
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast' || HOSTS_OF_CLOUDS.includes(parsed.toString())) return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(GLOBAL_UNICAST, 3);
}
