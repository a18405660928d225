import type { IncomingMessage } from 'node:http';
import type { Socket } from 'socket.io';

/**
 * Lets go of the request that opened a socket, once its handshake has been read. socket.io keeps it for as long as the
 * socket lives, for those who need it (https://socket.io/docs/v4/memory-usage/).
 */
export function discardRequest(socket: Pick<Socket, 'conn'>): void {
  (socket.conn as { request: IncomingMessage | null }).request = null;
}
