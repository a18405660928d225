import type { HandshakeRefusal } from '@maqiao/shared';
import { isErrorCode, type ErrorCode } from '@maqiao/shared';
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';

/** The events of a connection's own life, as socket.io-client names them. */
interface ConnectionEvents {
  connect: () => void;
  connect_error: (error: Error) => void;
  disconnect: (reason: Socket.DisconnectReason) => void;
}

/** The part of socket.io-client's `Socket` that is used. `Events` is what the server sends. */
export interface ClientSocket<Events> {
  readonly connected: boolean;
  /** Whether socket.io reconnects by itself. False after a refusal and after the server's own disconnect. */
  readonly active: boolean;
  on<Name extends keyof (Events & ConnectionEvents)>(
    name: Name,
    listener: (Events & ConnectionEvents)[Name],
  ): unknown;
  off(): unknown;
  connect(): unknown;
  disconnect(): unknown;
}

/** Opens a namespace. `address` is its URL, or a path on the page's own origin. */
export type SocketFactory = <Events>(
  address: string,
  options: Partial<ManagerOptions & SocketOptions>,
) => ClientSocket<Events>;

/** socket.io-client itself. Its types name the events per call, ours per socket; the shapes are the same. */
export const openSocket: SocketFactory = <Events>(
  address: string,
  options: Partial<ManagerOptions & SocketOptions>,
) => io(address, options) as unknown as ClientSocket<Events>;

/**
 * How every socket of this library connects: websocket only, as the server demands, and on a connection of its
 * own, so that erasing one login's secret leaves no other socket holding it.
 * @param readAuth asked at every connect, so that nothing is kept inside socket.io
 * @param longestDelayMs the back-off's upper end
 */
export function socketOptions(
  readAuth: () => object,
  longestDelayMs: number,
): Partial<ManagerOptions & SocketOptions> {
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
