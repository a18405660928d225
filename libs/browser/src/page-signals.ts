/** Visibility and network of the page. */
export interface PageSignals {
  isVisible(): boolean;
  /**
   * Calls back whenever something may have changed: the page is looked at again (also back from the history
   * cache), the network came or went, the machine slept, the page is left. Returns how to stop.
   */
  listen(listener: (signal: PageSignal) => void): () => void;
}

/**
 * `awake`: the clock jumped while the page was looked at: the machine slept, or its time was set.
 * `left`: the page is going away and will not come back from the history cache.
 */
export type PageSignal = 'visible' | 'online' | 'offline' | 'awake' | 'left';

/** Whether what failed before may work now. */
export function isComeback(signal: PageSignal): boolean {
  return signal === 'visible' || signal === 'online' || signal === 'awake';
}

/**
 * The browser's own signals. `navigator.onLine` alone is not used: it is false on a machine without
 * a network whose server is local, and true behind a dead router. The signals only make the client ask.
 */
export function browserSignals(): PageSignals {
  if (typeof document === 'undefined') return { isVisible: () => true, listen: () => () => {} };
  return {
    isVisible: () => document.visibilityState === 'visible',
    listen(listener) {
      const online = (): void => listener('online');
      const offline = (): void => listener('offline');
      const looked = (): void => {
        if (document.visibilityState === 'visible') listener('visible');
      };
      const hidden = (event: PageTransitionEvent): void => {
        if (!event.persisted) listener('left');
      };
      window.addEventListener('online', online);
      window.addEventListener('offline', offline);
      window.addEventListener('pageshow', looked);
      window.addEventListener('pagehide', hidden);
      document.addEventListener('visibilitychange', looked);
      return () => {
        window.removeEventListener('online', online);
        window.removeEventListener('offline', offline);
        window.removeEventListener('pageshow', looked);
        window.removeEventListener('pagehide', hidden);
        document.removeEventListener('visibilitychange', looked);
      };
    },
  };
}
