import { isIP } from 'node:net';

/** Where a client is sent back to: `web` clients by http(s), `native` ones also by a scheme of their own (RFC 8252 §7). */
export type ApplicationType = 'web' | 'native';

/**
 * What is wrong with a redirect URI, as the rest of a sentence; undefined when it can be registered. Stricter than
 * RFC 6749 §3.1.2: no user information, no fragment, http only for loopback (RFC 9700 §2.1, RFC 8252 §7.3).
 */
export function redirectUriFault(uri: string, type: ApplicationType): string | undefined {
  if (!URL.canParse(uri)) return 'is no absolute URI';
  const url = new URL(uri);
  if (uri.includes('#')) return 'has a fragment';
  if (url.username !== '' || url.password !== '') return 'has a user name or password';
  if (/[\s\\*]/.test(uri)) return 'has a space, a backslash or an asterisk: it is compared character by character';
  if (url.protocol === 'https:') return undefined;
  if (url.protocol === 'http:') {
    if (!isLoopback(url.hostname)) return 'is http, which is for loopback addresses only';
    return undefined;
  }
  if (type === 'web') return 'is neither https nor http; only native applications have schemes of their own';
  // RFC 8252 §7.1: a domain name in reverse, so that two applications do not meet.
  return url.protocol.includes('.') ? undefined : 'has a scheme without a dot, such as com.example.app:';
}

/**
 * The host that people are shown for a redirect URI; null for loopback, schemes of an application, and devices, of
 * which nobody can know who listens there.
 */
export function shownHost(redirectUri: unknown): string | null {
  if (typeof redirectUri !== 'string' || !URL.canParse(redirectUri)) return null;
  const { protocol, hostname, host } = new URL(redirectUri);
  return /^https?:$/.test(protocol) && !isLoopback(hostname) ? host : null;
}

function isLoopback(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return bare === 'localhost' || bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'));
}
