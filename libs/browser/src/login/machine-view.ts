import type { LoginState } from '../state.ts';
import type { LoginAttempt } from './login-attempt.ts';
import type { Machine, StepOf } from './machine-types.ts';

/** The visible state of a login. */
export function viewOf({ step, offline, renewalsLeft }: Machine): LoginState {
  if (offline) return { phase: 'offline' };
  switch (step.name) {
    case 'stopped':
    case 'ended':
    case 'asking-session':
    case 'registering':
      return step.view;
    case 'restoring':
      return { phase: 'loading' };
    case 'watching':
      return viewOfCode(step, renewalsLeft > 0);
    case 'between-codes':
      return { phase: 'expired', renewal: 'automatic' };
    case 'claiming':
      return { phase: 'confirmed', scene: step.attempt.scene, user: step.user };
    case 'signed-in':
      return { phase: 'signed-in', user: step.user, signOut: step.signOut };
  }
}

function viewOfCode({ shown }: StepOf<'watching'>, nextFollows: boolean): LoginState {
  if (!shown.seen) return { phase: 'loading' };
  const { scene, picture, method, message, expiresAt, lifetimeMs, user, number } = shown.seen;
  switch (shown.seen.status) {
    case 'pending': {
      // The countdown ends when the picture is replaced, not when the scene expires.
      const early = nextFollows ? rotationOf(shown.attempt).rotateMs : 0;
      return {
        phase: 'waiting',
        scene,
        picture,
        method,
        message,
        expiresAt: expiresAt - early,
        lifetimeMs: lifetimeMs - early,
      };
    }
    case 'scanned':
      return {
        phase: 'scanned',
        scene,
        picture,
        method,
        firstCharacter: user?.nickname ?? null,
        number,
        expiresAt,
      };
    case 'confirmed':
      return { phase: 'confirmed', scene, user };
  }
}

/**
 * When the next code is asked for, and when it takes the place of this one, in milliseconds before this one's end. The
 * old picture can still be scanned for `rotateMs` after it was replaced; the next one is asked for a little earlier,
 * because WeChat needs time to make it.
 */
export function rotationOf({ lifetimeMs }: Pick<LoginAttempt, 'lifetimeMs'>): {
  requestMs: number;
  rotateMs: number;
} {
  const rotateMs = Math.min(10_000, lifetimeMs / 6);
  return { rotateMs, requestMs: rotateMs + Math.min(5000, lifetimeMs / 12) };
}
