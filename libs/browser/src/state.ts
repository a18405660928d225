import type { ErrorCode, SceneStatus, UserProfile } from '@maqiao/shared';

/**
 * Where a login stands. Exactly one of these is true at any time, and each carries all that a view needs and
 * nothing secret. Times are this device's Unix milliseconds, already corrected for a wrong clock.
 */
export type LoginState =
  | { readonly phase: 'loading' }
  | {
      readonly phase: 'waiting';
      readonly scene: string;
      /** The mini-program code as a data URL. */
      readonly picture: string;
      readonly expiresAt: number;
      /** How long the code lives in all, in milliseconds: what a full ring stands for. */
      readonly lifetimeMs: number;
    }
  | {
      readonly phase: 'scanned';
      readonly scene: string;
      readonly picture: string;
      /** The scanner's first character, or null while they have no nickname. */
      readonly firstCharacter: string | null;
      /** Two digits to type on the phone, when number match is asked for. */
      readonly number: string | null;
      readonly expiresAt: number;
    }
  | { readonly phase: 'confirmed'; readonly scene: string; readonly user: UserProfile | null }
  | { readonly phase: 'signed-in'; readonly user: UserProfile; readonly signOut: SignOutProgress }
  /** Was signed in and is not any more. Nothing went wrong: `start()` begins another login. */
  | { readonly phase: 'signed-out'; readonly reason: SignedOutReason }
  | { readonly phase: 'refused' }
  /** `automatic`: a new code comes by itself (at once, or when the page is looked at again). */
  | { readonly phase: 'expired'; readonly renewal: 'automatic' | 'tap' }
  /** The API cannot be reached. Goes on by itself. */
  | { readonly phase: 'offline' }
  | { readonly phase: 'failed'; readonly code: ErrorCode; readonly retryable: boolean }
  /** Another tab took this login over. `start()` continues it here. */
  | { readonly phase: 'replaced' }
  /** Given up on this screen with `cancel()`. `renew()` begins another. */
  | { readonly phase: 'cancelled' };

/**
 * This browser is still signed in after `failed`: the server could not be told; and after `blocked`: what stands in front
 * of it refused the call.
 */
export type SignOutProgress = 'idle' | 'working' | 'failed' | 'blocked';

/**
 * Why a person is signed out without having asked for it here: `ended` on another page, on the phone, by the site or its
 * owner; `expired`: the session has run out.
 */
export type SignedOutReason = 'ended' | 'expired';

/** A scene that is still open, as the server last described it. */
export interface OpenScene {
  scene: string;
  status: Extract<SceneStatus, 'pending' | 'scanned' | 'confirmed'>;
  picture: string;
  expiresAt: number;
  lifetimeMs: number;
  user: UserProfile | null;
  number: string | null;
}

/** What can happen to a {@link LoginState}. */
export type LoginEvent =
  | { type: 'begun' }
  | { type: 'seen'; seen: OpenScene }
  | { type: 'signed-in'; user: UserProfile }
  | { type: 'sign-out'; progress: SignOutProgress }
  | { type: 'signed-out'; reason: SignedOutReason }
  | { type: 'refused' }
  | { type: 'expired'; renewal: 'automatic' | 'tap' }
  | { type: 'offline' }
  | { type: 'failed'; code: ErrorCode; retryable: boolean }
  | { type: 'replaced' }
  | { type: 'cancelled' };

/** The state after an event. Pure; returns the same object when nothing changed, so that views can compare. */
export function reduce(state: LoginState, event: LoginEvent): LoginState {
  switch (event.type) {
    case 'begun':
      return state.phase === 'loading' ? state : { phase: 'loading' };
    case 'seen':
      return isOlder(state, event.seen) ? state : keepIfEqual(state, stateOf(event.seen));
    case 'signed-in':
      return keepIfEqual(state, {
        phase: 'signed-in',
        user: event.user,
        signOut: state.phase === 'signed-in' ? state.signOut : 'idle',
      });
    case 'sign-out':
      return state.phase === 'signed-in' ? { ...state, signOut: event.progress } : state;
    case 'signed-out':
      return { phase: 'signed-out', reason: event.reason };
    case 'refused':
    case 'replaced':
    case 'cancelled':
      return { phase: event.type };
    case 'expired':
      return keepIfEqual(state, { phase: 'expired', renewal: event.renewal });
    case 'offline':
      // Losing the network ends no session: who is signed in stays so until the server says otherwise.
      return state.phase === 'signed-in' || state.phase === 'offline' ? state : { phase: 'offline' };
    case 'failed':
      return { phase: 'failed', code: event.code, retryable: event.retryable };
  }
}

/** Whole seconds until the code on screen ends; 0 from the end on. `now` is this device's Unix milliseconds. */
export function secondsLeft(state: { readonly expiresAt: number }, now: number): number {
  return Math.max(0, Math.ceil((state.expiresAt - now) / 1000));
}

const PROGRESS = { pending: 0, scanned: 1, confirmed: 2 } as const;
const PHASE_PROGRESS = { waiting: 0, scanned: 1, confirmed: 2 } as const;

/** A poll's answer may arrive after the push that overtook it; it must not take the screen back. */
function isOlder(state: LoginState, seen: OpenScene): boolean {
  if (state.phase === 'signed-in') return true;
  if (state.phase !== 'waiting' && state.phase !== 'scanned' && state.phase !== 'confirmed') return false;
  return state.scene === seen.scene && PROGRESS[seen.status] < PHASE_PROGRESS[state.phase];
}

function stateOf(seen: OpenScene): LoginState {
  const { scene, picture, expiresAt, lifetimeMs, user, number } = seen;
  switch (seen.status) {
    case 'pending':
      return { phase: 'waiting', scene, picture, expiresAt, lifetimeMs };
    case 'scanned':
      return {
        phase: 'scanned',
        scene,
        picture,
        firstCharacter: user?.nickname ?? null,
        number,
        expiresAt,
      };
    case 'confirmed':
      return { phase: 'confirmed', scene, user };
  }
}

function keepIfEqual(state: LoginState, next: LoginState): LoginState {
  return JSON.stringify(state) === JSON.stringify(next) ? state : next;
}
