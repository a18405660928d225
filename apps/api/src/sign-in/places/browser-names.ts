import Bowser from 'bowser';

/** What a person sees of a browser. Both come from closed lists, or are `unknown`. */
export interface BrowserNames {
  browser: string;
  os: string;
}

/** Real user agents are half as long at most. */
const LONGEST_USER_AGENT = 512;
const UNKNOWN = 'unknown';

/** Browsers of China that bowser takes for Chrome. */
const BROWSER_MARKS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:360SE|360EE|QIHU|QihooBrowser|QHBrowser)\b/i, '360'],
  [/\bHuaweiBrowser\//i, 'Huawei Browser'],
];

/** Bowser's names, and ours for the same thing. What is not here is `unknown`. */
const BROWSERS: ReadonlyMap<string, string> = new Map([
  ['Brave', 'Brave'],
  ['Chrome', 'Chrome'],
  ['Chromium', 'Chromium'],
  ['Android Browser', 'Android Browser'],
  ['Firefox', 'Firefox'],
  ['HeyTap Browser', 'OPPO Browser'],
  ['Internet Explorer', 'Internet Explorer'],
  ['LibreWolf', 'LibreWolf'],
  ['Microsoft Edge', 'Edge'],
  ['Miui', 'Mi Browser'],
  ['MZ Browser', 'Meizu Browser'],
  ['Opera', 'Opera'],
  ['QQ Browser', 'QQ Browser'],
  ['QQ Browser Lite', 'QQ Browser'],
  ['Safari', 'Safari'],
  ['Samsung Internet for Android', 'Samsung Internet'],
  ['Sogou Browser', 'Sogou Browser'],
  ['UC Browser', 'UC Browser'],
  ['Vivaldi', 'Vivaldi'],
  ['Vivo Browser', 'Vivo Browser'],
  ['WeChat', 'WeChat'],
  ['Yandex Browser', 'Yandex Browser'],
]);

const SYSTEMS: ReadonlyMap<string, string> = new Map([
  ['Android', 'Android'],
  ['Chrome OS', 'ChromeOS'],
  ['HarmonyOS', 'HarmonyOS'],
  ['iOS', 'iOS'],
  ['Linux', 'Linux'],
  ['macOS', 'macOS'],
  ['Windows', 'Windows'],
]);

/** Systems of phones and tablets, on which WeChat can scan a picture that the same screen shows. */
const HANDHELD: ReadonlySet<string> = new Set(['Android', 'HarmonyOS', 'iOS', 'iPadOS']);

/** Size of the cache. Half of all visitors send one of a few dozen user agents; invented ones can only empty it. */
const REMEMBERED = 500;
const remembered = new Map<string, BrowserNames>();

/**
 * Names the browser and its system. The result contains no part of the user agent, because its sender chooses that
 * text.
 */
export function describeBrowser(userAgent: string | undefined): BrowserNames {
  if (userAgent === undefined || userAgent === '' || userAgent.length > LONGEST_USER_AGENT) {
    return { browser: UNKNOWN, os: UNKNOWN };
  }
  const known = remembered.get(userAgent);
  if (known) return known;
  const names = Object.freeze(namesIn(userAgent));
  if (remembered.size >= REMEMBERED) remembered.clear();
  remembered.set(userAgent, names);
  return names;
}

/**
 * Whether the browser says that it runs on a phone or a tablet. A tablet in desktop mode says that it does not, and
 * cannot be recognised.
 */
export function isHandheld(userAgent: string | undefined): boolean {
  // HarmonyOS is on computers too, and says so: `(PC; OpenHarmony 6.0)`.
  return HANDHELD.has(describeBrowser(userAgent).os) && !/\(PC;/.test(userAgent ?? '');
}

function namesIn(userAgent: string): BrowserNames {
  const { browser, os, platform } = parse(userAgent);
  const marked = BROWSER_MARKS.find(([mark]) => mark.test(userAgent))?.[1];
  return {
    browser: marked ?? BROWSERS.get(browser) ?? UNKNOWN,
    os: systemOf(userAgent, os, platform),
  };
}

function systemOf(userAgent: string, os: string, model: string): string {
  // The older HarmonyOS calls itself Android as well.
  if (/\b(?:Open)?Harmony(?:OS)?\b/i.test(userAgent)) return 'HarmonyOS';
  // A tablet in desktop mode says Macintosh and cannot be recognised.
  if (os === 'iOS' && model === 'iPad') return 'iPadOS';
  return SYSTEMS.get(os) ?? UNKNOWN;
}

function parse(userAgent: string): { browser: string; os: string; platform: string } {
  try {
    const { browser, os, platform } = Bowser.parse(userAgent);
    return { browser: browser.name ?? '', os: os.name ?? '', platform: platform.model ?? '' };
  } catch {
    return { browser: '', os: '', platform: '' };
  }
}
