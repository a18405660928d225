import { element } from './element.ts';
import { markLinksTo, openInWechatBrowser } from './wechat-browser.ts';
import { words } from './words.ts';

/** Beside the phone: opens the site's sign-in page as WeChat's own browser would. */
export class BrowserPart {
  readonly view = element(
    'section',
    { class: 'panel-part', hidden: true },
    element('h2', {}, words.browserTitle),
    element('p', { class: 'soft small' }, words.browserHint),
    element('button', { type: 'button', id: 'open-site', onclick: () => this.open() }, words.openSite),
  );
  #origin: string | undefined;

  /** @param origin of the site; undefined: its server does not know this phone's browser */
  show(origin: string | undefined): void {
    this.#origin = origin;
    markLinksTo(origin);
    this.view.hidden = origin === undefined;
  }

  get hasSite(): boolean {
    return this.#origin !== undefined;
  }

  open(): void {
    if (this.#origin !== undefined) openInWechatBrowser(`${this.#origin}/`, false);
  }
}
