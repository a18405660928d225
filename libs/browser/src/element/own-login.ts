import { createLogin, type Login } from '../create-login.ts';
import { SERVER_UNKNOWN } from '../script-server.ts';
import type { LoadPopup } from './card-part.ts';
import { createFailedLogin } from './failed-login.ts';
import { surroundingsFor } from './page-look.ts';

/** What is decided once for all elements of a page. */
export interface ElementDefaults {
  /** Where the API is when an element does not name it; empty: the page's origin; null: unknown. */
  baseUrl: string | null;
  loadPopup: LoadPopup;
}

/** Set when the element is defined. */
export const defaults: ElementDefaults = { baseUrl: '', loadPopup: () => Promise.reject(new Error()) };

/** The API's origin for an element without a login of the page; null: unknown. */
export function serverOf(element: HTMLElement): string | null {
  return element.getAttribute('base-url') ?? defaults.baseUrl;
}

/** The login of an element that the page has given none. */
export function ownLogin(element: HTMLElement): Login {
  const session = element.getAttribute('session');
  const baseUrl = serverOf(element);
  if (baseUrl === null) {
    console.error(SERVER_UNKNOWN);
    return createFailedLogin('server_unknown');
  }
  return createLogin({
    baseUrl,
    display: surroundingsFor(element) === 'screen' ? 'screen' : 'same-phone',
    session: session === 'cookie' || session === 'none' ? session : 'auto',
    // Not stored in the page's storage, where other scripts could read the secret.
    storage: null,
  });
}
