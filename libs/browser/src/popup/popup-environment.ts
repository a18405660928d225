import type { RandomSource } from '@maqiao/shared';
import { systemClock, systemTimers, type Clock, type Timers } from '../clock.ts';

/** A window that a page has opened, as far as one of another origin is visible. */
export interface PopupWindow {
  readonly closed: boolean;
  focus(): void;
  close(): void;
}

/** What one window says to another, with who says it, which browsers guarantee. */
export interface HeardMessage {
  readonly data: unknown;
  readonly origin: string;
  readonly source: unknown;
}

/** The page around a pop-up; a test brings its own. */
export interface PopupEnvironment {
  /** Address of the page. */
  readonly href: string;
  /** Null where the browser blocks it. */
  open(url: string): PopupWindow | null;
  /** Leaves the page. */
  leave(path: string): void;
  /** Messages to this page, and when it is left; returns how to stop. */
  listen(heard: (message: HeardMessage) => void, left: () => void): () => void;
  readonly random: RandomSource | undefined;
  readonly clock: Clock;
  readonly timers: Timers;
}

/** WeChat's page needs this much room, in pixels. */
const WIDTH = 560;
const HEIGHT = 660;

/** The browser itself. */
export function browserEnvironment(): PopupEnvironment {
  return {
    href: location.href,
    open(url) {
      const left = Math.max(0, screenX + (outerWidth - WIDTH) / 2);
      const top = Math.max(0, screenY + (outerHeight - HEIGHT) / 2);
      return window.open(
        url,
        'maqiao-sign-in',
        `popup,width=${WIDTH},height=${HEIGHT},left=${left},top=${top}`,
      );
    },
    leave: (path) => location.assign(path),
    listen(heard, left) {
      window.addEventListener('message', heard);
      window.addEventListener('pagehide', left);
      return () => {
        window.removeEventListener('message', heard);
        window.removeEventListener('pagehide', left);
      };
    },
    random: globalThis.crypto,
    clock: systemClock,
    timers: systemTimers,
  };
}
