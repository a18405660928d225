/** The code of a mini program that a person points the phone at. */
export interface ScannedCode {
  scene: string;
  /** The page that the code names; null for a bare scene. */
  page: string | null;
}

/** A code that opens something else in WeChat: the official account, a website's sign-in, or any address. */
export type OtherCode =
  | { kind: 'account'; code: string | null }
  | { kind: 'sign-in'; uuid: string }
  | { kind: 'link'; url: string };

/** What `getwxacodeunlimit` takes as a scene: at most 32 of these. */
const SCENE = /^[\w!#$&'()*+,/:;=?@\-.~]{1,32}$/;

/**
 * Reads what was pasted: an address with `scene` in its query, the path of a page with one, or a bare scene.
 * @returns null when there is no scene in it
 */
export function readCode(text: string): ScannedCode | null {
  const pasted = text.trim();
  const query = /[?&]scene=/.test(pasted) ? new URLSearchParams(pasted.slice(pasted.indexOf('?') + 1)) : null;
  if (query) {
    const scene = query.get('scene')?.split('#')[0] ?? '';
    const path = /^\/?(pages\/[^?]+)\?/.exec(pasted)?.[1];
    return SCENE.test(scene) ? { scene, page: path ?? query.get('page') } : null;
  }
  return SCENE.test(pasted) && !/[/:?]/.test(pasted) ? { scene: pasted, page: null } : null;
}

/** Reads the address that another code carries; null when it is no address. */
export function readOtherCode(text: string): OtherCode | null {
  const url = URL.parse(text.trim());
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null;
  const ours = /^\/([qr]\/|connect\/confirm$|phone\/$)/.exec(url.pathname) ? otherCodeOf(url) : null;
  return ours ?? { kind: 'link', url: url.href };
}

/**
 * What an address of the stand-in itself opens: `/q/…` and `?q=…` a parametric code, `/r/…` and `?account` the account,
 * `?uuid=…` a sign-in. Null: the mini program.
 */
export function otherCodeOf(url: URL): OtherCode | null {
  const code = /^\/q\/(.+)$/.exec(url.pathname)?.[1] ?? url.searchParams.get('q');
  if (code !== null) return { kind: 'account', code };
  if (url.pathname.startsWith('/r/') || url.searchParams.has('account'))
    return { kind: 'account', code: null };
  const uuid = url.searchParams.get('uuid');
  return uuid === null ? null : { kind: 'sign-in', uuid };
}
