import { createLogin } from '@maqiao/browser';
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
import { surroundingsOf } from './surroundings.ts';

const meta = document.querySelector<HTMLMetaElement>(`meta[name="${PAGE_SETTINGS_META}"]`);
const settings = parsePageSettings(meta?.content ?? null, location.host);
const smallTouchScreen = matchMedia('(pointer: coarse) and (max-width: 640px)').matches;
const surroundings = surroundingsOf(navigator.userAgent, smallTouchScreen);

const login = createLogin({ display: surroundings === 'screen' ? 'screen' : 'same-phone' });
login.start();

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root');
createRoot(root).render(
  <StrictMode>
    <LoginPage login={login} settings={settings} surroundings={surroundings} />
  </StrictMode>,
);
