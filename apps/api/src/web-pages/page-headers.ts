import type { Settings } from '../config/settings.ts';

/**
 * Headers of every page and asset. No inline script or style runs, no site can frame the page (the custom element is
 * the way to embed), and no address leaks to other sites.
 */
export function pageHeaders(settings: Pick<Settings, 'publicUrl'>): Record<string, string> {
  const socket = settings.publicUrl.replace(/^http/, 'ws'); // not every browser's 'self' covers the socket
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' ${socket}`,
    "base-uri 'none'",
    "object-src 'none'",
    "form-action 'none'",
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
