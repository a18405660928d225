import { SCENE_PATTERN } from '@maqiao/shared';

/** A scene that was scanned with this phone. */
export interface Visit {
  scene: string;
  /** WeChat's entry number, sent to the server; absent for a code scanned inside the program. */
  entry: number | undefined;
}

/** Why the login page was opened without anything to act on. */
export type NoVisit = 'no_code' | 'unreadable_code' | 'not_scanned';

export interface PageOpening {
  /** `scene` of the page's query as WeChat hands it over: URL-encoded, or absent. */
  scene: string | undefined;
  /** `getEnterOptionsSync().scene`. */
  entry: number | undefined;
  /** `getAccountInfoSync().miniProgram.envVersion`. */
  release: boolean;
  /** The scene that was just read by the program's own scanner, if any. */
  scannedHere: string | undefined;
}

/** The entries that mean a mini-program code: by camera, by long press, from the album. */
const CODE_ENTRIES: readonly number[] = [1047, 1048, 1049];

/**
 * The scene to act on when the login page opens. In the released program only a real scan counts:
 * a shared card or a link with a scene in it would be a cheap way to put a stranger's login before someone.
 */
export function visitOf(opening: PageOpening): Visit | NoVisit {
  const scene = decoded(opening.scene);
  if (!scene) return 'no_code';
  if (!SCENE_PATTERN.test(scene)) return 'unreadable_code';
  if (scene === opening.scannedHere) return { scene, entry: undefined };
  if (opening.release && !CODE_ENTRIES.includes(opening.entry ?? 0)) return 'not_scanned';
  return { scene, entry: opening.entry };
}

/**
 * The scene in the `path` that `wx.scanCode` gives for this program's own codes; undefined for any other code.
 * Android hands the query over decoded, iOS encoded.
 */
export function sceneOfPath(path: string | undefined): string | undefined {
  const query = /^\/?pages\/login\/index(?:\.html)?\?(.*)$/.exec(path ?? '')?.[1];
  const value = query
    ?.split('&')
    .find((pair) => pair.startsWith('scene='))
    ?.slice('scene='.length);
  const scene = decoded(value);
  return scene && SCENE_PATTERN.test(scene) ? scene : undefined;
}

/** `decodeURIComponent` throws on a malformed `%`; such a text is left as it is and fails the pattern. */
function decoded(value: string | undefined): string {
  if (!value) return '';
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
