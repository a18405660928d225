import type { Login } from '@maqiao/browser';
import type { ErrorCode, RequestingClient, UserProfile } from '@maqiao/shared';
import type { OfferedMethod } from '../methods/offered-methods.ts';

/** Where the answer to a client stands. */
export type InteractionState =
  /** Who asks is being asked. */
  | { readonly step: 'loading' }
  /** The server cannot be reached. Goes on by itself. */
  | { readonly step: 'offline' }
  /** Somebody is signed in here, and says whether they go on as who they are. */
  | {
      readonly step: 'asking';
      readonly client: RequestingClient;
      readonly user: UserProfile;
      readonly working: Decision | null;
      /** Why the last press came to nothing. */
      readonly fault: ErrorCode | null;
    }
  /** A code is on the screen. */
  | {
      readonly step: 'card';
      readonly client: RequestingClient;
      readonly login: Login;
      /** What this server offers, in its order. */
      readonly methods: readonly OfferedMethod[];
      /** Who is signed in here, and would rather be somebody else; null where that is not enough. */
      readonly user: UserProfile | null;
      /** Why going on without a code did not do. */
      readonly why: ErrorCode | null;
      readonly working: Decision | null;
      readonly fault: ErrorCode | null;
    }
  /** The client has its answer, and the browser goes there. */
  | { readonly step: 'leaving'; readonly client: RequestingClient }
  /** There is nothing to answer here. `client`: who had asked, as this tab remembers. */
  | {
      readonly step: 'over';
      readonly code: ErrorCode;
      readonly client: RequestingClient | null;
      /** Whether the same page may have better luck. */
      readonly retryable: boolean;
    };

export type Decision = 'continue' | 'deny';

/** Codes after which the interaction is nobody's any more on this page. */
const GONE: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['interaction_expired', 'interaction_elsewhere']);

/** Whether an error ends the page, whatever it was doing. */
export function isGone(code: ErrorCode): boolean {
  return GONE.has(code);
}

/** Codes of "continue" after which a scan does what a press did not: another proof is wanted, or nobody is signed in now. */
const WANTS_SCAN: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'fresh_sign_in_needed',
  'no_session',
  'session_revoked',
]);

/** Whether the person has to scan after this error. */
export function wantsScan(code: ErrorCode): boolean {
  return WANTS_SCAN.has(code);
}
