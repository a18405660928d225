import { setDefaultResultOrder } from 'node:dns';
import { setDefaultAutoSelectFamilyAttemptTimeout } from 'node:net';

/**
 * How long one address of a name may take before the next is tried, in milliseconds; the last has what is left. A packet
 * that was lost is sent again after a second (RFC 6298 §2.1), and the slowest lines take some 400 ms: both fit. Three
 * such addresses fit into the shortest time that a connection has here, WeChat's 5 s, and one into Redis' 2 s.
 */
const ATTEMPT_TIMEOUT_MS = 1_500;

/**
 * Sets how this process connects to host names. It holds for every connection that it makes to a name of several addresses, whichever client makes it: WeChat,
 * webhooks, the storage of pictures, PostgreSQL, Redis, the doctor. Node tries one address after the other, and of itself
 * gives each 250 ms (`net.setDefaultAutoSelectFamilyAttemptTimeout`): over a slow line none is reached that is not the
 * last. IPv4 goes first (`dns.setDefaultResultOrder`): IPv6 that leads nowhere is common and then costs nothing, without a
 * route for IPv4 its attempt fails at once, and WeChat's list of addresses is kept in IPv4.
 */
export function configureOutgoingConnections(): void {
  setDefaultAutoSelectFamilyAttemptTimeout(ATTEMPT_TIMEOUT_MS);
  setDefaultResultOrder('ipv4first');
}
