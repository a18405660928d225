import type { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'socket.io';

/**
 * Lets go of what a socket was opened with, once nothing asks for it any more: socket.io keeps the whole request, with
 * its headers in three forms, and a room for each socket alone, for as long as the socket lives. For browsers that do
 * nothing but wait that is a third of all they cost (https://socket.io/docs/v4/memory-usage/).
 */
export function forgetHandshake(socket: Pick<Socket, 'id' | 'nsp' | 'conn' | 'handshake'>): void {
  const { request } = socket.conn as { request: Partial<IncomingMessage> };
  request.headers = request.headersDistinct = {};
  request.rawHeaders = [];
  (socket.conn as { request: unknown }).request = null;
  (socket as { handshake: object }).handshake = FORGOTTEN;
  void socket.nsp.adapter.delAll(socket.id); // nothing is sent to rooms
  // Engine.IO takes this listener off when a connection is upgraded, and forgets to for one that began as a websocket.
  const { socket: websocket } = socket.conn.transport as { socket?: EventEmitter };
  for (const listener of websocket?.listeners('error') ?? []) {
    if (listener.name === 'onUpgradeError') websocket?.off('error', listener as () => void);
  }
}

const FORGOTTEN = Object.freeze({
  headers: Object.freeze({}),
  auth: Object.freeze({}),
  query: Object.freeze({}),
});
