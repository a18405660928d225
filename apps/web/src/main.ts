import { createLogin, isSmallTouchScreen, surroundingsOf } from '@maqiao/browser';
import { isSimulatedWechat, playWechatBrowser } from './demo-wechat.ts';
import { rememberedMethod } from './methods/remembered-method.ts';
import './styles/tokens.css';
import './styles/page.css';
import './styles/buttons.css';
import './styles/login.css';

/** How long the view waits for the login's first calls at most, in milliseconds. */
const VIEW_WAITS_MS = 250;

let view: Promise<unknown> | undefined;

// What draws the page is a file of its own. It is loaded at the same time (preload-view.ts), and runs after the first
// call for the code, or when there is something to show, because starting React takes longer than that call.
const showPage = (): void => {
  view ??= import('./show-page.tsx').then(
    (page) => page.showPage(login, surroundings),
    () => (view = undefined), // the network failed: the login's next state tries again
  );
};

if (isSimulatedWechat()) playWechatBrowser();
const surroundings = surroundingsOf(navigator.userAgent, isSmallTouchScreen());
const login = createLogin({
  display: surroundings === 'screen' ? 'screen' : 'same-phone',
  method: rememberedMethod(),
  fetch: (url, init) => {
    const answer = fetch(url, init);
    if (url.endsWith('/api/scenes')) showPage();
    return answer;
  },
});
login.subscribe(showPage);
setTimeout(showPage, VIEW_WAITS_MS);
login.start();
