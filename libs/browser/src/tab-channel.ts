/** Messages between tabs of one origin. Never a token: they share the cookie, which scripts cannot read. */
export type TabMessage = 'signed-in' | 'signed-out';

/** The other tabs of this origin. */
export interface TabChannel {
  post(message: TabMessage): void;
  listen(listener: (message: TabMessage) => void): () => void;
}

/**
 * A channel to the other logins of this origin, in other tabs and on the same page (BroadcastChannel). In browsers
 * without it the session's socket still reports a sign-out.
 * @param baseUrl logins at different servers do not hear each other
 */
export function browserTabs(baseUrl: string): TabChannel {
  const open = (): BroadcastChannel | null => {
    try {
      return new BroadcastChannel(`maqiao:${serverOf(baseUrl)}`);
    } catch {
      return null;
    }
  };
  let channel: BroadcastChannel | null = null;
  return {
    post(message) {
      // A channel does not hear itself, but another of the same page would.
      const sender = channel ?? open();
      sender?.postMessage(message);
      if (sender !== channel) sender?.close();
    },
    listen(listener) {
      const mine = open();
      channel = mine;
      if (mine)
        mine.onmessage = ({ data }: MessageEvent<unknown>) => {
          if (data === 'signed-in' || data === 'signed-out') listener(data);
        };
      return () => {
        mine?.close();
        if (channel === mine) channel = null;
      };
    },
  };
}

/** One name for one server: a page's own origin may be written out, or left empty. */
function serverOf(baseUrl: string): string {
  return new URL(baseUrl === '' ? location.origin : baseUrl).origin;
}
