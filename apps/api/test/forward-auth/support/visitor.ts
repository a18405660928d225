import { request } from 'node:http';
import type { ApiUnderTest } from '../../support/api-under-test.ts';
import { CookieJar } from '../../support/cookie-jar.ts';
import { interactionOf, OidcBrowser } from '../../oidc/support/oidc-browser.ts';

export const WIKI = 'wiki.example.com';
export const TOOLS = 'tools.example.com';

/** What a visitor asks of a protected site. */
interface Visit {
  uri?: string;
  method?: string;
  headers?: Record<string, string>;
  /** False for a program, which asks for no page. */
  navigates?: boolean;
}

/** A person with a browser in front of sites whose proxy asks us. The login host's cookies are in `login`. */
export class Visitor {
  readonly login: OidcBrowser;
  readonly #jars = new Map<string, CookieJar>();

  constructor(
    readonly api: ApiUnderTest,
    person = 'a',
  ) {
    this.login = new OidcBrowser(api, person);
  }

  /** The cookies of a site. */
  jar(host: string): CookieJar {
    const jar = this.#jars.get(host) ?? new CookieJar();
    this.#jars.set(host, jar);
    return jar;
  }

  /** What the proxy of a site is told about a request of this browser. */
  check(host: string, { uri = '/', method = 'GET', headers = {}, navigates = true }: Visit = {}) {
    return this.#send(host, '/forward-auth?redirect', {
      'X-Forwarded-Uri': uri,
      'X-Forwarded-Method': method,
      ...(navigates ? NAVIGATION : { Accept: '*/*', 'Sec-Fetch-Mode': 'cors' }),
      ...headers,
    });
  }

  /** Opens an address below `/.maqiao` of a site, which its proxy hands to us. */
  open(host: string, path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.#send(host, path, { ...NAVIGATION, ...headers });
  }

  /** Begins at a site. @returns the address at the login host that the browser is sent to */
  async begin(host: string, uri = '/'): Promise<string> {
    const asked = await this.check(host, { uri });
    const own = new URL(asked.headers.get('location') ?? '');
    const begun = await this.open(host, own.pathname + own.search);
    return begun.headers.get('location') ?? '';
  }

  /** Agrees at the login host, by the phone where nobody is signed in there. @returns the site's callback */
  async agree(address: string): Promise<URL> {
    const landing = await this.login.open(address);
    if (landing.url.origin !== this.api.settings.publicUrl) return landing.url;
    const { body } = await this.login.scan(interactionOf(landing));
    return new URL(body.continueTo ?? '');
  }

  /** Comes back to a site. */
  comeBack(host: string, callback: URL): Promise<Response> {
    return this.open(host, callback.pathname + callback.search);
  }

  /** The whole sign-in. @returns the answer of the callback */
  async signIn(host: string, uri = '/'): Promise<Response> {
    return this.comeBack(host, await this.agree(await this.begin(host, uri)));
  }

  async #send(host: string, path: string, headers: Record<string, string>): Promise<Response> {
    const jar = this.jar(host);
    const cookie = jar.header(path.split('?')[0] ?? path);
    const answer = await get(this.login.at + path, {
      'X-Forwarded-Host': host,
      ...(cookie !== undefined && { Cookie: cookie }),
      ...headers,
    });
    jar.take(answer.headers);
    return answer;
  }
}

/** `fetch` writes Sec-Fetch-Mode itself. */
function get(url: string, headers: Record<string, string>): Promise<Response> {
  return new Promise((resolve, reject) => {
    request(url, { headers, agent: false }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      answer.on('error', reject).on('end', () => {
        const fields = Object.entries(answer.headersDistinct).flatMap(([name, values = []]) =>
          values.map((value): [string, string] => [name, value]),
        );
        resolve(new Response(text, { status: answer.statusCode ?? 0, headers: fields }));
      });
    })
      .on('error', reject)
      .end();
  });
}

const NAVIGATION = { Accept: 'text/html', 'Accept-Language': 'zh-CN', 'Sec-Fetch-Mode': 'navigate' };
