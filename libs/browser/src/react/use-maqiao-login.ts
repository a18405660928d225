import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { createLogin, type Login } from '../create-login.ts';
import type { LoginOptions } from '../options.ts';
import type { LoginState } from '../state.ts';

/** A login that lives as long as the component which called the hook. */
export interface MaqiaoLoginHandle {
  state: LoginState;
  /** The client: `renew()`, `signOut()`, `getAccessToken()` and the rest. The same object for the component's life. */
  login: Login;
}

/**
 * Begins a login when the component mounts and leaves it when it unmounts: call it where the session should live,
 * high in the tree, and give `login` to `<MaqiaoLogin>` or to a view of your own. For React 18 and later.
 * @param options read at the first render only
 */
export function useMaqiaoLogin(options: LoginOptions = {}): MaqiaoLoginHandle {
  // Not stored in the page's storage by default, where other scripts could read the secret.
  const [login] = useState(() => createLogin({ storage: null, ...options }));
  const state = useSyncExternalStore(login.subscribe, login.getState, login.getState);
  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    clearTimeout(leaving.current);
    login.start();
    return () => {
      // StrictMode unmounts and mounts again at once: the code that was fetched is still good then.
      leaving.current = setTimeout(() => {
        login.cancel();
        login.stop();
      });
    };
  }, [login]);
  return { state, login };
}
