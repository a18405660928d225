import type { Landing, OidcBrowser } from './oidc-browser.ts';

/** The form of one of our pages, as a browser without scripts has it. */
export class PageForm {
  readonly #fields = new URLSearchParams();
  /** Values by the names of the buttons. */
  readonly buttons: ReadonlyMap<string, string>;
  readonly action: string;

  constructor(private readonly page: Landing) {
    const [, form = ''] = /(<form[\s\S]*?<\/form>)/.exec(page.body) ?? [];
    const action = /action="([^"]*)"/.exec(form)?.[1];
    if (action === undefined) throw new Error(`no form: ${page.status} ${page.url.href} ${page.body}`);
    this.action = action.replaceAll('&amp;', '&');
    for (const [tag] of form.matchAll(/<input[^>]*>/g))
      this.#fields.set(attribute(tag, 'name'), attribute(tag, 'value'));
    const buttons = [...form.matchAll(/<button[^>]*>/g)].map(([tag]) => tag);
    this.buttons = new Map(buttons.map((tag) => [attribute(tag, 'name'), attribute(tag, 'value')]));
  }

  /** Types into a field, or changes a hidden one. */
  type(name: string, value: string): this {
    this.#fields.set(name, value);
    return this;
  }

  /** Chooses a button by its name; the one without a name when none is given. */
  send(browser: OidcBrowser, button = ''): Promise<Landing> {
    const value = this.buttons.get(button);
    if (value === undefined) throw new Error(`no button ${button}: ${[...this.buttons.keys()].join()}`);
    const body = new URLSearchParams(this.#fields);
    if (button !== '') body.set(button, value);
    return browser.open(new URL(this.action, this.page.url), { method: 'POST', body: body.toString() });
  }
}

/** What stands in the page's largest heading. */
export function headlineOf({ body }: Landing): string {
  return /<h1[^>]*>([^<]*)<\/h1>/.exec(body)?.[1] ?? body;
}

function attribute(tag: string, name: string): string {
  return new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
}
