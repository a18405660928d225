import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import type { Login, LoginState } from '@maqiao/browser';

/**
 * Keeps the keyboard's place when a view with the focused button goes away: the focus moves to what `fallback`
 * points at, and not to the top of the document. A focus outside of `region` is left alone.
 */
export function useKeptFocus(
  login: Login,
  state: LoginState,
  region: RefObject<HTMLElement | null>,
  fallback: RefObject<HTMLElement | null>,
): void {
  const wasInside = useRef(false);
  // The client calls before React renders: the old view, and its focus, are still there to be asked.
  useEffect(
    () =>
      login.subscribe(() => {
        wasInside.current = region.current?.contains(document.activeElement) ?? false;
      }),
    [login, region],
  );
  useLayoutEffect(() => {
    if (!wasInside.current) return;
    wasInside.current = false;
    if (!region.current?.contains(document.activeElement)) fallback.current?.focus({ preventScroll: true });
  }, [state, region, fallback]);
}
