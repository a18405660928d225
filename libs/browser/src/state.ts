import type { ErrorCode, UserProfile } from '@maqiao/shared';

/** Sign-in methods by which another device confirms what this page waits for. */
export type SceneMethodId = 'mini-program' | 'official-account' | 'message';

/** What a person sends to an official account, by its name. */
export interface Message {
  readonly digits: string;
  readonly account: string;
}

/**
 * The state of a login. It has everything that a view needs, and no secret. Times are this device's Unix milliseconds,
 * already corrected for a wrong clock.
 */
export type LoginState =
  | { readonly phase: 'loading' }
  | {
      readonly phase: 'waiting';
      readonly scene: string;
      /** The code as a data URL; with `message` the account's own. */
      readonly picture: string;
      readonly method: SceneMethodId;
      readonly message: Message | null;
      readonly expiresAt: number;
      /** The whole lifetime of the code in milliseconds: the full ring. */
      readonly lifetimeMs: number;
    }
  | {
      readonly phase: 'scanned';
      readonly scene: string;
      readonly picture: string;
      readonly method: SceneMethodId;
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
  /** The API cannot be reached. It is tried again automatically. */
  | { readonly phase: 'offline' }
  | { readonly phase: 'failed'; readonly code: ErrorCode; readonly retryable: boolean }
  /** Another tab took this login over. `start()` continues it here. */
  | { readonly phase: 'replaced' }
  /** Given up on this screen with `cancel()`. `renew()` begins another. */
  | { readonly phase: 'cancelled' };

/**
 * This browser is still signed in after `failed`: the server could not be reached; and after `blocked`: a firewall in
 * front of it refused the call.
 */
export type SignOutProgress = 'idle' | 'working' | 'failed' | 'blocked';

/**
 * Why a person is signed out without having asked for it here: `ended` on another page, on the phone, by the site or its
 * owner; `expired`: the session has run out.
 */
export type SignedOutReason = 'ended' | 'expired';

/** Whole seconds until the code on screen ends; 0 from the end on. `now` is this device's Unix milliseconds. */
export function secondsLeft(state: { readonly expiresAt: number }, now: number): number {
  return Math.max(0, Math.ceil((state.expiresAt - now) / 1000));
}
