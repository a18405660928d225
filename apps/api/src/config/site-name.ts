import type { Settings } from './settings.ts';

/**
 * The name that people are shown for the site of an origin: SITE_NAME for our own page, for another the name that
 * CORS_ORIGINS gives it, or else by its host.
 */
export function siteNameOf(
  origin: string,
  { publicUrl, siteName, siteNames }: Pick<Settings, 'publicUrl' | 'siteName' | 'siteNames'>,
): string {
  return origin === publicUrl ? siteName : (siteNames.get(origin) ?? new URL(origin).host);
}
