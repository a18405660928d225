import { createLogin, isSmallTouchScreen, surroundingsOf } from '@maqiao/browser';
import { PAGE_SETTINGS_META } from '@maqiao/shared';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { LoginPage } from './login-page.tsx';
import { parsePageSettings } from './page-settings.ts';
import './styles/tokens.css';
import './styles/page.css';
import './styles/card.css';
import './styles/code.css';
import './styles/people.css';
import './styles/buttons.css';
import './styles/seal.css';

const meta = document.querySelector<HTMLMetaElement>(`meta[name="${PAGE_SETTINGS_META}"]`);
const settings = parsePageSettings(meta?.content ?? null, location.host);
const surroundings = surroundingsOf(navigator.userAgent, isSmallTouchScreen());

const login = createLogin({ display: surroundings === 'screen' ? 'screen' : 'same-phone' });
login.start();

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root');
createRoot(root).render(
  <StrictMode>
    <LoginPage login={login} settings={settings} surroundings={surroundings} />
  </StrictMode>,
);
