import { createHash, randomBytes } from 'node:crypto';
import { createSceneName, createVerifier } from '@maqiao/shared';
import { HttpClient, type RawAnswer } from './http-client.ts';
import { PUBLIC_URL } from './login-attempts.ts';

const REDIRECT_URI = 'https://shop.example.com/callback';
const FORM = 'application/x-www-form-urlencoded';
const NAVIGATION = 'Accept: text/html\r\nSec-Fetch-Mode: navigate\r\n';

/** The client of all measured servers, as CLIENTS_FILE has it: with a secret, and PKCE. */
export const CLIENT = {
  client_id: 'shop',
  client_name: 'Shop',
  redirect_uris: [REDIRECT_URI],
  client_secret: randomBytes(32).toString('base64url'),
};

const BASIC = `Authorization: Basic ${Buffer.from(`${CLIENT.client_id}:${CLIENT.client_secret}`).toString('base64')}\r\n`;

/** How somebody gets past the page of an interaction: by the scan of a code, or by opening it. */
export type Interacting = 'scan' | 'open';

/** Cookies by name. */
type Browser = Map<string, string>;

/** Sign-ins at a client by browsers that are signed in already: a request answered with a code, and the code redeemed. */
export class CodeExchanges {
  readonly #http: HttpClient;
  readonly #interacting: Interacting;
  readonly #browsers: Browser[] = [];
  #turn = 0;

  constructor(port: number, interacting: Interacting) {
    this.#http = new HttpClient(port);
    this.#interacting = interacting;
  }

  /** Signs so many people in, each in a browser of their own. */
  async signIn(people: number): Promise<void> {
    for (let person = 0; person < people; person += 1) {
      const browser: Browser = new Map();
      const { path, verifier } = request();
      const first = await this.#open(browser, path);
      const landing = pathOf(first);
      if (!landing.startsWith('/interaction/')) throw new Error(`no interaction: ${first.head}`);
      const resume =
        this.#interacting === 'open'
          ? pathOf(await this.#open(browser, landing))
          : await this.#scan(browser, landing.slice('/interaction/'.length), person);
      await this.#redeem(codeOf(await this.#open(browser, resume)), verifier);
      this.#browsers.push(browser);
    }
  }

  /** One sign-in, by the next browser. @returns milliseconds from the request to the tokens */
  async exchange(): Promise<number> {
    const browser = this.#browsers[(this.#turn += 1) % this.#browsers.length] as Browser;
    const { path, verifier } = request();
    const began = performance.now();
    await this.#redeem(codeOf(await this.#open(browser, path)), verifier);
    return performance.now() - began;
  }

  close(): void {
    this.#http.close();
  }

  async #open(browser: Browser, path: string): Promise<RawAnswer> {
    return taking(browser, await this.#http.call('GET', path, NAVIGATION + cookieOf(browser), ''));
  }

  async #redeem(code: string, verifier: string): Promise<void> {
    const parameters = {
      grant_type: 'authorization_code',
      code,
      redirect_uri: REDIRECT_URI,
      code_verifier: verifier,
    };
    const body = new URLSearchParams(parameters).toString();
    const answer = await this.#http.call('POST', '/oidc/token', BASIC, body, FORM);
    if (answer.status !== 200 || !answer.body.includes('"id_token"'))
      throw new Error(`token: ${answer.status} ${answer.body.slice(0, 300)}`);
  }

  /** @returns the path that the page is sent to */
  async #scan(browser: Browser, interaction: string, person: number): Promise<string> {
    const verifier = createVerifier(globalThis.crypto);
    const scene = createSceneName(verifier, Date.now());
    const call = async (path: string, headers: string, body: object) => {
      const answer = await this.#http.call('POST', path, headers, JSON.stringify(body));
      if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.body.slice(0, 300)}`);
      return answer;
    };
    const page = () => `Origin: ${PUBLIC_URL}\r\n${cookieOf(browser)}`;
    await call('/api/scenes', page(), { scene, interaction });
    const code = `p${person}.${randomBytes(8).toString('hex')}`;
    const scanned = JSON.parse((await call(`/api/scenes/${scene}/scan`, '', { code, entry: 1047 })).body) as {
      accessToken: string;
    };
    await call(`/api/scenes/${scene}/confirm`, `Authorization: Bearer ${scanned.accessToken}\r\n`, {});
    const claimed = taking(browser, await call('/api/session', page(), { scene, verifier }));
    const { continueTo } = JSON.parse(claimed.body) as { continueTo: string };
    const { pathname, search } = new URL(continueTo);
    return pathname + search;
  }
}

/** A new request of the client, with PKCE (RFC 7636). */
function request(): { path: string; verifier: string } {
  const verifier = randomBytes(32).toString('base64url');
  const parameters = {
    client_id: CLIENT.client_id,
    redirect_uri: REDIRECT_URI,
    response_type: 'code',
    scope: 'openid profile',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    state: randomBytes(16).toString('base64url'),
    nonce: randomBytes(16).toString('base64url'),
  };
  return { path: `/oidc/auth?${new URLSearchParams(parameters).toString()}`, verifier };
}

function cookieOf(browser: Browser): string {
  return browser.size === 0 ? '' : `Cookie: ${[...browser.values()].join('; ')}\r\n`;
}

function taking(browser: Browser, answer: RawAnswer): RawAnswer {
  for (const [, pair = '', name = '', value = ''] of answer.head.matchAll(
    /^set-cookie: (([^=]+)=([^;\r]*))/gim,
  )) {
    if (value === '') browser.delete(name);
    else browser.set(name, pair);
  }
  return answer;
}

function locationOf({ head, status, body }: RawAnswer): URL {
  const [, location] = /^location: (\S+)/im.exec(head) ?? [];
  if (location === undefined) throw new Error(`no redirect: ${status} ${body.slice(0, 300)}`);
  return new URL(location, PUBLIC_URL);
}

function pathOf(answer: RawAnswer): string {
  const { pathname, search } = locationOf(answer);
  return pathname + search;
}

function codeOf(answer: RawAnswer): string {
  const code = locationOf(answer).searchParams.get('code');
  if (code === null) throw new Error(`no code: ${locationOf(answer).href}`);
  return code;
}
