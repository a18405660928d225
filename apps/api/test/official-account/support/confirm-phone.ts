import type { Simulator } from '@maqiao/wechat-simulator';
import type { ApiUnderTest } from '../../support/api-under-test.ts';
import { Traveller, WECHAT, type Page } from '../../redirects/support/journey.ts';

type Visit = Partial<Parameters<Simulator['web']['visit']>[1]>;

/** The phone of a person who has a link to a confirm page: WeChat's browser, step by step. */
export class ConfirmPhone extends Traveller {
  constructor(
    api: ApiUnderTest,
    readonly person: string,
    userAgent = WECHAT,
  ) {
    super(api, userAgent);
  }

  /** The path of the newest link in the chat. */
  link(): string {
    for (const message of [...this.api.simulator.officialAccount.chat(this.person)].reverse()) {
      const text = message.from === 'account' && message.kind === 'text' ? message.text : '';
      const [, href] = /<a href="([^"]+)">/.exec(text) ?? [];
      if (href !== undefined) return href.slice(this.api.settings.publicUrl.length);
    }
    throw new Error('no link in the chat');
  }

  /** Taps a link: to WeChat and back, to the page that is left then. */
  async follow(path = this.link(), visit: Visit = {}): Promise<Page> {
    let page = await this.open(path, { 'Sec-Fetch-Site': 'none' });
    while (page.status === 303) {
      const { location } = page;
      const isAway = location.startsWith(this.api.simulator.url);
      const back = isAway ? this.atWechat(location, { person: this.person, ...visit }) : location;
      if (back === undefined) throw new Error('the browser stays at WeChat');
      page = await this.arrive(back);
    }
    return page;
  }

  /** Sends a form of the page; redirects are not followed. */
  send(
    path: string,
    fields: Readonly<Record<string, string>>,
    headers: Record<string, string> = {},
  ): Promise<Page> {
    const body = new URLSearchParams(fields).toString();
    const form = {
      'Content-Type': 'application/x-www-form-urlencoded',
      'Content-Length': String(Buffer.byteLength(body)),
      Origin: this.api.settings.publicUrl,
    };
    return this.open(path, { ...form, ...headers }, 'POST', body);
  }

  /** Presses a button, and sees the page that is left then. */
  async press(path: string, fields: Readonly<Record<string, string>>): Promise<Page> {
    const page = await this.send(path, fields);
    return page.status === 303 ? this.follow(page.location) : page;
  }

  /** Taps the link in the chat, up to the question: the page that opens sends its form by itself. */
  async ask(path = this.link()): Promise<Page> {
    const page = await this.follow(path);
    return page.body.includes('data-sends-itself') ? this.press(path, { answer: 'open' }) : page;
  }
}
