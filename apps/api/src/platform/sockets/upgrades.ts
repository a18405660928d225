import type { IncomingMessage } from 'node:http';

/** Below this path sockets are opened, and nowhere else; socket.io's default. */
export const SOCKET_PATH = '/socket.io/';

/**
 * Whether a call changes the protocol of its connection: only the handshake of a websocket (RFC 6455 §4.1) at the path of
 * our sockets. Any other `Upgrade` is an offer that we do not take, and the call is answered as if it had none (RFC 9110
 * §7.8): clients offer `h2c` with every call, and Engine.IO would cut them off without an answer.
 * For `shouldUpgradeCallback` of Node's `http.createServer`.
 */
export function opensSocket({ method, url, headers }: IncomingMessage): boolean {
  return (
    method === 'GET' &&
    headers.upgrade?.toLowerCase() === 'websocket' &&
    url?.startsWith(SOCKET_PATH) === true
  );
}
