import { setDefaultResultOrder } from 'node:dns';
import { setDefaultAutoSelectFamilyAttemptTimeout } from 'node:net';

/**
 * Milliseconds for a connection to one address of a host name before the next is tried; the last one has the rest of
 * the time. Long enough for one lost packet, which is sent again after a second (RFC 6298 §2.1), and a slow line with
 * 400 ms. Three attempts fit into WeChat's connect time-out of 5 s, one into that of Redis, 2 s.
 */
const ATTEMPT_TIMEOUT_MS = 1_500;

/**
 * Sets how this process connects to host names with several addresses, for all clients: WeChat, webhooks, S3,
 * PostgreSQL, Redis, the doctor. Node tries one address after the other, by default for 250 ms each
 * (`net.setDefaultAutoSelectFamilyAttemptTimeout`): over a slow line every attempt but the last would fail. IPv4 is
 * tried first (`dns.setDefaultResultOrder`): IPv6 without a working route is common, while a missing IPv4 route fails
 * at once; and WeChat's IP list is kept in IPv4.
 */
export function configureOutgoingConnections(): void {
  setDefaultAutoSelectFamilyAttemptTimeout(ATTEMPT_TIMEOUT_MS);
  setDefaultResultOrder('ipv4first');
}
