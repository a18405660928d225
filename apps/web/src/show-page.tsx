import type { Login, Surroundings } from '@maqiao/browser';
import { LoginPage } from './login-page.tsx';
import { renderPage } from './render-page.tsx';

/** Renders the page into `#root`, again at every state of the login. */
export function showPage(login: Login, surroundings: Surroundings): void {
  renderPage((fromServer) => <LoginPage login={login} surroundings={surroundings} {...fromServer} />);
}
