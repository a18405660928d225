import type { ErrorCode, LoginResult, SceneSnapshot } from '@maqiao/shared';
import type { ApiClient } from './api-client.ts';
import type { ClockOffset } from './clock-offset.ts';
import type { Timers } from './clock.ts';
import type { Attempt } from './kept-attempt.ts';
import { openSceneSocket } from './scene-socket.ts';
import type { SocketFactory } from './socket-factory.ts';
import { createTokenPoll } from './token-poll.ts';

/** Why a scene will not lead to a sign-in any more. `gone`: withdrawn, or the server does not know it. */
export type SceneEnd =
  | { kind: 'refused' }
  | { kind: 'expired' }
  | { kind: 'gone' }
  | { kind: 'replaced' }
  | { kind: 'failed'; code: ErrorCode };

interface SceneListener {
  /** The scene is open; never an older word after a newer one. */
  open(snapshot: SceneSnapshot): void;
  /** Confirmed, and the tokens are here, by push or by poll. */
  granted(result: LoginResult): void;
  ended(end: SceneEnd): void;
  unreachable(): void;
}

export interface FollowSceneOptions {
  attempt: Attempt;
  api: ApiClient;
  io: SocketFactory;
  baseUrl: string;
  clock: ClockOffset;
  timers: Timers;
  signal: AbortSignal;
  listener: SceneListener;
}

export interface Following {
  /** Takes in a snapshot that came another way: the registration's own answer. */
  see(snapshot: SceneSnapshot): void;
  /** Asks the server now where the scene stands: after the network or the page came back. */
  check(): void;
  /** As `check`, unless the socket is up and would have told. */
  checkIfDown(): void;
  /** Closes everything and lets go of the secret. */
  stop(): void;
}

/** Failed connections in a row after which polling begins. */
const FAILURES_BEFORE_POLLING = 2;
/** Polling begins when there is no socket for so long: some proxies swallow the upgrade without an answer. */
const PATIENCE_MS = 6000;
/** The push follows the confirmed snapshot at once; when it does not, it is asked for. */
const PUSH_PATIENCE_MS = 3000;
/** The server says itself when a scene expires; when it does not, it is asked. */
const EXPIRY_PATIENCE_MS = 2000;

const ORDER = {
  pending: 0,
  scanned: 1,
  confirmed: 2,
  consumed: 3,
  rejected: 3,
  cancelled: 3,
  expired: 3,
} as const;

/** Follows one scene to its end, by socket where there is one and by polling where there is none. */
export function followScene(options: FollowSceneOptions): Following {
  const { attempt, api, io, baseUrl, clock, timers, signal, listener } = options;
  let reached = 0;
  let failures = 0;
  let connected = false;
  let finished = false;
  let patience: unknown;
  let reminder: unknown;

  const stop = (): void => {
    finished = true;
    timers.clearTimeout(patience);
    timers.clearTimeout(reminder);
    socket.stop();
    poll.stop();
  };
  const end = (reason: SceneEnd): void => {
    if (finished) return;
    stop();
    listener.ended(reason);
  };
  const grant = (result: LoginResult): void => {
    if (finished) return;
    finished = true;
    timers.clearTimeout(patience);
    timers.clearTimeout(reminder);
    poll.stop();
    // The socket stays until the claim is answered: closing it now could overtake the acknowledgement.
    listener.granted(result);
  };
  const closed = (code: ErrorCode): void => {
    switch (code) {
      case 'access_denied':
        return end({ kind: 'refused' });
      case 'expired_token':
      case 'scene_expired':
        return end({ kind: 'expired' });
      case 'scene_not_found':
      case 'scene_closed':
        return end({ kind: 'gone' });
      case 'replaced':
        return end({ kind: 'replaced' });
      default:
        return end({ kind: 'failed', code });
    }
  };
  const see = (snapshot: SceneSnapshot): void => {
    if (finished || ORDER[snapshot.status] < reached) return;
    reached = ORDER[snapshot.status];
    clock.learn(snapshot.now);
    switch (snapshot.status) {
      case 'pending':
      case 'scanned':
      case 'confirmed': {
        const untilEnd = Date.parse(snapshot.expiresAt) - clock.serverNow();
        const silence = snapshot.status === 'confirmed' ? PUSH_PATIENCE_MS : untilEnd + EXPIRY_PATIENCE_MS;
        timers.clearTimeout(reminder);
        reminder = timers.setTimeout(() => poll.check(), Math.max(0, silence));
        listener.open(snapshot);
        return;
      }
      case 'consumed':
        // Given before, to a push that was lost or to this tab before its reload: asked for again, in its window.
        return poll.check();
      case 'rejected':
        return end({ kind: 'refused' });
      case 'cancelled':
        return end({ kind: 'gone' });
      case 'expired':
        return end({ kind: 'expired' });
    }
  };
  const startPatience = (): void => {
    timers.clearTimeout(patience);
    patience = timers.setTimeout(() => poll.run(), PATIENCE_MS);
  };

  const poll = createTokenPoll({
    api,
    scene: attempt.scene,
    verifier: attempt.verifier,
    interval: attempt.interval,
    timers,
    signal,
    listener: {
      snapshot: see,
      login: grant,
      closed,
      unreachable: () => !finished && listener.unreachable(),
    },
  });
  const socket = openSceneSocket({
    io,
    baseUrl,
    scene: attempt.scene,
    verifier: attempt.verifier,
    timers,
    listener: {
      up() {
        failures = 0;
        connected = true;
        timers.clearTimeout(patience);
        poll.pause();
      },
      down() {
        if (finished) return;
        failures += 1;
        if (connected) startPatience();
        connected = false;
        if (failures >= FAILURES_BEFORE_POLLING) poll.run();
      },
      snapshot: see,
      login: grant,
      closed,
    },
  });
  startPatience();

  return {
    see,
    check() {
      if (finished) return;
      socket.revive();
      poll.check();
    },
    checkIfDown() {
      if (finished) return;
      socket.revive();
      if (!connected) poll.check();
    },
    stop,
  };
}
