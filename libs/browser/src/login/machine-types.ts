import type {
  ClaimResult,
  ErrorCode,
  LoginResult,
  SceneSnapshot,
  SceneStatus,
  UserProfile,
} from '@maqiao/shared';
import type { LoginState, SignedOutReason, SignOutProgress } from '../state.ts';
import type { TabMessage } from '../tab-channel.ts';
import type { StoredAttempts } from './attempt-store.ts';
import type { LoginAttempt, RegisteredAttempt } from './login-attempt.ts';
import type { ShownCode } from './shown-code.ts';

/** A scene that is still open, as the server last described it. Times are this device's Unix milliseconds. */
export interface OpenScene extends ShownCode {
  readonly scene: string;
  readonly status: Extract<SceneStatus, 'pending' | 'scanned' | 'confirmed'>;
  readonly expiresAt: number;
  readonly lifetimeMs: number;
  readonly user: UserProfile | null;
  readonly number: string | null;
}

/** A code that a phone can scan. */
export interface Code {
  readonly attempt: LoginAttempt;
  /** What its registration answered; null for one that was stored before a reload, which is asked for. */
  readonly first: SceneSnapshot | null;
  /** Null until the server has described it. */
  readonly seen: OpenScene | null;
}

/** A step of a login, with everything that is needed to continue. */
export type Step =
  /** Not started, or stopped with `stop()`. `view` is what was shown last. */
  | { readonly name: 'stopped'; readonly view: LoginState }
  /** Asks the server whether this browser has a session. `next`: what follows when it has none. */
  | {
      readonly name: 'asking-session';
      readonly next: 'restore' | 'register' | 'expire';
      readonly view: LoginState;
    }
  /** Looks for an attempt that this tab stored before a reload. */
  | { readonly name: 'restoring' }
  /** Asks for a code. `replaces`: the one that ran out before it. */
  | {
      readonly name: 'registering';
      readonly replaces: LoginAttempt | null;
      /** Waits until the page is visible. */
      readonly whenVisible: boolean;
      readonly view: LoginState;
    }
  /** A code is on the screen. `previous` has just left it, and can still be scanned; `next` will take its place. */
  | {
      readonly name: 'watching';
      readonly shown: Code;
      readonly previous: Code | null;
      readonly next: null | 'requested' | RegisteredAttempt;
    }
  /** The code on the screen ran out while the next one was being asked for. */
  | { readonly name: 'between-codes'; readonly last: LoginAttempt }
  /** The phone confirmed; the cookie is not here yet. The tokens are, but for an interaction. */
  | { readonly name: 'claiming'; readonly attempt: LoginAttempt; readonly user: UserProfile | null }
  | { readonly name: 'signed-in'; readonly user: UserProfile; readonly signOut: SignOutProgress }
  /** Nothing runs. `confirmed`: the page goes on to the client that waited, or with what the person wanted. */
  | { readonly name: 'ended'; readonly view: LoginState };

export type StepName = Step['name'];
export type StepOf<Name extends StepName> = Extract<Step, { name: Name }>;

/** The login as a whole. */
export interface Machine {
  readonly step: Step;
  readonly rules: {
    /** Whether the page can hold our cookie. */
    readonly cookies: boolean;
    /** How many codes may follow each other by themselves. */
    readonly renewals: number;
    /** Whether a client waits for this sign-in, or it has a purpose: no session that is there answers it, only a claim. */
    readonly answers: boolean;
  };
  /** Counts the logins, so that the work of one is not taken for that of the next. */
  readonly run: number;
  readonly renewalsLeft: number;
  /** The server has answered that this browser has no session: it need not be asked again. */
  readonly knownSignedOut: boolean;
  /** The API could not be reached; what the step shows is hidden until it can. */
  readonly offline: boolean;
}

/** Why a scene will not lead to a sign-in any more. `gone`: withdrawn, or the server does not know it. */
export type SceneEnd =
  | { readonly kind: 'refused' }
  | { readonly kind: 'expired' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'replaced' }
  | { readonly kind: 'failed'; readonly code: ErrorCode };

/** What can happen to a login. */
export type LoginEvent =
  // the page's calls
  | { readonly type: 'start' }
  | { readonly type: 'renew' }
  | { readonly type: 'cancel' }
  | { readonly type: 'stop' }
  | { readonly type: 'sign-out-requested' }
  | { readonly type: 'sign-out-answered'; readonly outcome: 'done' | 'failed' | 'blocked' }
  // the page and its other tabs
  /** The page goes away. */
  | { readonly type: 'page-left' }
  | { readonly type: 'tab-signed-in' }
  | { readonly type: 'tab-signed-out' }
  // the session of this browser
  | { readonly type: 'session-found'; readonly result: LoginResult }
  | { readonly type: 'session-missing' }
  | { readonly type: 'session-failed'; readonly code: ErrorCode }
  | { readonly type: 'session-refreshed'; readonly user: UserProfile }
  | { readonly type: 'session-ended'; readonly reason: SignedOutReason }
  // what this tab stored
  | { readonly type: 'restored'; readonly stored: StoredAttempts | null }
  // a code is asked for
  | { readonly type: 'registered'; readonly registered: RegisteredAttempt }
  | { readonly type: 'register-failed'; readonly code: ErrorCode }
  // a code is watched; `scene` says which
  | { readonly type: 'scene-seen'; readonly attempt: LoginAttempt; readonly seen: OpenScene }
  | { readonly type: 'scene-granted'; readonly scene: string; readonly result: LoginResult }
  | { readonly type: 'scene-ended'; readonly scene: string; readonly end: SceneEnd }
  /** The API cannot be reached. `scene`: for a code that is watched. */
  | { readonly type: 'unreachable'; readonly scene?: string }
  // the next code is prepared
  | { readonly type: 'next-requested' }
  | { readonly type: 'next-registered'; readonly registered: RegisteredAttempt }
  | { readonly type: 'next-failed' }
  | { readonly type: 'rotate' }
  // a confirmed scene is claimed
  | { readonly type: 'claimed'; readonly result: ClaimResult }
  | { readonly type: 'claim-refused' }
  /** Too late, or claimed before: the cookie may be here. */
  | { readonly type: 'claim-too-late' }
  | { readonly type: 'claim-failed'; readonly code: ErrorCode }
  /** The code of a pop-up was redeemed. */
  | { readonly type: 'redeemed'; readonly result: LoginResult };

export type LoginEventType = LoginEvent['type'];
export type EventOf<Type extends LoginEventType> = Extract<LoginEvent, { type: Type }>;

/** What is done once after a change. For work that keeps running see activities.ts. */
export type Effect =
  | { readonly type: 'store'; readonly attempts: StoredAttempts }
  | { readonly type: 'clear-store' }
  /** Cancels these scenes at the server. */
  | { readonly type: 'withdraw'; readonly attempts: readonly LoginAttempt[] }
  /** As `withdraw`, with what this tab stored, which is cleared. */
  | { readonly type: 'withdraw-all'; readonly attempts: readonly LoginAttempt[] }
  /** Asks once for the session of this browser. */
  | { readonly type: 'look-for-session' }
  | { readonly type: 'adopt-session'; readonly result: LoginResult }
  | { readonly type: 'drop-session' }
  | { readonly type: 'post-to-tabs'; readonly message: TabMessage }
  /** Hands the page the address that it goes to; undefined: it goes on with what a person has proven themselves for. */
  | { readonly type: 'continue'; readonly to: string | undefined };
