import { type Account, type Deed, type MenuButton, doDeed, fetchAccount } from './account-calls.ts';
import { chatMessage } from './chat-messages.ts';
import { element } from './element.ts';
import { openInWechatBrowser } from './wechat-browser.ts';
import { words } from './words.ts';

/** The chat of one person with the official account, or its card for those who do not follow it. */
export class AccountChat {
  readonly view = element('div', { class: 'chat', id: 'chat' });
  readonly #person: string;
  readonly #titled: (name: string) => void;
  /** The parametric code that led here; used by following or at once. */
  #code: string | null;
  #wrong = '';

  /** @param titled - called with the name of the account when it is known */
  constructor(person: string, code: string | null, titled: (name: string) => void) {
    this.#person = person;
    this.#code = code;
    this.#titled = titled;
  }

  /** Shows the chat. A code is scanned at once by a follower; others follow by it. @throws ServerError */
  async open(): Promise<void> {
    const account = await fetchAccount(this.#person);
    this.#titled(account.name);
    const code = this.#code;
    if (account.follows && code !== null) await this.#do({ deed: 'scan', code });
    else this.#draw(account);
  }

  /** Shows what happens at once, and the answer when it comes. */
  async #do(deed: Deed): Promise<void> {
    this.#wrong = '';
    if (deed.deed === 'scan') this.#code = null;
    const done = doDeed(this.#person, deed).catch((error: unknown) => {
      this.#wrong = error instanceof Error ? error.message : String(error);
    });
    await this.#refresh();
    await done;
    await this.#refresh();
  }

  async #refresh(): Promise<void> {
    this.#draw(await fetchAccount(this.#person));
  }

  #draw(account: Account): void {
    const typed = this.view.querySelector('input')?.value ?? '';
    const focused = this.view.contains(document.activeElement);
    const wrong = this.#wrong === '' ? null : element('p', { class: 'wrong', role: 'alert' }, this.#wrong);
    this.view.replaceChildren(...(account.follows ? this.#chat(account, wrong) : this.#card(account, wrong)));
    const list = this.view.querySelector('.chat-list');
    list?.scrollTo(0, list.scrollHeight);
    const field = this.view.querySelector('input');
    if (field) field.value = typed;
    if (focused) field?.focus({ preventScroll: true });
  }

  #card(account: Account, wrong: HTMLElement | null): Node[] {
    const code = this.#code;
    const follow: Deed = code === null ? { deed: 'follow' } : { deed: 'scan', code };
    const card = element(
      'div',
      { class: 'screen-note' },
      element('h1', {}, account.name),
      element('p', { class: 'soft' }, words.accountCard),
      element(
        'button',
        { class: 'primary', id: 'follow', type: 'button', onclick: () => void this.#do(follow) },
        words.follow,
      ),
      wrong,
    );
    return [card];
  }

  #chat(account: Account, wrong: HTMLElement | null): Node[] {
    const open = (url: string) => openInWechatBrowser(url, true);
    const messages = account.messages.map((message) => chatMessage(message, open));
    const field = element('input', {
      name: 'message',
      id: 'message',
      autocomplete: 'off',
      maxlength: '600',
      'aria-label': words.message,
    });
    const submit = (event: Event) => {
      event.preventDefault();
      const text = field.value.trim();
      if (text === '') return;
      field.value = '';
      void this.#do({ deed: 'message', text });
    };
    return [
      element('ol', { class: 'chat-list', 'aria-live': 'polite', tabindex: '0' }, ...messages),
      element(
        'div',
        { class: 'chat-foot' },
        wrong,
        this.#menu(account.menu),
        element(
          'form',
          { class: 'chat-form', onsubmit: submit },
          field,
          element('button', { class: 'primary', id: 'send', type: 'submit' }, words.send),
        ),
        element(
          'button',
          {
            class: 'quiet small',
            id: 'unfollow',
            type: 'button',
            onclick: () => void this.#do({ deed: 'unfollow' }),
          },
          words.unfollow,
        ),
      ),
    ];
  }

  #menu(menu: MenuButton[]): HTMLElement | null {
    const buttons = menu.flatMap((button) => button.sub_button?.list ?? [button]);
    if (buttons.length === 0) return null;
    return element(
      'div',
      { class: 'chat-menu' },
      ...buttons.map((button) =>
        element('button', { type: 'button', onclick: () => this.#tap(button) }, button.name),
      ),
    );
  }

  #tap({ type, key, url }: MenuButton): void {
    if (type === 'view' && url !== undefined) {
      void this.#do({ deed: 'view', url });
      openInWechatBrowser(url, true);
    } else if (key !== undefined) void this.#do({ deed: 'click', key });
  }
}
