import type { Login, Surroundings } from '@maqiao/browser';
import { PAGE_SETTINGS_META } from '@maqiao/shared';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { showBrand } from './brand.ts';
import { LoginPage } from './login-page.tsx';
import { CARD_STYLES_META, metaContent } from './page-meta.ts';
import { parsePageSettings } from './page-settings.ts';
import { addWords } from './words.ts';

/** Renders the page into `#root`, again at every state of the login. */
export function showPage(login: Login, surroundings: Surroundings): void {
  const settings = parsePageSettings(metaContent(PAGE_SETTINGS_META), location.host);
  showBrand(settings);
  addWords(settings.languages);
  const root = document.getElementById('root');
  if (!root) throw new Error('The page has no #root');
  createRoot(root).render(
    <StrictMode>
      <LoginPage
        login={login}
        settings={settings}
        surroundings={surroundings}
        cardStyles={metaContent(CARD_STYLES_META) ?? undefined}
      />
    </StrictMode>,
  );
}
