import type { Settings } from './settings.ts';

/** What a person is told the site of an origin is called: only our own page goes by SITE_NAME, another by its host. */
export function siteNameOf(origin: string, settings: Pick<Settings, 'publicUrl' | 'siteName'>): string {
  return origin === settings.publicUrl ? settings.siteName : new URL(origin).host;
}
