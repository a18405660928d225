import type { ErrorCode, UserProfile } from '@maqiao/shared';
import type { LoginState, SignedOutReason } from './state.ts';

/** The outcome of a login. After every outcome but `signed-in`, `renew()` begins another login. */
export type LoginOutcome =
  | { readonly kind: 'signed-in'; readonly user: UserProfile }
  /** Was signed in, and is not any more. */
  | { readonly kind: 'signed-out'; readonly reason: SignedOutReason }
  /** Declined on the phone. */
  | { readonly kind: 'refused' }
  /** The last code ran out; a tap brings another. */
  | { readonly kind: 'expired' }
  | { readonly kind: 'cancelled' }
  /** Another tab took it over. */
  | { readonly kind: 'replaced' }
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly retryable: boolean }
  /** The page was left with `stop()`. */
  | { readonly kind: 'stopped' };

/** The outcome of a state; null while the login continues by itself. */
export function outcomeOf(state: LoginState): LoginOutcome | null {
  switch (state.phase) {
    case 'signed-in':
      return { kind: 'signed-in', user: state.user };
    case 'signed-out':
      return { kind: 'signed-out', reason: state.reason };
    case 'failed':
      return { kind: 'failed', code: state.code, retryable: state.retryable };
    case 'refused':
    case 'cancelled':
    case 'replaced':
      return { kind: state.phase };
    case 'expired':
      return state.renewal === 'tap' ? { kind: 'expired' } : null;
    case 'loading':
    case 'waiting':
    case 'scanned':
    case 'confirmed':
    case 'offline':
      return null;
  }
}

/** Who waits for the outcome of a login. */
export interface OutcomeWaiters {
  /** Never rejects. */
  wait(): Promise<LoginOutcome>;
  settle(outcome: LoginOutcome): void;
}

/** Promises that are settled together, by the next outcome. */
export function createOutcomeWaiters(): OutcomeWaiters {
  const waiting = new Set<(outcome: LoginOutcome) => void>();
  return {
    wait: () => new Promise((resolve) => waiting.add(resolve)),
    settle(outcome) {
      for (const resolve of waiting) resolve(outcome);
      waiting.clear();
    },
  };
}
