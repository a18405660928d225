import type { SiteInfo } from '@maqiao/shared';
import { useEffect, useSyncExternalStore } from 'react';
import { askForSite, currentSite, onSiteChange } from './site.ts';

/** How the site looks and is called, on every page at once. */
export function useSite(): SiteInfo {
  useEffect(() => void askForSite(), []);
  return useSyncExternalStore(onSiteChange, currentSite);
}
