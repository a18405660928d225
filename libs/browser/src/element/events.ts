import type { ErrorCode, ErrorWords, UserProfile } from '@maqiao/shared';
import type { LoginState } from '../state.ts';

/** What the `login` event carries. The token is good for ten minutes at most: `getAccessToken()` has the current one. */
export interface LoginEventDetail {
  user: UserProfile;
  accessToken: string;
}

/** What the `error` event carries. `message` is what the person reads, in their language. */
export interface LoginErrorDetail {
  code: ErrorCode;
  message: string;
  retryable: boolean;
}

/** The element's own events, by name. */
export interface MaqiaoLoginEvents {
  /** Signed in: by a scan just now, or by the session this browser still had. */
  login: CustomEvent<LoginEventDetail>;
  /** Signed out: here, in another tab, from the phone, or because the session ran out. */
  logout: CustomEvent<null>;
  error: CustomEvent<LoginErrorDetail>;
  /** The state changed; read it from `state`. */
  change: CustomEvent<null>;
}

interface EventSource {
  dispatchEvent(event: Event): boolean;
  getAccessToken(): Promise<string | null>;
}

/** Dispatches the events of one login's states, which are given to it one after the other. */
export type EventReporter = (state: LoginState, errors: (code: ErrorCode) => ErrorWords) => void;

/** @param element whose events they are */
export function reportEvents(element: EventSource): EventReporter {
  let wasSignedIn = false;

  function dispatch<Name extends keyof MaqiaoLoginEvents>(
    name: Name,
    detail: MaqiaoLoginEvents[Name]['detail'],
  ): void {
    element.dispatchEvent(new CustomEvent(name, { detail }));
  }

  async function dispatchLogin(user: UserProfile): Promise<void> {
    const accessToken = await element.getAccessToken();
    if (accessToken !== null) dispatch('login', { user, accessToken });
  }

  return (state, errors) => {
    dispatch('change', null);
    const began = state.phase === 'signed-in' && !wasSignedIn;
    const ended = state.phase !== 'signed-in' && wasSignedIn;
    wasSignedIn = state.phase === 'signed-in';
    if (state.phase === 'signed-in' && began) void dispatchLogin(state.user);
    if (ended) dispatch('logout', null);
    if (state.phase === 'failed') {
      const { code, retryable } = state;
      dispatch('error', { code, retryable, message: errors(code).happened });
    }
  };
}
