import { Injectable } from '@nestjs/common';
import type { Display, SceneOrigin, SceneWithVerifier } from '@maqiao/shared';
import type { ClientAddress } from '../../platform/http/client-address.ts';
import { describeBrowser, isHandheld } from '../places/browser-names.ts';
import { Places } from '../places/places.ts';

export interface RegisteringBrowser {
  scene: string;
  /** Id of the sign-in method; undefined for the first that is offered. */
  method: string | undefined;
  display: Display;
  origin: string;
  address: ClientAddress;
  userAgent: string | undefined;
  /** The session of its cookie, when the cookie is genuine; that session may have ended. */
  cookie: string | undefined;
  /** The hash of its browser cookie: null without one, undefined when it cannot send one. */
  hash: string | null | undefined;
  /** The OpenID Connect request that waits for the sign-in. */
  interaction?: SceneOrigin['interaction'];
  /** What the confirm does, where it does not sign anybody in. */
  purpose?: SceneOrigin['purpose'];
  /** The scene that this one replaces on the same page, with its secret. */
  replaces?: SceneWithVerifier | undefined;
}

/** The browser of a scene: names from fixed lists, a region from the address, never free text. */
@Injectable()
export class BrowserDescriptions {
  constructor(private readonly places: Places) {}

  of(
    browser: Pick<
      RegisteringBrowser,
      'origin' | 'address' | 'userAgent' | 'display' | 'hash' | 'interaction' | 'purpose'
    >,
  ): SceneOrigin {
    const { visitor, certain } = browser.address;
    return {
      origin: browser.origin,
      ...describeBrowser(browser.userAgent),
      ip: visitor,
      ...(!certain && { ipUncertain: true }),
      region: this.places.locate(visitor).region,
      // A page on a computer must not claim to be on a phone: the phone would warn less.
      display: isHandheld(browser.userAgent) ? browser.display : 'screen',
      ...(browser.hash !== undefined && { browserHash: browser.hash }),
      ...(browser.interaction !== undefined && { interaction: browser.interaction }),
      ...(browser.purpose !== undefined && { purpose: browser.purpose }),
    };
  }
}
