import type { IncomingHttpHeaders } from 'node:http';
import { networkInterfaces } from 'node:os';
import { Problem } from './problem.ts';

/** The names under which the control calls and the phone may be asked for. */
export interface OwnAddresses {
  /** Values of a Host header, lower case. */
  readonly hosts: ReadonlySet<string>;
  /** Values of an Origin header. */
  readonly origins: ReadonlySet<string>;
}

const WILDCARDS: readonly string[] = ['0.0.0.0', '::'];

/** The simulator's own names: loopback, what it is bound to, and its public address. */
export function ownAddresses(boundHost: string, port: number, publicUrl: string): OwnAddresses {
  const names = ['127.0.0.1', 'localhost', '::1', boundHost];
  if (WILDCARDS.includes(boundHost)) {
    for (const addresses of Object.values(networkInterfaces())) {
      for (const { address } of addresses ?? []) names.push(address);
    }
  }
  const urls = names.map((name) => new URL(`http://${bracketed(name)}:${port}`));
  urls.push(new URL(publicUrl));
  return { hosts: new Set(urls.map((url) => url.host)), origins: new Set(urls.map((url) => url.origin)) };
}

/** An address as a URL wants it: IPv6 in brackets (and without a zone, which a URL cannot name). */
export function bracketed(host: string): string {
  return host.includes(':') ? `[${host.replace(/%.*$/, '')}]` : host;
}

/**
 * Throws a Problem (403) unless the Host header is one of ours. A page elsewhere whose name was made to
 * point here (DNS rebinding) still sends its own name.
 */
export function refuseForeignHost(headers: IncomingHttpHeaders, own: OwnAddresses): void {
  if (!own.hosts.has(headers.host?.toLowerCase() ?? '')) {
    throw new Problem(403, 'host_not_allowed', 'This is not an address of the simulator.');
  }
}

/**
 * Throws a Problem (403) for a call that a page of another origin makes. Programs outside a browser send
 * neither header and pass.
 */
export function refuseForeignOrigin(headers: IncomingHttpHeaders, own: OwnAddresses): void {
  const origin = headers.origin;
  const site = headers['sec-fetch-site'];
  const foreign = origin === undefined ? site !== undefined && !isOwnSite(site) : !own.origins.has(origin);
  if (foreign) throw new Problem(403, 'origin_not_allowed', 'Only pages of the simulator may call this.');
}

/** Throws a Problem (403) unless the caller sits on this machine. */
export function refuseRemotePeer(remoteAddress: string | undefined): void {
  const address = remoteAddress?.replace(/^::ffff:/, '') ?? '';
  if (address !== '::1' && !address.startsWith('127.')) {
    throw new Problem(403, 'peer_not_allowed', 'Control calls are taken from this machine only.');
  }
}

/** `none` is an address typed by the user. */
function isOwnSite(site: string | string[]): boolean {
  return site === 'same-origin' || site === 'none';
}
