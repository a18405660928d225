/** How a person opened the mini program. */
export interface MiniProgramEntry {
  /** Page path without leading slash; the home page when absent. */
  path?: string;
  /** Values exactly as WeChat hands them over: a scene is URL-encoded. */
  query?: Record<string, string>;
  /** WeChat's entry number, not our scene: 1001 from the recent list, 1047 code scanned by the camera. */
  scene?: number;
  referrerInfo?: Record<string, unknown>;
}

/** What `wx.getEnterOptionsSync()` and App's hooks are given. */
export interface EnterOptions {
  path: string;
  query: Record<string, string>;
  scene: number;
  referrerInfo: Record<string, unknown>;
  mode: 'default';
  apiCategory: 'default';
}

/** WeChat's entry numbers for a mini-program code. https://developers.weixin.qq.com/miniprogram/dev/reference/scene-list.html */
const ENTRY_CODE_CAMERA = 1047;
const ENTRY_RECENT_LIST = 1001;

/**
 * The entry that scanning a mini-program code makes: `query.scene` is the scene of `getwxacodeunlimit`,
 * URL-encoded as WeChat encodes it.
 *
 * @param kind - 1047 camera, 1048 long press, 1049 from the album
 */
export function scanEntry(scene: string, page?: string, kind: number = ENTRY_CODE_CAMERA): MiniProgramEntry {
  return {
    ...(page === undefined ? {} : { path: page }),
    query: { scene: encodeURIComponent(scene) },
    scene: kind,
  };
}

export function enterOptions(entry: MiniProgramEntry, home: string): EnterOptions {
  return {
    path: entry.path?.replace(/^\//, '') || home,
    query: { ...entry.query },
    scene: entry.scene ?? ENTRY_RECENT_LIST,
    referrerInfo: { ...entry.referrerInfo },
    mode: 'default',
    apiCategory: 'default',
  };
}
