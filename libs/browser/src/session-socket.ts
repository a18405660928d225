import { isErrorCode, type ErrorCode, type SessionServerEvents } from '@maqiao/shared';
import { refusalCode, socketOptions, type SocketFactory } from './socket-factory.ts';

export interface SessionSocketOptions {
  io: SocketFactory;
  baseUrl: string;
  /** Asked at every connect; the token changes with each refresh. */
  readToken: () => string | null;
  /** The server says that the session is over, or does not take its token. */
  onRecheck: (code: ErrorCode | 'session_ended') => void;
  /** A way to sign in was added to the person's account, or removed from it. */
  onAccountChanged: (() => void) | undefined;
}

export interface SessionSocket {
  /** Connects again after a refusal or an unnoticed loss, with the token as it is now. */
  retry(): void;
  stop(): void;
}

const LONGEST_DELAY_MS = 60_000;

/** Listens on `/session` for a remote sign-out. Where sockets are blocked, the next refresh finds out. */
export function openSessionSocket({
  io,
  baseUrl,
  readToken,
  onRecheck,
  onAccountChanged,
}: SessionSocketOptions): SessionSocket {
  const socket = io<SessionServerEvents>(
    `${baseUrl}/session`,
    socketOptions(() => ({ accessToken: readToken() ?? '' }), LONGEST_DELAY_MS),
  );
  socket.on('session_ended', () => onRecheck('session_ended'));
  if (onAccountChanged) socket.on('account_changed', onAccountChanged);
  socket.on('connect_error', (error) => {
    const code = refusalCode(error);
    if (isErrorCode(code)) onRecheck(code);
  });
  return {
    retry() {
      if (socket.active) socket.revive?.();
      else if (!socket.connected) socket.connect();
    },
    stop() {
      socket.off();
      socket.disconnect();
    },
  };
}
