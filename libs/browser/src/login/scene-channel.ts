import type { ErrorCode, LoginResult, SceneSnapshot } from '@maqiao/shared';
import type { ApiClient } from '../api-client.ts';
import type { Timers } from '../clock.ts';
import type { SocketFactory } from '../socket-factory.ts';
import type { LoginAttempt } from './login-attempt.ts';
import { openSceneSocket } from './scene-socket.ts';
import { createTokenPoll } from './token-poll.ts';

/** What the server reports about a scene, by socket or by poll. */
interface SceneListener {
  snapshot(snapshot: SceneSnapshot): void;
  /** The tokens are here, by push (which is acknowledged) or by poll. */
  login(result: LoginResult): void;
  /** The server reports nothing more about this scene, and why. */
  closed(code: ErrorCode): void;
  unreachable(): void;
}

export interface SceneChannelOptions {
  attempt: LoginAttempt;
  api: ApiClient;
  io: SocketFactory;
  baseUrl: string;
  timers: Timers;
  signal: AbortSignal;
  listener: SceneListener;
}

/** The connection to the server for one scene. */
export interface SceneChannel {
  /** Reads the state of the scene. */
  poll(): void;
  /** The network or the page is back: asks, and finds out whether the socket is alive. */
  check(): void;
  /** As `check`, but only without a connected socket. */
  checkIfDown(): void;
  /** Stops polling. The socket stays: closing it now could overtake the acknowledgement of a push. */
  stopPolling(): void;
  /** Closes everything and drops the secret. */
  stop(): void;
}

/** Failed connections in a row after which polling begins. */
const FAILURES_BEFORE_POLLING = 2;
/** Polling begins when there is no socket for so long: some proxies swallow the upgrade without an answer. */
const SOCKET_TIMEOUT_MS = 6000;

/** A socket where there can be one, and polling where there is none. */
export function openSceneChannel(options: SceneChannelOptions): SceneChannel {
  const { attempt, api, io, baseUrl, timers, signal, listener } = options;
  const { scene, verifier, interval } = attempt;
  let failures = 0;
  let connected = false;
  let polls = true;
  let fallbackTimer: unknown;

  const poll = createTokenPoll({ api, scene, verifier, interval, timers, signal, listener });
  const startPatience = (): void => {
    timers.clearTimeout(fallbackTimer);
    fallbackTimer = timers.setTimeout(() => poll.run(), SOCKET_TIMEOUT_MS);
  };
  const socket = openSceneSocket({
    io,
    baseUrl,
    scene,
    verifier,
    timers,
    listener: {
      ...listener,
      up() {
        failures = 0;
        connected = true;
        timers.clearTimeout(fallbackTimer);
        poll.pause();
      },
      down() {
        if (!polls) return;
        failures += 1;
        if (connected) startPatience();
        connected = false;
        if (failures >= FAILURES_BEFORE_POLLING) poll.run();
      },
    },
  });
  startPatience();

  const stopPolling = (): void => {
    polls = false;
    timers.clearTimeout(fallbackTimer);
    poll.stop();
  };
  return {
    poll: () => poll.check(),
    check() {
      socket.revive();
      poll.check();
    },
    checkIfDown() {
      socket.revive();
      if (!connected) poll.check();
    },
    stopPolling,
    stop() {
      stopPolling();
      socket.stop();
    },
  };
}
