import { createLogin, isSmallTouchScreen, surroundingsOf } from '@maqiao/browser';
import { rememberedMethod } from '../methods/remembered-method.ts';
import { renderPage } from '../render-page.tsx';
import { accountApi } from './account-api.ts';
import { AccountPage } from './account-page.tsx';
import '../styles/tokens.css';
import '../styles/page.css';
import '../styles/buttons.css';
import '../styles/login.css';
import '../styles/person-picture.css';
import '../styles/sheet.css';
import './account.css';

const surroundings = surroundingsOf(navigator.userAgent, isSmallTouchScreen());
let count = 0;
const listeners = new Set<() => void>();
const changes = {
  count: () => count,
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
};
const login = createLogin({
  display: surroundings === 'screen' ? 'screen' : 'same-phone',
  method: rememberedMethod(),
  onAccountChanged: () => {
    count += 1;
    for (const listener of [...listeners]) listener();
  },
});
const api = accountApi(() => login.getAccessToken());
login.start();

renderPage((fromServer) => (
  <AccountPage login={login} api={api} changes={changes} surroundings={surroundings} {...fromServer} />
));
