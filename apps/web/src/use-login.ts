import type { Login, LoginState } from '@maqiao/browser';
import { useSyncExternalStore } from 'react';

/** The client's state as a React hook. The client runs timers and effects; React only renders. */
export function useLogin(login: Login): LoginState {
  return useSyncExternalStore(login.subscribe, login.getState);
}
