// The script tag: <script src="https://login.example.com/maqiao.js"></script> makes <maqiao-login> and
// window.Maqiao. An element that names no base-url talks to the server that this script belongs to.
import { createLogin } from './create-login.ts';
import { defineElement } from './element/define-element.ts';
import { MaqiaoLoginElement } from './element/maqiao-login-element.ts';
import { SERVER_UNKNOWN, serverOfScript } from './script-server.ts';
import type { MaqiaoGlobal } from './script-types.ts';
import { secondsLeft } from './state.ts';

const earlier = (window as Partial<Window>).Maqiao;
const server = serverOfScript((document.currentScript as HTMLScriptElement | null)?.src);

if (earlier) {
  // The element can be defined only once: the first script wins.
  if (earlier.server !== server)
    console.error(
      `Maqiao: this page loads maqiao.js twice, and uses that of ${earlier.server} only. ` +
        'To talk to another server, write its address as base-url on the element.',
    );
} else {
  window.Maqiao = Object.freeze<MaqiaoGlobal>({
    server,
    createLogin(options = {}) {
      const baseUrl = options.baseUrl ?? server;
      if (baseUrl === null) throw new Error(SERVER_UNKNOWN);
      return createLogin({ ...options, baseUrl });
    },
    secondsLeft,
    MaqiaoLoginElement,
  });
  defineElement({
    baseUrl: server,
    // Of this script's own server, so that both are of one version.
    loadPopup: (asked) => import(/* @vite-ignore */ `${server ?? asked}/maqiao-popup.js`),
  });
}
