import ipaddr from 'ipaddr.js';

// Parses IP addresses and groups them into networks. ipaddr.js parses them and knows the special ranges (IANA's
// special-purpose registries, RFC 6890).

/**
 * Stands for an address that cannot be read. Limits count all unknown addresses together; users are shown no address.
 */
export const UNKNOWN_ADDRESS = 'unknown';

/** Ranges that are unique within one private network only. */
const LOCAL_RANGES: ReadonlySet<string> = new Set(['loopback', 'private', 'linkLocal', 'uniqueLocal']);
/**
 * Ranges that many users share, or that stand for a machine in between: RFC 6598 (carriers, and load balancers of
 * clouds), local translation (RFC 8215), 0.0.0.0/8, deprecated site-local addresses.
 */
const SHARED_RANGES: ReadonlySet<string> = new Set([
  'carrierGradeNat',
  'rfc6052',
  'unspecified',
  'deprecatedSiteLocal',
]);
/**
 * Ranges that do not identify a visitor: multicast, and tunnels and translators whose addresses name the server in
 * between (Teredo: all users of one server share a /64; 6to4, RFC 7526; the form of RFC 2765).
 */
const UNREADABLE_RANGES: ReadonlySet<string> = new Set([
  'multicast',
  'broadcast',
  'teredo',
  '6to4',
  'rfc6145',
]);

/** Characters; every valid spelling is shorter. */
const MAX_LENGTH = 100;

/** RFC 6052 §2.1: an IPv4 address behind a translator, in the last 32 bits. */
const NAT64 = ipaddr.parseCIDR('64:ff9b::/96');

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/**
 * Normalizes an address (RFC 5952 for IPv6) from any spelling that a proxy, a URL or Node writes: with a port
 * (`192.0.2.1:4711`, `[2001:db8::1]:4711`), in brackets or quotes, with a zone, in upper case, IPv4 inside IPv6
 * (mapped, or through NAT64) as plain IPv4.
 * @returns undefined for everything else: `unix:`, `unknown` and `_hidden` (RFC 7239 §6), forms such as `127.1` and
 * `0x7f.0.0.1` that programs read differently, multicast, Teredo and 6to4
 */
export function readAddress(text: string | undefined): string | undefined {
  return text === undefined ? undefined : parsed(text)?.toString();
}

/** Whether a URL's host name is this machine itself. */
export function isLoopbackHost(hostname: string): boolean {
  return (
    hostname === 'localhost' || hostname.endsWith('.localhost') || rangeOf(parsed(hostname)) === 'loopback'
  );
}

/** Whether a URL's host name is an address of a private network. Names count as public: they are not resolved. */
export function isPrivateHost(hostname: string): boolean {
  const range = rangeOf(parsed(hostname));
  return range !== 'loopback' && LOCAL_RANGES.has(range);
}

/** Whether a URL leads to this machine, or into a private network. */
export function isLocalUrl(url: string): boolean {
  const { hostname } = new URL(url);
  return isLoopbackHost(hostname) || isPrivateHost(hostname);
}

/**
 * Whether an address is public and belongs to one network, so that it can be located. False when it is not an address.
 */
export function isPublicAddress(address: string): boolean {
  const range = rangeOf(parsed(address));
  return range !== '' && !LOCAL_RANGES.has(range) && !SHARED_RANGES.has(range);
}

/** The network of an address, for limits and for comparing phone and browser: IPv4 whole, IPv6 cut to its /64. */
export function networkOf(address: string): string {
  return networksOf(address)[0] ?? UNKNOWN_ADDRESS;
}

/**
 * The networks that limits count an address in, the smallest first: IPv4 whole; of IPv6 the /64 of one link, the /56 of
 * a household, the /48 of a site (RFC 6177). For a text that is not an address, {@link UNKNOWN_ADDRESS} only.
 */
export function networksOf(address: string): readonly string[] {
  const read = parsed(address);
  if (read === undefined) return [UNKNOWN_ADDRESS];
  // All visitors behind a local translator (RFC 8215) have the same first 64 bits: count each address alone.
  if (!isIPv6(read) || rangeOf(read) === 'rfc6052') return [read.toString()];
  return [64, 56, 48].map((bits) => cut(read, bits));
}

/** An address shortened before others see it: IPv4 to /16, IPv6 to /32; null when it is not an address. */
export function cutAddress(address: string | null): string | null {
  const read = address === null ? undefined : parsed(address);
  if (read === undefined) return null;
  return cut(read, isIPv6(read) ? 32 : 16);
}

function parsed(text: string): Address | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const bare = text
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .replace(/^\[([^\]]*)\](?::\d{1,5})?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d{1,5}$/, '$1')
    .replace(/%.*$/, '');
  const address = ipaddr.IPv4.isValidFourPartDecimal(bare) ? ipaddr.IPv4.parse(bare) : parsedIPv6(bare);
  return address && UNREADABLE_RANGES.has(address.range()) ? undefined : address;
}

function parsedIPv6(text: string): Address | undefined {
  // The dotted part must be decimal, as for IPv4: ipaddr.js would also accept octal and hexadecimal there.
  const dotted = text.includes('.') ? text.slice(text.lastIndexOf(':') + 1) : undefined;
  if (dotted !== undefined && !ipaddr.IPv4.isValidFourPartDecimal(dotted)) return undefined;
  if (!text.includes(':') || !ipaddr.IPv6.isValid(text)) return undefined;
  const address = ipaddr.IPv6.parse(text);
  if (address.isIPv4MappedAddress()) return address.toIPv4Address();
  if (!address.match(NAT64)) return address;
  // RFC 6052 §3.1: this prefix must not hold a private address, so such an address is forged.
  const behind = new ipaddr.IPv4(address.toByteArray().slice(-4));
  return isPublicAddress(behind.toString()) ? behind : undefined;
}

function rangeOf(address: Address | undefined): string {
  return address?.range() ?? '';
}

function isIPv6(address: Address): address is ipaddr.IPv6 {
  return address.kind() === 'ipv6';
}

/** The network of so many bits, such as `240e:390:1:2::/64`. */
function cut(address: Address, bits: number): string {
  const family = isIPv6(address) ? ipaddr.IPv6 : ipaddr.IPv4;
  return `${family.networkAddressFromCIDR(`${address.toString()}/${bits}`).toString()}/${bits}`;
}
