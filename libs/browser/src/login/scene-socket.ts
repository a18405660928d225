import {
  isErrorCode,
  type ErrorCode,
  type LoginResult,
  type SceneServerEvents,
  type SceneSnapshot,
} from '@maqiao/shared';
import { asLoginResult, asSceneSnapshot } from '../answers.ts';
import { backoffMs } from '../backoff.ts';
import type { Timers } from '../clock.ts';
import { isPassing } from '../error-recovery.ts';
import { refusalCode, socketOptions, type SocketFactory } from '../socket-factory.ts';

/** What a waiting browser's socket reports. */
interface SceneSocketListener {
  up(): void;
  /** The connection was lost or could not be made; it is tried again. */
  down(): void;
  snapshot(snapshot: SceneSnapshot): void;
  /** Already acknowledged. */
  login(result: LoginResult): void;
  /** The server will not have this socket again, and why. */
  closed(code: ErrorCode): void;
}

export interface SceneSocketOptions {
  io: SocketFactory;
  baseUrl: string;
  scene: string;
  verifier: string;
  timers: Timers;
  listener: SceneSocketListener;
}

export interface SceneSocket {
  /** The network or the machine may be back: finds out whether the connection is alive. */
  revive(): void;
  /** Closes for good and drops the secret. */
  stop(): void;
}

const LONGEST_DELAY_MS = 10_000;

/**
 * Watches a scene over `/scenes`. The socket retries lost connections with its own back-off; it gives up when the
 * server refuses or disconnects, so those retries are made here when the reason passes.
 */
export function openSceneSocket(options: SceneSocketOptions): SceneSocket {
  const { io, baseUrl, timers, listener } = options;
  let secret: { scene: string; verifier: string } | null = {
    scene: options.scene,
    verifier: options.verifier,
  };
  let retry: unknown;
  let tries = 0;

  const socket = io<SceneServerEvents>(
    `${baseUrl}/scenes`,
    socketOptions(() => secret ?? {}, LONGEST_DELAY_MS),
  );

  const stop = (): void => {
    secret = null;
    timers.clearTimeout(retry);
    socket.off();
    socket.disconnect();
  };
  const connectAgain = (): void => {
    timers.clearTimeout(retry);
    retry = timers.setTimeout(() => socket.connect(), backoffMs(tries++, 1000, LONGEST_DELAY_MS));
  };
  const refuse = (code: ErrorCode): void => {
    if (isPassing(code)) {
      listener.down();
      connectAgain();
      return;
    }
    stop();
    listener.closed(code);
  };

  socket.on('connect', () => {
    tries = 0;
    listener.up();
  });
  socket.on('connect_error', (error) => {
    const code = refusalCode(error);
    if (code) refuse(code);
    else listener.down();
  });
  socket.on('disconnect', (reason) => {
    listener.down();
    // A server that stops disconnects its sockets; another instance, or the next start, accepts them.
    if (reason === 'io server disconnect') connectAgain();
  });
  socket.on('scene', (value) => {
    const snapshot = asSceneSnapshot(value);
    if (snapshot?.scene === options.scene) listener.snapshot(snapshot);
  });
  socket.on('login', (value, acknowledge) => {
    const result = asLoginResult(value);
    if (!result) return;
    acknowledge();
    listener.login(result);
  });
  socket.on('closed', (reason) => {
    if (isErrorCode(reason.code)) refuse(reason.code);
  });

  return { stop, revive: () => socket.revive?.() };
}
