import type { Settings } from './settings.ts';

/**
 * What a person is told the site of an origin is called: our own page goes by SITE_NAME, another by the name that
 * CORS_ORIGINS gives it, or else by its host.
 */
export function siteNameOf(
  origin: string,
  { publicUrl, siteName, siteNames }: Pick<Settings, 'publicUrl' | 'siteName' | 'siteNames'>,
): string {
  return origin === publicUrl ? siteName : (siteNames.get(origin) ?? new URL(origin).host);
}
