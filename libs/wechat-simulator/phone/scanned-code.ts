/** The code that a person points the phone at. */
export interface ScannedCode {
  scene: string;
  /** The page that the code names; null for a bare scene. */
  page: string | null;
}

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
