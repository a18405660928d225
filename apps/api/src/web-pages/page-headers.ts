import type { Settings } from '../config/settings.ts';

/**
 * Headers of every page and asset. No inline script or style runs, no site can frame the page (the custom element is
 * the way to embed), and no address leaks to other sites.
 * @param options - `frames`: origins whose pages this one shows in a frame, beside our own; `forms`: where its forms lead,
 * by themselves or by redirects, beside our own origin; undefined: it has none
 */
export function pageHeaders(
  settings: Pick<Settings, 'publicUrl'>,
  { frames = [], forms }: { frames?: readonly string[]; forms?: readonly string[] } = {},
): Record<string, string> {
  const socket = settings.publicUrl.replace(/^http/, 'ws'); // not every browser's 'self' covers the socket
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' ${socket}`,
    "base-uri 'none'",
    "object-src 'none'",
    ...(frames.length === 0 ? [] : [`frame-src ${["'self'", ...frames].join(' ')}`]),
    `form-action ${forms === undefined ? "'none'" : ["'self'", ...forms].join(' ')}`,
    "frame-ancestors 'none'",
  ];
  return {
    'Content-Security-Policy': policy.join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    ...(settings.publicUrl.startsWith('https:') && { 'Strict-Transport-Security': 'max-age=31536000' }),
  };
}

/** Origins that the pages for signing in show in a frame: WeChat's, for a website app. */
export function framesOf({
  loginMethods,
  wechat,
}: Pick<Settings, 'loginMethods' | 'wechat'>): readonly string[] {
  return loginMethods.includes('website') ? [wechat.openBaseUrl] : [];
}
