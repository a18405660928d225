import type { LoginState } from '../state.ts';
import type { LoginAttempt } from './login-attempt.ts';
import type { Machine, StepOf } from './machine-types.ts';

/** What people see of a login. */
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
  const { scene, picture, expiresAt, lifetimeMs, user, number } = shown.seen;
  switch (shown.seen.status) {
    case 'pending': {
      // People are shown when this picture goes, not when the server forgets it.
      const early = nextFollows ? rotationOf(shown.attempt).rotateMs : 0;
      return {
        phase: 'waiting',
        scene,
        picture,
        expiresAt: expiresAt - early,
        lifetimeMs: lifetimeMs - early,
      };
    }
    case 'scanned':
      return { phase: 'scanned', scene, picture, firstCharacter: user?.nickname ?? null, number, expiresAt };
    case 'confirmed':
      return { phase: 'confirmed', scene, user };
  }
}

/**
 * When the next code is asked for, and when it takes the place of this one, in milliseconds before this one's end.
 * Whoever points a phone at the old picture while it goes away still has `rotateMs` to scan it; the next one is asked
 * for a little earlier, as WeChat takes its time to draw.
 */
export function rotationOf({ lifetimeMs }: Pick<LoginAttempt, 'lifetimeMs'>): {
  requestMs: number;
  rotateMs: number;
} {
  const rotateMs = Math.min(10_000, lifetimeMs / 6);
  return { rotateMs, requestMs: rotateMs + Math.min(5000, lifetimeMs / 12) };
}
