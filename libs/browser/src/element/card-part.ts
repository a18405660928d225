import { surroundingsFor } from './page-look.ts';
import type { Login } from '../create-login.ts';
import type { LoginState } from '../state.ts';
import type { View, ViewContext } from './view.ts';

/** A part of the card that only some pages need; it is loaded when they do. What it shows follows from its data alone. */
export interface CardPart {
  /** Whether there is no code here to sign in with. */
  readonly noCode: boolean;
  /** @param view what the card shows without this part */
  show(view: View, state: LoginState, context: ViewContext): View;
  stop(): void;
}

/** The module of the pop-up: `/maqiao-popup.js` of a server, or a chunk of a site's own bundle. */
interface PopupModule {
  /** @param changed called when the part shows something else */
  createPopupPart(login: Login, options: unknown, changed: () => void): CardPart | null;
}

/** @param server origin of the API */
export type LoadPopup = (server: string) => Promise<PopupModule>;

/**
 * Asks the server whether it offers a sign-in in a pop-up, and loads what that needs. Not for pages of the server itself,
 * which go to WeChat and come back, nor inside WeChat, which opens no windows.
 * @returns null where there is none, and where nothing can be loaded: the code works without
 */
export async function loadPopupPart(
  element: HTMLElement,
  login: Login,
  load: LoadPopup,
  changed: () => void,
): Promise<CardPart | null> {
  const server = login.baseUrl;
  if (!server || server === location.origin || surroundingsFor(element) === 'wechat') return null;
  try {
    const answer = await fetch(`${server}/api/sign-in-options`, { credentials: 'omit', cache: 'no-store' });
    const options = (await answer.json()) as { methods: { id: unknown }[] };
    if (!options.methods.some(({ id }) => id === 'website')) return null;
    return (await load(server)).createPopupPart(login, options, changed);
  } catch {
    return null;
  }
}
