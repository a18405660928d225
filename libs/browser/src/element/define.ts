import { defineElement } from './define-element.ts';

/**
 * Defines `<maqiao-login>`. Does nothing when it is defined already, and on a server.
 * @param options `baseUrl` is for elements without a `base-url`; without both it is the page's own origin. With null such
 * elements show that they are not set up
 */
export function defineMaqiaoLogin(options: { baseUrl?: string | null } = {}): void {
  // A chunk of its own in the site's bundle, which is loaded where a pop-up is offered.
  defineElement({ ...options, loadPopup: () => import('../popup/popup-part.ts') });
}
