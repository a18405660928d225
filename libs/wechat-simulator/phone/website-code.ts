import { type Opened, type QrState, answerRequest, codeNews, newCode } from './connect-calls.ts';
import { element } from './element.ts';
import { fetchPeople } from './server-calls.ts';
import { peoplePicker, rememberedPerson } from './people-picker.ts';
import { words } from './words.ts';

/** What the page of a website's sign-in needs around it. */
export interface Surroundings {
  show: (content: HTMLElement) => void;
  /** Leaves for the website. */
  leave: (address: string) => void;
  showError: (errcode: number) => void;
  showProblem: (error: unknown) => void;
}

/** The code of a website's sign-in, and beside it the sign-in of WeChat on the computer. */
export class WebsiteCode {
  readonly #opened: Opened;
  readonly #surroundings: Surroundings;
  #stop = new AbortController();

  constructor(opened: Opened, surroundings: Surroundings) {
    this.#opened = opened;
    this.#surroundings = surroundings;
  }

  /** Shows a new code and goes on when it is answered. */
  async start(): Promise<void> {
    this.#stop.abort();
    const stop = (this.#stop = new AbortController());
    try {
      const code = await newCode();
      if ('errcode' in code) this.#surroundings.showError(code.errcode);
      else await this.#watch(code, stop.signal);
    } catch (error) {
      if (!stop.signal.aborted) this.#surroundings.showProblem(error);
    }
  }

  async #watch(code: { uuid: string; url: string; picture: string }, signal: AbortSignal): Promise<void> {
    let state: QrState = 'waiting';
    for (;;) {
      this.#draw(code, state);
      if (state === 'expired' || state === 'refused') return;
      let news = await codeNews(code.uuid, state, signal);
      while (news.state === state) news = await codeNews(code.uuid, state, signal);
      if (news.location !== undefined) {
        this.#surroundings.leave(news.location);
        return;
      }
      state = news.state;
    }
  }

  #draw({ url, picture }: { url: string; picture: string }, state: QrState): void {
    const live = state === 'waiting';
    const over = state === 'expired' || state === 'refused';
    const line = {
      waiting: `${words.connectScan}${this.#opened.app}`,
      scanned: words.connectScanned,
      allowed: words.connectOn,
      refused: words.connectRefused,
      expired: words.connectExpired,
    }[state];
    this.#surroundings.show(
      element(
        'div',
        { class: 'connect-card', 'data-state': state },
        element('h1', {}, words.connectTitle),
        element('img', {
          class: live ? 'connect-code' : 'connect-code used',
          src: picture,
          alt: words.connectTitle,
          'data-url': url,
        }),
        element('p', { role: 'status' }, line),
        live ? element('a', { class: 'small', href: url, target: '_blank' }, words.connectPhone) : null,
        over ? this.#button('primary', words.connectNew, () => this.start()) : null,
        live && fastLogin() ? this.#button('', words.connectQuick, () => this.#quick()) : null,
        live && fastLogin() ? element('p', { class: 'soft small' }, words.connectQuickHint) : null,
      ),
    );
  }

  /** WeChat on the computer knows who this is, and its window has asked already. */
  async #quick(): Promise<void> {
    this.#stop.abort();
    const { people } = await fetchPeople();
    const allow = async (person: string) => {
      const { location: address, errcode } = await answerRequest({ person, answer: 'allow' });
      if (address !== undefined) this.#surroundings.leave(address);
      else this.#surroundings.showError(errcode ?? 0);
    };
    const known = rememberedPerson(people);
    if (known) await allow(known.id);
    else this.#surroundings.show(peoplePicker(people, ({ id }) => void allow(id)));
  }

  #button(look: string, text: string, act: () => Promise<void>): HTMLElement {
    const tapped = () => void act().catch(this.#surroundings.showProblem);
    return element('button', { type: 'button', class: look, onclick: tapped }, text);
  }
}

function fastLogin(): boolean {
  return new URLSearchParams(location.search).get('fast_login') !== '0';
}
