import type { ErrorCode } from '@maqiao/shared';
import type { Login } from '../create-login.ts';
import { outcomeOf } from '../outcome.ts';
import type { LoginState } from '../state.ts';

/** A login that cannot begin, because it has no server: it shows the text of that code, without a button. */
export function createFailedLogin(code: ErrorCode): Login {
  const state: LoginState = { phase: 'failed', code, retryable: false };
  const nothing = (): void => {};
  return {
    subscribe: () => nothing,
    getState: () => state,
    start: nothing,
    renew: nothing,
    useMethod: nothing,
    cancel: nothing,
    stop: nothing,
    result: () => Promise.resolve(outcomeOf(state) ?? { kind: 'stopped' }),
    signOut: () => Promise.resolve('failed'),
    getAccessToken: () => Promise.resolve(null),
    redeem: () => Promise.resolve(code),
  };
}
