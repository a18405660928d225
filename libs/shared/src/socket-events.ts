import type { ErrorCode } from './error-codes.ts';
import type { LoginResult, SceneSnapshot } from './http-types.ts';

/** `/scenes`: handshake `auth` of a waiting browser. The browser sends no events. */
export interface SceneHandshake {
  scene: string;
  verifier: string;
}

export interface SceneServerEvents {
  /** On connect and on every change, expiry included. */
  scene: (snapshot: SceneSnapshot) => void;
  /** The moment the scene is confirmed, or on reconnect inside the delivery window. Acknowledge it. */
  login: (result: LoginResult, acknowledge: () => void) => void;
  /** Sent just before the server disconnects a socket for good: another tab took over (`replaced`). */
  closed: (reason: { code: ErrorCode }) => void;
}

/** `/session`: handshake `auth` of a signed-in browser. */
export interface SessionHandshake {
  accessToken: string;
}

/** Why a session ended. `merged`: the owner has merged two users who are one person, or has separated them again. */
export type SessionEndReason =
  | 'signed_out'
  | 'revoked'
  | 'rejected'
  | 'refresh_reuse'
  | 'replaced'
  | 'expired'
  | 'account_deleted'
  | 'blocked'
  | 'merged';

/** What has changed in the account of a person who is signed in. */
export type AccountChange = 'identity_linked' | 'identity_removed';

export interface SessionServerEvents {
  session_ended: (event: { reason: SessionEndReason }) => void;
  /** A way to sign in was added or removed, by whomever. */
  account_changed: (event: { change: AccountChange }) => void;
}

/** What a refused handshake's `connect_error` carries in `data`. */
export interface HandshakeRefusal {
  code: ErrorCode;
}
