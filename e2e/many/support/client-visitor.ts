import type { LoginState } from '@maqiao/browser';
import type { Fleet } from './fleet.ts';
import { LoginPage } from './login-page.ts';
import { oneShotFetch } from './one-shot-fetch.ts';
import { Phone } from './phone.ts';

/** A person whom a client has sent to sign in: a browser, and the phone in their hand. */
export class ClientVisitor {
  readonly phone: Phone;
  /** Name and value, by name. */
  readonly #cookies = new Map<string, string>();
  readonly #fleet: Fleet;
  #page: LoginPage | undefined;
  /** Where the page is sent once the person has signed in. */
  #continueTo: Promise<string> | undefined;

  constructor(fleet: Fleet, person: string) {
    this.#fleet = fleet;
    fleet.wechat.people.add({ id: person, label: person });
    this.phone = new Phone(fleet.url, fleet.wechat, person);
  }

  /** Opens an address, and follows redirects for as long as they stay with the server. @returns where it ends */
  async open(address: URL | string): Promise<URL> {
    let url = new URL(address);
    while (url.origin === this.#fleet.url) {
      const cookie = [...this.#cookies.values()].join('; ');
      const answer = await oneShotFetch(url.href, {
        headers: {
          Accept: 'text/html',
          'Sec-Fetch-Mode': 'navigate',
          ...(cookie !== '' && { Cookie: cookie }),
        },
      });
      for (const line of answer.headers.getSetCookie()) {
        const [pair = ''] = line.split(';');
        const [name = '', value] = pair.split('=');
        if (value === '' || /max-age=0/i.test(line)) this.#cookies.delete(name);
        else this.#cookies.set(name, pair);
      }
      const location = answer.headers.get('location');
      if (location === null) {
        if (answer.ok) return url;
        throw new Error(`${url.pathname} answers ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
      }
      url = new URL(location, url);
    }
    return url;
  }

  /** Begins to sign in: the page of the interaction shows a code. @returns the scene */
  async begin(authorization: URL): Promise<string> {
    const { pathname } = await this.open(authorization);
    const [, uid] = /^\/interaction\/([\w-]+)$/.exec(pathname) ?? [];
    if (uid === undefined) throw new Error(`no interaction but ${pathname}`);
    this.#continueTo = new Promise((resolve) => {
      const answers = {
        asked: { interaction: uid },
        onAnswered: (to: string | undefined) => resolve(to ?? ''),
      };
      this.#page = new LoginPage(this.#fleet.url, { answers, cookies: this.#cookies });
    });
    this.page.login.start();
    return this.scene();
  }

  get page(): LoginPage {
    if (this.#page === undefined) throw new Error('no page is open');
    return this.#page;
  }

  /** The code that the page shows, once it shows one. */
  async scene(): Promise<string> {
    const state = await this.page.until(({ phase }) => phase === 'waiting', 'a code');
    return (state as LoginState & { scene: string }).scene;
  }

  async scan(scene: string): Promise<void> {
    const code = await this.phone.insist(() => this.phone.scan(scene));
    if (code !== undefined) throw new Error(`the scan ended with ${code}`);
  }

  /** Confirms on the phone, and goes where the page is then sent. @returns where that ends: at the client */
  async confirm(scene: string): Promise<URL> {
    const code = await this.phone.insist(() => this.phone.confirm(scene));
    if (code !== undefined) throw new Error(`the confirm ended with ${code}`);
    const to = await this.#continueTo;
    this.page.login.stop();
    return this.open(to ?? '');
  }

  /** Leaves the page. */
  leave(): void {
    this.phone.putDown();
    this.#page?.login.stop();
  }
}
