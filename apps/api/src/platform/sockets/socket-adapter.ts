import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { MessageMappingProperties } from '@nestjs/websockets';
import type { IncomingMessage } from 'node:http';
import type { Observable } from 'rxjs';
import type { Server, ServerOptions, Socket } from 'socket.io';
import { handshakeRefusal } from './handshake-refusal.ts';
import type { OriginRule } from '../http/origin-rule.ts';
import { SOCKET_PATH } from './upgrades.ts';

/**
 * socket.io as the protocol wants it: websocket only (no sticky sessions, no session ids in URLs), small
 * messages, the Origin checked before the handshake, and the default namespace closed.
 */
export class SocketAdapter extends IoAdapter {
  #server: Server | undefined;

  constructor(
    app: INestApplicationContext,
    private readonly originRule: OriginRule,
  ) {
    super(app);
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    const ours: Partial<ServerOptions> = {
      ...options,
      path: SOCKET_PATH,
      transports: ['websocket'],
      maxHttpBufferSize: 4096,
      serveClient: false,
      // CORS does not stop a websocket; this does.
      allowRequest: (request, decide) => {
        const permitted = this.originRule.permits(request.headers);
        decide(permitted ? null : 'origin_not_allowed', permitted);
      },
    };
    const server = super.createIOServer(port, ours as ServerOptions);
    this.#server = server;
    // Each connection begins as a websocket and stays one. Engine.IO would move it to whoever knows its id, whatever their
    // Origin, and the login would be sent to them.
    server.engine.use((request: IncomingMessage, _response: unknown, next: (refusal?: Error) => void) =>
      next(namesConnection(request.url) ? new Error('no connection is moved') : undefined),
    );
    server.use((_socket, next) => next(handshakeRefusal('not_found')));
    return server;
  }

  /** No gateway listens for events, and Nest would make four streams for each socket to say so: 3 KiB. */
  override bindMessageHandlers(
    socket: Socket,
    handlers: MessageMappingProperties[],
    transform: (data: unknown) => Observable<unknown>,
  ): void {
    if (handlers.length > 0) super.bindMessageHandlers(socket, handlers, transform);
  }

  /**
   * Ends the sockets, and leaves the HTTP server to Fastify: socket.io would close it too, and wait for idle
   * connections. The clients see a lost connection, and come back by themselves.
   */
  override close(): Promise<void> {
    this.#server?.engine.close();
    return Promise.resolve();
  }
}

/** Whether a handshake is for a connection that is there already. */
function namesConnection(address = ''): boolean {
  const query = address.indexOf('?');
  return query !== -1 && new URLSearchParams(address.slice(query)).has('sid');
}
