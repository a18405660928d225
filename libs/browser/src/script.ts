// The script tag: <script src="https://login.example.com/maqiao.js"></script> makes <maqiao-login> and
// window.Maqiao. An element that names no base-url talks to where this script came from.
import { createLogin } from './create-login.ts';
import { defineMaqiaoLogin, MaqiaoLoginElement } from './element/maqiao-login-element.ts';
import { secondsLeft } from './state.ts';

const source = (document.currentScript as HTMLScriptElement | null)?.src;
// As a module, or copied into another script, it does not know where it came from.
const baseUrl = source ? new URL(source).origin : '';

/** What the script tag gives a page without a build. */
export interface MaqiaoGlobal {
  /** As `createLogin` of @maqiao/browser; `baseUrl` is by default where the script came from. */
  createLogin: typeof createLogin;
  secondsLeft: typeof secondsLeft;
  MaqiaoLoginElement: typeof MaqiaoLoginElement;
}

declare global {
  interface Window {
    Maqiao: MaqiaoGlobal;
  }
}

window.Maqiao = Object.freeze<MaqiaoGlobal>({
  createLogin: (options) => createLogin({ baseUrl, ...options }),
  secondsLeft,
  MaqiaoLoginElement,
});
defineMaqiaoLogin({ baseUrl });
