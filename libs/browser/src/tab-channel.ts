/** What tabs of one origin tell each other. Never a token: the cookie, which no script reads, is what they share. */
export type TabMessage = 'signed-in' | 'signed-out';

/** The other tabs of this origin. */
export interface TabChannel {
  post(message: TabMessage): void;
  listen(listener: (message: TabMessage) => void): () => void;
}

/**
 * Logins of this origin in this browser, in other tabs and beside this one on its page (BroadcastChannel). Without it, in old or locked-down browsers, the session's
 * socket still tells of a sign-out.
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
