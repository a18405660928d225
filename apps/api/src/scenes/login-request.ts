import type { LoginRequestDetails, SceneRecord } from '@maqiao/shared';
import { cutAddress } from '../common/addresses.ts';
import type { Settings } from '../config/settings.ts';

/**
 * What the phone shows of who asks. The address is the origin that registered the scene, never free text; only
 * our own page goes by SITE_NAME, another site's page by its host.
 */
export function loginRequestOf(
  record: Readonly<SceneRecord>,
  settings: Pick<Settings, 'publicUrl' | 'siteName'>,
): LoginRequestDetails {
  const { browser, scan } = record;
  return {
    siteName: browser.origin === settings.publicUrl ? settings.siteName : new URL(browser.origin).host,
    siteUrl: browser.origin,
    browser: browser.browser,
    os: browser.os,
    region: browser.region,
    ip: cutAddress(browser.ip),
    near: scan?.near ?? 'unknown',
    match: record.number === undefined ? 'none' : 'number',
    display: browser.display,
    createdAt: new Date(record.createdAt).toISOString(),
    ...(scan?.knownBrowser !== undefined && { knownBrowser: scan.knownBrowser }),
  };
}
