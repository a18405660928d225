/** What the page knows of being looked at and of the network. */
export interface PageSignals {
  isVisible(): boolean;
  /**
   * Calls back whenever something may have changed: the page is looked at again (also back from the history
   * cache), or the network came or went. Returns how to stop.
   */
  listen(listener: (signal: PageSignal) => void): () => void;
}

export type PageSignal = 'visible' | 'online' | 'offline';

/**
 * The browser's own signals. `navigator.onLine` is never believed by itself: it is false on a machine without
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
      window.addEventListener('online', online);
      window.addEventListener('offline', offline);
      window.addEventListener('pageshow', looked);
      document.addEventListener('visibilitychange', looked);
      return () => {
        window.removeEventListener('online', online);
        window.removeEventListener('offline', offline);
        window.removeEventListener('pageshow', looked);
        document.removeEventListener('visibilitychange', looked);
      };
    },
  };
}
