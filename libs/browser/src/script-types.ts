import type { createLogin } from './create-login.ts';
import type { MaqiaoLoginElement } from './element/maqiao-login-element.ts';
import type { secondsLeft } from './state.ts';

/** `window.Maqiao`: what the script tag gives a page that has no build. */
export interface MaqiaoGlobal {
  /** The origin that elements without a `base-url` talk to; null when the script could not find it out. */
  server: string | null;
  /** As `createLogin` of @maqiao/browser; `baseUrl` is by default `server`. @throws Error without either */
  createLogin: typeof createLogin;
  secondsLeft: typeof secondsLeft;
  MaqiaoLoginElement: typeof MaqiaoLoginElement;
}

declare global {
  interface Window {
    Maqiao: MaqiaoGlobal;
  }
  // A global variable, so that `Maqiao.createLogin()` is known as well as `window.Maqiao.createLogin()`.
  var Maqiao: MaqiaoGlobal;
}
