import { isIP } from 'node:net';
import type { InBoth } from '../../platform/operator-messages/messages.ts';
import { clientMessages } from './client-messages.ts';

/** Where a client is sent back to: `web` clients by http(s), `native` ones also by a scheme of their own (RFC 8252 §7). */
export type ApplicationType = 'web' | 'native';

/** Those that RFC 8252 §7.3 names, and the engine knows. */
const USUAL_LOOPBACKS = ['127.0.0.1', '::1', 'localhost'];

/**
 * What is wrong with a redirect URI, as the rest of a sentence; undefined when it can be registered. Stricter than
 * RFC 6749 §3.1.2: no user information, no fragment, http only for loopback (RFC 9700 §2.1, RFC 8252 §7.3).
 */
export function redirectUriFault(uri: string, type: ApplicationType): InBoth | undefined {
  if (/[\s\\*]/.test(uri)) return clientMessages.uri_character;
  if (!URL.canParse(uri)) return clientMessages.uri_none;
  const url = new URL(uri);
  if (uri.includes('#')) return clientMessages.uri_fragment;
  if (url.username !== '' || url.password !== '') return clientMessages.uri_user;
  const isNative = type === 'native';
  if (url.protocol === 'https:')
    return isNative && isLoopback(url.hostname) ? clientMessages.uri_loopback_https : undefined;
  if (url.protocol === 'http:') {
    if (!isLoopback(url.hostname)) return clientMessages.uri_http;
    return isNative && !USUAL_LOOPBACKS.includes(bare(url.hostname))
      ? clientMessages.uri_loopback_form
      : undefined;
  }
  if (!isNative) return clientMessages.uri_scheme;
  // RFC 8252 §7.1: a domain name in reverse, so that two applications do not meet.
  return url.protocol.includes('.') ? undefined : clientMessages.uri_scheme_dot;
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

/** @param hostname as `URL` has it */
function isLoopback(hostname: string): boolean {
  const address = bare(hostname);
  return address === 'localhost' || address === '::1' || (isIP(address) === 4 && address.startsWith('127.'));
}

/** Without the brackets of IPv6. */
function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}
