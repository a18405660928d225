import { createChallenge, createVerifier, type ErrorCode } from '@maqiao/shared';
import type { Login } from '../create-login.ts';
import { browserEnvironment, type PopupEnvironment, type PopupWindow } from './popup-environment.ts';
import { popupMessageIn, type PopupMessage } from './popup-message.ts';

/** How a pop-up has ended. */
export type PopupOutcome =
  /** The login is `signed-in`; also when that came by another way meanwhile. */
  | { readonly kind: 'signed-in' }
  /** The browser opens no window here: it wants a tap, or the person's permission. */
  | { readonly kind: 'blocked' }
  /** The same, on a page of the server's own origin, which goes to WeChat itself and comes back. */
  | { readonly kind: 'leaving' }
  /**
   * The window is gone. `severed`: it went so soon that this page may send `Cross-Origin-Opener-Policy: same-origin`,
   * which cuts it off; then the person may still see it.
   */
  | { readonly kind: 'closed'; readonly severed: boolean }
  /** The person has declined at WeChat. */
  | { readonly kind: 'declined' }
  /** Nothing has come of it in ten minutes. */
  | { readonly kind: 'expired' }
  /** `close()` was called. */
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly code: ErrorCode };

/** A pop-up in which somebody signs in. */
export interface PopupSignIn {
  /** Never rejects. */
  readonly outcome: Promise<PopupOutcome>;
  /** Whether the person has signed in there, and the code is being redeemed. */
  readonly redeeming: boolean;
  focus(): void;
  close(): void;
}

export interface PopupOptions {
  /** Id of a redirect method in `GET /api/sign-in-options`. Default `website`. */
  method?: string;
  /** Called when `redeeming` changes. */
  onChange?: () => void;
}

/** As long as a journey lives on the server (`JOURNEY_MS`). */
const EXPIRES_MS = 10 * 60_000;
const LOOK_EVERY_MS = 500;
/** A window that closes by itself has sent its message just before. */
const LAST_WORDS_MS = 500;
/** Nobody reads WeChat's page and closes it in this time. */
const SEVERED_WITHIN_MS = 2500;
/** Pauses before a redemption whose answer was lost is tried again. */
const REDEEM_AGAIN_MS = [1000, 4000];

/** The one pop-up of each login. */
const opened = new WeakMap<Login, PopupSignIn>();

/**
 * Signs in on WeChat's own page, in a pop-up. Call it in the handler of a tap, before any `await`: browsers block windows
 * that open later. The login, started or not, is `signed-in` afterwards, with the same session as after a scan. While its
 * pop-up is open another call shows that one.
 *
 * It hears one message, of this window and of the server's origin. The code in it is good once, for a minute, for the
 * origin of this page, and with the verifier that never leaves this function but to redeem it.
 * @param login whose server it is; the origin of this page must be listed there
 */
export function openPopup(
  login: Login,
  { method = 'website', onChange = () => {} }: PopupOptions = {},
  environment: PopupEnvironment = browserEnvironment(),
): PopupSignIn {
  const before = opened.get(login);
  if (before) {
    before.focus();
    return before;
  }
  const { href, timers, clock } = environment;
  const server = new URL(login.baseUrl === undefined || login.baseUrl === '' ? href : login.baseUrl).origin;
  const page = new URL(href);
  const path = `/sign-in/${encodeURIComponent(method)}`;
  const began = clock.now();

  let verifier: string;
  try {
    verifier = createVerifier(environment.random);
  } catch {
    return over({ kind: 'failed', code: 'internal' });
  }
  const challenge = createChallenge(verifier);
  const query = new URLSearchParams({ display: 'popup', origin: page.origin, challenge });
  const popup = environment.open(`${server}${path}?${query}`);
  // Some browsers give a window that is closed already.
  if (popup === null || popup.closed) {
    if (page.origin !== server) return over({ kind: 'blocked' });
    environment.leave(`${path}?${new URLSearchParams({ to: page.pathname + page.search })}`);
    return over({ kind: 'leaving' });
  }
  return follow(popup);

  function follow(window: PopupWindow): PopupSignIn {
    let redeeming = false;
    let goneAt: number | null = null;
    let timer: unknown;
    let settle: ((outcome: PopupOutcome) => void) | null;
    const outcome = new Promise<PopupOutcome>((resolve) => (settle = resolve));

    const end = (how: PopupOutcome): void => {
      timers.clearTimeout(timer);
      stopListening();
      stopWatching();
      opened.delete(login);
      settle?.(how);
      settle = null;
    };
    const close = (): void => {
      window.close();
      end({ kind: 'cancelled' });
    };
    const look = (): void => {
      const now = clock.now();
      if (now - began >= EXPIRES_MS) {
        window.close();
        return end({ kind: 'expired' });
      }
      if (window.closed) goneAt ??= now;
      if (goneAt !== null && now - goneAt >= LAST_WORDS_MS)
        return end({ kind: 'closed', severed: goneAt - began <= SEVERED_WITHIN_MS });
      timer = timers.setTimeout(look, LOOK_EVERY_MS);
    };
    const hear = (message: PopupMessage): void => {
      // One message: whatever comes later is not heard.
      stopListening();
      timers.clearTimeout(timer);
      if ('error' in message)
        return end(
          message.error === 'access_denied' ? { kind: 'declined' } : { kind: 'failed', code: message.error },
        );
      redeeming = true;
      onChange();
      void redeem(message.code, () => settle === null).then((code) =>
        end(code === null ? { kind: 'signed-in' } : { kind: 'failed', code }),
      );
    };

    const stopListening = environment.listen(({ source, origin, data }) => {
      if (source !== window || origin !== server) return;
      const message = popupMessageIn(data);
      if (message) hear(message);
    }, close);
    // The code on the page was scanned meanwhile, or another tab has signed in.
    const stopWatching = login.subscribe(() => {
      if (login.getState().phase !== 'signed-in') return;
      window.close();
      end({ kind: 'signed-in' });
    });
    timer = timers.setTimeout(look, LOOK_EVERY_MS);
    const signIn: PopupSignIn = {
      outcome,
      get redeeming() {
        return redeeming;
      },
      focus: () => window.focus(),
      close,
    };
    opened.set(login, signIn);
    return signIn;
  }

  /** @returns null when the person is signed in */
  async function redeem(code: string, isOver: () => boolean): Promise<ErrorCode | null> {
    for (const pause of REDEEM_AGAIN_MS) {
      const refusal = await login.redeem(code, verifier);
      if (refusal !== 'unavailable' || isOver()) return refusal;
      await new Promise<void>((resolve) => void timers.setTimeout(resolve, pause));
      if (isOver()) return refusal;
    }
    return login.redeem(code, verifier);
  }
}

function over(outcome: PopupOutcome): PopupSignIn {
  const nothing = (): void => {};
  return { outcome: Promise.resolve(outcome), redeeming: false, focus: nothing, close: nothing };
}
