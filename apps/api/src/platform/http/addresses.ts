import ipaddr from 'ipaddr.js';

// How addresses are read, and what belongs together. ipaddr.js parses them and knows the special ranges (IANA's
// special-purpose registries, RFC 6890).

/**
 * What stands for an address that cannot be read. Limits count everything that is unknown together; people are shown
 * nothing.
 */
export const UNKNOWN_ADDRESS = 'unknown';

/** Ranges that say who stands in one room, but only to those in the same room. */
const LOCAL_RANGES: ReadonlySet<string> = new Set(['loopback', 'private', 'linkLocal', 'uniqueLocal']);
/**
 * Ranges that many strangers share or that a machine in between has written: RFC 6598 (carriers, and the balancers of
 * clouds), the translators of one network (RFC 8215), 0.0.0.0/8, site-local addresses of old.
 */
const SHARED_RANGES: ReadonlySet<string> = new Set([
  'carrierGradeNat',
  'rfc6052',
  'unspecified',
  'deprecatedSiteLocal',
]);
/**
 * What no visitor is known by: groups, and tunnels and translators of which the address names the server in between
 * and not the visitor (Teredo: everybody at one server has one /64; 6to4, RFC 7526; RFC 2765's form).
 */
const UNREADABLE_RANGES: ReadonlySet<string> = new Set([
  'multicast',
  'broadcast',
  'teredo',
  '6to4',
  'rfc6145',
]);

/** No spelling of an address is longer. */
const LONGEST = 100;

/** RFC 6052 §2.1: an IPv4 address behind a translator, in the last 32 bits. */
const NAT64 = ipaddr.parseCIDR('64:ff9b::/96');

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/**
 * An address in one spelling (RFC 5952 for IPv6), from any that a proxy, a URL or Node writes: with a port
 * (`192.0.2.1:4711`, `[2001:db8::1]:4711`), in brackets or quotes, with a zone, in upper case, IPv4 inside IPv6 (mapped, or
 * through NAT64) as plain IPv4.
 * @returns undefined for all else: `unix:`, `unknown` and `_hidden` (RFC 7239 §6), forms such as `127.1` and `0x7f.0.0.1`
 * that programs read differently, groups, Teredo and 6to4
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

/** Whether a URL's host name is an address of a private network; names count as public, as they can be anything. */
export function isPrivateHost(hostname: string): boolean {
  const range = rangeOf(parsed(hostname));
  return range !== 'loopback' && LOCAL_RANGES.has(range);
}

/** Whether a URL leads to this machine, or into a private network. */
export function isLocalUrl(url: string): boolean {
  const { hostname } = new URL(url);
  return isLoopbackHost(hostname) || isPrivateHost(hostname);
}

/** Whether an address is one of the internet, which says something about whoever has it. False when it is none. */
export function isPublicAddress(address: string): boolean {
  const range = rangeOf(parsed(address));
  return range !== '' && !LOCAL_RANGES.has(range) && !SHARED_RANGES.has(range);
}

/** The network an address belongs to for limits and nearness: IPv4 whole, IPv6 cut to its /64. */
export function networkOf(address: string): string {
  return networksOf(address)[0] ?? UNKNOWN_ADDRESS;
}

/**
 * The networks that limits count an address in, the smallest first: IPv4 whole; of IPv6 the /64 of one link, the /56 that a
 * household is given, the /48 of a site (RFC 6177). What is no address is in {@link UNKNOWN_ADDRESS} alone.
 */
export function networksOf(address: string): readonly string[] {
  const read = parsed(address);
  if (read === undefined) return [UNKNOWN_ADDRESS];
  // Behind a translator of one network every visitor has the same first 64 bits.
  if (!isIPv6(read) || rangeOf(read) === 'rfc6052') return [read.toString()];
  return [64, 56, 48].map((bits) => cut(read, bits));
}

/** An address cut for other people's eyes: IPv4 to /16, IPv6 to /32; null when it is no address. */
export function cutAddress(address: string | null): string | null {
  const read = address === null ? undefined : parsed(address);
  if (read === undefined) return null;
  return cut(read, isIPv6(read) ? 32 : 16);
}

function parsed(text: string): Address | undefined {
  if (text.length > LONGEST) return undefined;
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
  // The dotted end in plain decimal, as for IPv4: ipaddr.js would also take octal and hexadecimal there.
  const dotted = text.includes('.') ? text.slice(text.lastIndexOf(':') + 1) : undefined;
  if (dotted !== undefined && !ipaddr.IPv4.isValidFourPartDecimal(dotted)) return undefined;
  if (!text.includes(':') || !ipaddr.IPv6.isValid(text)) return undefined;
  const address = ipaddr.IPv6.parse(text);
  if (address.isIPv4MappedAddress()) return address.toIPv4Address();
  if (!address.match(NAT64)) return address;
  // RFC 6052 §3.1: this prefix is for addresses of the internet only, so a local one was made up.
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
