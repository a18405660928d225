import type { Login, LoginState } from '@maqiao/browser';
import { useSyncExternalStore } from 'react';

/** The client's state, as React sees it. The client owns time and effects; React only renders. */
export function useLogin(login: Login): LoginState {
  return useSyncExternalStore(login.subscribe, login.getState);
}
