import { useEffect, useSyncExternalStore } from 'react';
import type { Site } from '../api/site-call.ts';
import { askForSite, currentSite, onSiteChange } from './site.ts';

/** How the site looks and is called, on every page at once. */
export function useSite(): Site {
  useEffect(() => void askForSite(), []);
  return useSyncExternalStore(onSiteChange, currentSite);
}
