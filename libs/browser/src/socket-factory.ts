import type { HandshakeRefusal } from '@maqiao/shared';
import { isErrorCode, type ErrorCode } from '@maqiao/shared';

/** The events of a connection's own life, as socket.io-client names them. */
interface ConnectionEvents {
  connect: () => void;
  connect_error: (error: Error) => void;
  disconnect: (reason: string) => void;
}

/** A connected namespace: the part of socket.io-client's `Socket` that is used. `Events` is what the server sends. */
export interface ClientSocket<Events> {
  readonly connected: boolean;
  /** Whether it reconnects by itself. False after a refusal and after the server's own disconnect. */
  readonly active: boolean;
  on<Name extends keyof (Events & ConnectionEvents)>(
    name: Name,
    listener: (Events & ConnectionEvents)[Name],
  ): unknown;
  /** Removes every listener. */
  off(): unknown;
  connect(): unknown;
  disconnect(): unknown;
  /** The network or the machine may be back: a broken connection is replaced at once. */
  revive?(): void;
}

/** How a namespace is connected to; names and meaning are socket.io-client's. */
export interface SocketOptions {
  transports: ['websocket'];
  forceNew: true;
  /** Milliseconds. */
  reconnectionDelay: number;
  reconnectionDelayMax: number;
  timeout: number;
  /** Asked at every connect. */
  auth: (send: (data: object) => void) => void;
}

/** Opens a namespace. `address` is its URL, or a path on the page's own origin. socket.io-client's `io` is one. */
export type SocketFactory = <Events>(address: string, options: SocketOptions) => ClientSocket<Events>;

/**
 * The options of every socket: websocket only, as the server requires, and a separate connection for each socket, so
 * that no other socket keeps the secret of a finished login.
 * @param readAuth asked at every connect, so that nothing is kept inside the socket
 * @param longestDelayMs the back-off's upper end
 */
export function socketOptions(readAuth: () => object, longestDelayMs: number): SocketOptions {
  return {
    transports: ['websocket'],
    forceNew: true,
    reconnectionDelay: 1000,
    reconnectionDelayMax: longestDelayMs,
    timeout: 8000,
    auth: (send) => send(readAuth()),
  };
}

/** The code of a refused handshake, or null when the connection itself failed. */
export function refusalCode(error: Error): ErrorCode | null {
  const data = (error as Error & { data?: Partial<HandshakeRefusal> }).data;
  return isErrorCode(data?.code) ? data.code : null;
}
