import { scanEntry, type MiniProgramEntry } from '@maqiao/mini-program-host/page';
import type { Scan } from './scan-form.ts';

/** The page that opens when a scene names none: the default of WECHAT_PAGE. */
export const LOGIN_PAGE = 'pages/login/index';

/** Writes a scan into this page's address, so that a reload opens it again. */
export function putScanIntoAddress(scan: Scan): void {
  const address = new URL(location.href);
  address.search = new URLSearchParams({
    scene: scan.scene,
    ...(scan.page === null ? {} : { page: scan.page }),
    entry: String(scan.entry),
  }).toString();
  history.replaceState(null, '', address);
}

/** The entry that this page's address names: `?scene=…&page=…&entry=…`. Without a scene it is the recent list. */
export function entryFromAddress(): MiniProgramEntry {
  const query = new URLSearchParams(location.search);
  const scene = query.get('scene');
  const page = query.get('page');
  const number = Number(query.get('entry') ?? '');
  if (scene === null) return page === null ? {} : { path: page };
  return scanEntry(scene, page ?? LOGIN_PAGE, Number.isInteger(number) && number > 0 ? number : undefined);
}

/** The person's text size in WeChat: `?text=1.4`. 1 when the address names none. */
export function textScale(): number {
  const scale = Number(new URLSearchParams(location.search).get('text') ?? '1');
  return scale > 0 ? scale : 1;
}
