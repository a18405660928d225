import { PAGE_SETTINGS_META } from '@maqiao/shared';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { showBrand } from '../brand.ts';
import { parsePageSettings } from '../page-settings.ts';
import { AdminPage } from './admin-page.tsx';
import '../styles/tokens.css';
import '../styles/page.css';
import '../styles/buttons.css';
import './admin.css';
import './audit/audit.css';
import './clients/clients.css';

const meta = document.querySelector<HTMLMetaElement>(`meta[name="${PAGE_SETTINGS_META}"]`);
const settings = parsePageSettings(meta?.content ?? null, location.host);
showBrand(settings);

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root');
createRoot(root).render(
  <StrictMode>
    <AdminPage settings={settings} />
  </StrictMode>,
);
