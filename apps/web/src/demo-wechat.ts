import { PAGE_SETTINGS_META } from '@maqiao/shared';
import { metaContent } from './page-meta.ts';

const MARK = 'wechat_browser';

/**
 * Whether this tab stands in for WeChat's own browser: the demo's phone has opened it so. Nowhere but in the demo; read
 * from the text, as the settings are parsed later.
 */
export function isSimulatedWechat(): boolean {
  const isMarked = new URLSearchParams(location.search).get(MARK) === '1';
  return isMarked && (metaContent(PAGE_SETTINGS_META) ?? '').includes('"demo":true');
}

/** What the page asks of its browser is answered as by WeChat's: a tab cannot have another User-Agent itself. */
export function playWechatBrowser(): void {
  const userAgent = `${navigator.userAgent} MicroMessenger/8.0.60`;
  Object.defineProperty(navigator, 'userAgent', { configurable: true, value: userAgent });
}

/** An address of this server as that tab asks for it; a sign-in comes back to the marked page. */
export function markSimulatedWechat(path: string): string {
  const url = new URL(path, location.origin);
  url.searchParams.set(MARK, '1');
  if (url.pathname.startsWith('/sign-in/') && !url.searchParams.has('interaction'))
    url.searchParams.set('to', `/?${MARK}=1`);
  return url.pathname + url.search;
}
