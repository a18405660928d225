import type { LoginRequestDetails, SceneRecord } from '@maqiao/shared';
import { cutAddress } from '../../platform/http/addresses.ts';
import { siteNameOf } from '../../config/site-name.ts';
import type { Settings } from '../../config/settings.ts';

/**
 * What the phone shows about the browser that asks. The address is the origin that registered the scene, never free
 * text, and its name is {@link siteNameOf}.
 */
export function loginRequestOf(
  record: Readonly<SceneRecord>,
  settings: Pick<Settings, 'publicUrl' | 'siteName' | 'siteNames'>,
): LoginRequestDetails {
  const { browser, scan } = record;
  return {
    siteName: siteNameOf(browser.origin, settings),
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
    ...(browser.interaction !== undefined && { client: browser.interaction.client }),
    ...(browser.purpose !== undefined && {
      purpose: browser.purpose.kind,
      ...(browser.purpose.action !== undefined && { action: browser.purpose.action }),
      account: { nickname: browser.purpose.nickname },
    }),
  };
}
