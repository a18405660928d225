import { element } from './element.ts';
import { words } from './words.ts';
import type { NavigationBarState } from '@maqiao/mini-program-host/page';

export interface FrameActions {
  back: () => void;
  menu: () => void;
}

/** The phone itself: status bar, navigation bar with our own menu, and the screen below it. */
export class PhoneFrame {
  readonly view: HTMLElement;
  /** Where the mini program is drawn. */
  readonly mount = element('div', { class: 'program', id: 'program' });
  /** Notes, lists and questions of the phone itself lie above the mini program. */
  readonly #cover = element('div', { class: 'cover', hidden: true });
  readonly #title = element('span', { class: 'bar-title' });
  readonly #back: HTMLButtonElement;
  readonly #menu: HTMLButtonElement;
  readonly #bar: HTMLElement;
  #programBar: NavigationBarState | null = null;
  /** The title of a screen above the mini program. */
  #screenTitle: string | null = null;
  #replaced: (() => void) | undefined;
  readonly #clock = element('span', { class: 'clock' });

  constructor(actions: FrameActions) {
    this.#back = element(
      'button',
      { class: 'bar-back', type: 'button', 'aria-label': words.back, hidden: true, onclick: actions.back },
      element('span', { class: 'chevron', 'aria-hidden': 'true' }),
    );
    this.#menu = element(
      'button',
      { class: 'bar-menu', id: 'menu', type: 'button', 'aria-label': words.menu, onclick: actions.menu },
      element('span', { class: 'bridge', 'aria-hidden': 'true' }),
    );
    this.#bar = element(
      'header',
      { class: 'bar' },
      element('div', { class: 'status-bar' }, this.#clock, element('span', {}, words.bannerShort)),
      element('div', { class: 'navigation' }, this.#back, this.#title, this.#menu),
    );
    const screen = element('div', { class: 'screen' }, this.mount, this.#cover);
    this.view = element('div', { class: 'phone' }, this.#bar, screen);
    const tick = () => {
      this.#clock.textContent = new Date().toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
    };
    tick();
    setInterval(tick, 10_000);
  }

  /** Shows the bar of a mini program's page, or the phone's own with null. */
  showBar(state: NavigationBarState | null): void {
    this.#programBar = state;
    this.#drawBar();
  }

  /** A screen of WeChat's own lies above the mini program and has this title and a way back; null: none does. */
  showScreenTitle(title: string | null): void {
    this.#screenTitle = title;
    this.#drawBar();
  }

  #drawBar(): void {
    const state = this.#screenTitle === null ? this.#programBar : null;
    this.#title.textContent = this.#screenTitle ?? state?.title ?? '';
    // The mini program's pages have headings of their own; WeChat's screens have this one.
    const isHeading = (this.#screenTitle ?? '') !== '';
    this.#title.role = isHeading ? 'heading' : null;
    this.#title.ariaLevel = isHeading ? '1' : null;
    this.#back.hidden = this.#screenTitle === null && state?.canGoBack !== true;
    this.#bar.classList.toggle('custom', state?.custom === true);
    this.#bar.style.backgroundColor = state?.backgroundColor ?? '';
    const { textStyle } = state ?? {};
    this.#bar.style.color = textStyle === 'white' ? '#fff' : textStyle === 'black' ? '#000' : '';
  }

  /**
   * Lays something over the mini program; null takes it away.
   * @param replaced - called when it is removed or replaced
   */
  cover(content: HTMLElement | null, kind: 'full' | 'sheet' = 'full', replaced?: () => void): void {
    const before = this.#replaced;
    this.#replaced = replaced;
    this.#cover.replaceChildren(...(content ? [content] : []));
    this.#cover.hidden = content === null;
    this.#cover.classList.toggle('sheet', kind === 'sheet');
    // A sheet answers a tap, so it gets the keyboard focus; other covers appear by themselves and must not take the
    // focus.
    if (kind === 'sheet')
      content?.querySelector<HTMLElement>('input, button')?.focus({ preventScroll: true });
    before?.();
  }
}
