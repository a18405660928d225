import { Injectable } from '@nestjs/common';
import type { Display, SceneOrigin } from '@maqiao/shared';
import { describeBrowser } from '../places/browser-names.ts';
import { Places } from '../places/places.ts';

export interface RegisteringBrowser {
  scene: string;
  display: Display;
  origin: string;
  ip: string;
  userAgent: string | undefined;
  /** It holds a cookie of an earlier sign-in. */
  known: boolean;
}

/** Who asks, as far as a server can tell: names from closed lists, a region from the address, never free text. */
@Injectable()
export class BrowserDescriptions {
  constructor(private readonly places: Places) {}

  of(browser: Pick<RegisteringBrowser, 'origin' | 'ip' | 'userAgent' | 'display'>): SceneOrigin {
    return {
      origin: browser.origin,
      ...describeBrowser(browser.userAgent),
      ip: browser.ip,
      region: this.places.locate(browser.ip).region,
      display: browser.display,
    };
  }
}
