import { PAGE_SETTINGS_META, type PageSettings } from '@maqiao/shared';
import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { showBrand } from './brand.ts';
import { CARD_STYLES_META, metaContent } from './page-meta.ts';
import { parsePageSettings } from './page-settings.ts';
import { addWords } from './words.ts';

/** What the server wrote into the page. */
interface FromServer {
  settings: PageSettings;
  /** The file of the card's style sheet (card-styles.ts). */
  cardStyles: string | undefined;
}

/** Renders into `#root`, with the owner's brand and words. */
export function renderPage(page: (from: FromServer) => ReactNode): void {
  const settings = parsePageSettings(metaContent(PAGE_SETTINGS_META), location.host);
  showBrand(settings);
  addWords(settings.languages);
  const root = document.getElementById('root');
  if (!root) throw new Error('The page has no #root');
  const cardStyles = metaContent(CARD_STYLES_META) ?? undefined;
  createRoot(root).render(<StrictMode>{page({ settings, cardStyles })}</StrictMode>);
}
