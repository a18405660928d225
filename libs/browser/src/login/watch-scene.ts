import {
  isEarlier,
  type ErrorCode,
  type LoginResult,
  type SceneSnapshot,
  type SceneStatus,
} from '@maqiao/shared';
import { isComeback } from '../page-signals.ts';
import type { LoginContext, Report } from './login-context.ts';
import type { LoginAttempt } from './login-attempt.ts';
import type { OpenScene, SceneEnd } from './machine-types.ts';
import { openSceneChannel } from './scene-channel.ts';
import { holdScene } from './scene-hold.ts';
import { shownCode } from './shown-code.ts';

/** The push follows the confirmed snapshot at once; when it does not, it is asked for. */
const PUSH_TIMEOUT_MS = 3000;
/** The server says itself when a scene expires; when it does not, it is asked. */
const EXPIRY_TIMEOUT_MS = 2000;

/**
 * Watches one scene until `signal` aborts, and reports its state. After a grant or an end it reports nothing
 * more; its socket stays until `signal` aborts.
 * @param first what the registration answered; null for a scene that was stored, which is asked for
 */
export function watchScene(
  context: LoginContext,
  attempt: LoginAttempt,
  first: SceneSnapshot | null,
  signal: AbortSignal,
  report: Report,
): void {
  const { clock, timers, page, locks } = context;
  const { scene } = attempt;
  const hold = holdScene(locks, scene, timers);
  let reached: SceneStatus = 'pending';
  let finished = false;
  let reminder: unknown;

  const finish = (): void => {
    finished = true;
    timers.clearTimeout(reminder);
    channel.stopPolling();
  };
  const end = (reason: SceneEnd): void => {
    if (finished) return;
    finish();
    report({ type: 'scene-ended', scene, end: reason });
  };
  /** Handles a report, and asks when the next one does not come in time. */
  const see = (snapshot: SceneSnapshot): void => {
    if (finished || isEarlier(snapshot.status, reached)) return;
    reached = snapshot.status;
    // The first snapshot may be old; the clock offset was set when it arrived.
    if (snapshot !== first) clock.learn(snapshot.now);
    const over = endOf(snapshot.status);
    if (over) return end(over);
    if (snapshot.status === 'consumed') {
      // Confirmed, and seen by a poll or a claim whose answer was lost: claimed again, in its window.
      if (context.answers) return reportSeen({ ...snapshot, status: 'confirmed' });
      // Given before, to a push that was lost or to this tab before its reload: asked for again, in its window.
      return channel.poll();
    }
    const untilEnd = Date.parse(snapshot.expiresAt) - clock.serverNow();
    const silenceMs = snapshot.status === 'confirmed' ? PUSH_TIMEOUT_MS : untilEnd + EXPIRY_TIMEOUT_MS;
    timers.clearTimeout(reminder);
    reminder = timers.setTimeout(() => channel.poll(), Math.max(0, silenceMs));
    reportSeen(snapshot);
  };
  const reportSeen = (snapshot: SceneSnapshot): void => {
    const now: LoginAttempt = {
      ...attempt,
      expiresAt: Date.parse(snapshot.expiresAt),
      offsetMs: clock.offsetMs(),
    };
    report({
      type: 'scene-seen',
      attempt: now,
      seen: openScene(now, snapshot, clock.toLocal(now.expiresAt)),
    });
  };

  const channel = openSceneChannel({
    ...context,
    attempt,
    signal,
    listener: {
      snapshot: see,
      login(result: LoginResult) {
        if (finished) return;
        finish();
        report({ type: 'scene-granted', scene, result });
      },
      closed: (code) => end(endOfCode(code)),
      unreachable: () => !finished && report({ type: 'unreachable', scene }),
    },
  });
  const stopListening = page.listen((what) => {
    if (finished) return;
    if (what === 'visible') channel.checkIfDown();
    else if (what === 'offline' || isComeback(what)) channel.check();
  });
  signal.addEventListener('abort', () => {
    finish();
    channel.stop();
    stopListening();
    hold.release();
  });
  if (first) see(first);
  else channel.check();
}

function openScene(attempt: LoginAttempt, snapshot: SceneSnapshot, expiresAt: number): OpenScene {
  const { scene, code, lifetimeMs } = attempt;
  return {
    scene,
    status: snapshot.status as OpenScene['status'],
    ...shownCode(code),
    expiresAt,
    lifetimeMs,
    user: snapshot.user ?? null,
    number: snapshot.number ?? null,
  };
}

/** The end that a snapshot means, or null. */
function endOf(status: SceneStatus): SceneEnd | null {
  switch (status) {
    case 'rejected':
      return { kind: 'refused' };
    case 'cancelled':
      return { kind: 'gone' };
    case 'expired':
      return { kind: 'expired' };
    default:
      return null;
  }
}

/** The end that a code of a poll, a handshake or a closed socket means. */
function endOfCode(code: ErrorCode): SceneEnd {
  switch (code) {
    case 'access_denied':
      return { kind: 'refused' };
    case 'expired_token':
    case 'scene_expired':
      return { kind: 'expired' };
    case 'scene_not_found':
    case 'scene_closed':
      return { kind: 'gone' };
    case 'replaced':
      return { kind: 'replaced' };
    default:
      return { kind: 'failed', code };
  }
}
