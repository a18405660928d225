import type { BrowserContextOptions } from 'playwright-core';

/** What people look at the page with. */
export const DEVICES = {
  desktop: { viewport: { width: 1280, height: 800 } },
  tablet: {
    viewport: { width: 768, height: 1024 },
    hasTouch: true,
    userAgent: 'Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1',
  },
  phone: {
    viewport: { width: 360, height: 780 },
    hasTouch: true,
    isMobile: true,
    userAgent:
      'Mozilla/5.0 (Linux; Android 15; 24031PN0DC) AppleWebKit/537.36 Chrome/131.0.0.0 Mobile Safari/537.36',
  },
  wechat: {
    viewport: { width: 390, height: 760 },
    hasTouch: true,
    isMobile: true,
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 MicroMessenger/8.0.54',
  },
} satisfies Record<string, BrowserContextOptions>;

export type Device = keyof typeof DEVICES;
