import type { LockManagerLike } from '../session-lock.ts';
import type { TabChannel, TabMessage } from '../tab-channel.ts';

/** What the tabs of one browser share: Web Locks and a channel for messages. */
export class FakeTabs {
  /** Locks that are held, by name, with who waits for them. */
  readonly locked = new Map<string, (() => void)[]>();
  readonly #listeners = new Set<(message: TabMessage) => void>();

  readonly locks: LockManagerLike = {
    request: async (name, { signal }, run) => {
      const waiting = this.locked.get(name);
      if (waiting) {
        await new Promise<void>((resolve, reject) => {
          waiting.push(resolve);
          signal.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
        });
      } else this.locked.set(name, []);
      try {
        return await run();
      } finally {
        const following = this.locked.get(name)?.shift();
        if (following) following();
        else this.locked.delete(name);
      }
    },
  };

  /** One tab's end of the channel between tabs. */
  openTab(): TabChannel {
    let mine: ((message: TabMessage) => void) | undefined;
    return {
      post: (message) => {
        for (const listener of [...this.#listeners]) if (listener !== mine) listener(message);
      },
      listen: (listener) => {
        mine = listener;
        this.#listeners.add(listener);
        return () => void this.#listeners.delete(listener);
      },
    };
  }
}
