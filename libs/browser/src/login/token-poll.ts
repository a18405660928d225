import type { ErrorCode, LoginResult, SceneSnapshot } from '@maqiao/shared';
import { asLoginResult, asSceneSnapshot } from '../answers.ts';
import type { ApiClient } from '../api-client.ts';
import { backoffMs } from '../backoff.ts';
import type { Timers } from '../clock.ts';
import { isPassing } from '../error-recovery.ts';

interface TokenPollListener {
  snapshot(snapshot: SceneSnapshot): void;
  login(result: LoginResult): void;
  /** The server will give nothing for this scene any more, and why. */
  closed(code: ErrorCode): void;
  unreachable(): void;
}

export interface TokenPollOptions {
  api: ApiClient;
  scene: string;
  verifier: string;
  /** Seconds between polls, as the server asked. */
  interval: number;
  timers: Timers;
  signal: AbortSignal;
  listener: TokenPollListener;
}

export interface TokenPoll {
  /** Polls from now on, until `pause` or an end. */
  run(): void;
  pause(): void;
  /** Asks once, now, and repeats it after failures. */
  check(): void;
  /** Ends for good and drops the secret. */
  stop(): void;
}

/** RFC 8628 §3.5: `slow_down` adds five seconds to this and all later intervals. */
const SLOW_DOWN_SECONDS = 5;

/**
 * Polls `POST /api/scenes/{scene}/token` after RFC 8628: used when sockets are blocked, and to read the state of a
 * scene at once. One call at a time.
 */
export function createTokenPoll(options: TokenPollOptions): TokenPoll {
  const { api, scene, timers, signal, listener } = options;
  let verifier: string | null = options.verifier;
  let interval = options.interval;
  let running = false;
  let asking = false;
  let failures = 0;
  let timer: unknown;

  const schedule = (ms: number): void => {
    timers.clearTimeout(timer);
    timer = timers.setTimeout(() => void ask(), ms);
  };
  const again = (atLeastMs = 0): void => {
    if (running) schedule(Math.max(interval * 1000, atLeastMs));
  };
  const stop = (): void => {
    verifier = null;
    running = false;
    timers.clearTimeout(timer);
  };

  async function ask(): Promise<void> {
    if (asking || verifier === null) return;
    asking = true;
    const answer = await api.call(`/api/scenes/${scene}/token`, asLoginResult, {
      body: { verifier },
      signal,
    });
    asking = false;
    // Stopped while the call was under way.
    if ((verifier as string | null) === null || signal.aborted) return;
    if (answer.kind === 'unreachable') {
      schedule(backoffMs(failures++, 1000, 10_000));
      listener.unreachable();
      return;
    }
    failures = 0;
    if (answer.kind === 'ok') {
      stop();
      listener.login(answer.body);
      return;
    }
    const snapshot = asSceneSnapshot(answer.problem.scene);
    if (answer.code === 'authorization_pending' || answer.code === 'slow_down') {
      const asked = answer.problem.interval;
      const floor = typeof asked === 'number' && asked > 0 ? asked : interval;
      interval =
        answer.code === 'slow_down'
          ? Math.max(interval + SLOW_DOWN_SECONDS, floor)
          : Math.max(interval, floor);
      again();
      if (snapshot?.scene === scene) listener.snapshot(snapshot);
      return;
    }
    if (isPassing(answer.code)) {
      again(answer.retryAfterMs ?? 0);
      // A single check is repeated until it has an answer.
      if (!running) schedule(answer.retryAfterMs ?? interval * 1000);
      return;
    }
    stop();
    listener.closed(answer.code);
  }

  return {
    run() {
      if (running || verifier === null) return;
      running = true;
      void ask();
    },
    pause() {
      running = false;
      timers.clearTimeout(timer);
    },
    check() {
      timers.clearTimeout(timer);
      void ask();
    },
    stop,
  };
}
