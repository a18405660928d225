import { BlockList, isIP } from 'node:net';

const loopback = lazyList(['127.0.0.0/8', '::1/128']);
// RFC 1918, RFC 3927, RFC 6598 (carrier-grade NAT is a shared network, not a private one: left out), RFC 4193, RFC 4291.
const privateRanges = lazyList([
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '169.254.0.0/16',
  'fc00::/7',
  'fe80::/10',
]);

/** An address in one spelling: no brackets, no zone, and an IPv4 address in IPv6 clothes as plain IPv4. */
export function normalizeAddress(address: string): string {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare);
  return mapped?.[1] ?? bare;
}

/** Whether a URL's host name is this machine itself. */
export function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost') || isIn(loopback(), hostname);
}

/** Whether a URL's host name is an address of a private network; names count as public, as they can be anything. */
export function isPrivateHost(hostname: string): boolean {
  return isIn(privateRanges(), hostname);
}

/** The network an address belongs to for limits and nearness: IPv4 whole, IPv6 cut to its /64. */
export function networkOf(address: string): string {
  const plain = normalizeAddress(address);
  return isIP(plain) === 6 ? `${ipv6Groups(plain).slice(0, 4).join(':')}::/64` : plain;
}

/** An address cut for other people's eyes: IPv4 to /16, IPv6 to /32; null when it is no address. */
export function cutAddress(address: string): string | null {
  const plain = normalizeAddress(address);
  const family = isIP(plain);
  if (family === 4) return `${plain.split('.').slice(0, 2).join('.')}.0.0/16`;
  return family === 6 ? `${ipv6Groups(plain).slice(0, 2).join(':')}::/32` : null;
}

/** The eight groups of a valid IPv6 address, without leading zeros. */
function ipv6Groups(address: string): string[] {
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  const hex = (high: string, low: string) => (Number(high) * 256 + Number(low)).toString(16);
  const text = dotted
    ? `${dotted[1]}${hex(dotted[2] ?? '0', dotted[3] ?? '0')}:${hex(dotted[4] ?? '0', dotted[5] ?? '0')}`
    : address;
  const [head = '', tail] = text.toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  return [...left, ...zeros, ...right].map((group) => Number.parseInt(group, 16).toString(16));
}

function isIn(list: BlockList, hostname: string): boolean {
  const plain = normalizeAddress(hostname);
  return isIP(plain) !== 0 && list.check(plain, familyOf(plain));
}

/** Made when it is first asked: no snapshot of a start can hold what Node keeps natively. */
function lazyList(networks: readonly string[]): () => BlockList {
  let made: BlockList | undefined;
  return () => {
    if (made) return made;
    made = new BlockList();
    for (const network of networks) {
      const [address = '', bits] = network.split('/');
      made.addSubnet(address, Number(bits), familyOf(address));
    }
    return made;
  };
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 4 ? 'ipv4' : 'ipv6';
}
