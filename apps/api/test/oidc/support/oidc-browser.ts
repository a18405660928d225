import { createSceneName, createVerifier, type ClaimResult, type SignInOptions } from '@maqiao/shared';
import type { ApiUnderTest } from '../../support/api-under-test.ts';
import { CookieJar } from '../../support/cookie-jar.ts';

/** Where a browser has come to: an answer that is no redirect, or the redirect that leaves our server. */
export interface Landing {
  status: number;
  url: URL;
  body: string;
  headers: Headers;
}

/** A browser in front of our pages: it keeps cookies and follows redirects, and its person has a phone. */
export class OidcBrowser {
  readonly jar = new CookieJar();
  /** Instance that its calls reach; every page has the address of `PUBLIC_URL`. */
  at: string;

  constructor(
    readonly api: ApiUnderTest,
    readonly person = 'a',
  ) {
    this.at = api.url;
  }

  /** Opens an address, and follows redirects as long as they stay with us. */
  async open(
    address: string | URL,
    init: { method?: string; body?: string; type?: string } = {},
  ): Promise<Landing> {
    let url = new URL(address, this.api.settings.publicUrl);
    let { method = 'GET', body } = init;
    for (;;) {
      const answer = await this.send(url.pathname + url.search, {
        method,
        ...(body !== undefined && { body }),
        headers: {
          Accept: 'text/html',
          'Sec-Fetch-Mode': 'navigate',
          ...(body !== undefined && { 'Content-Type': init.type ?? 'application/x-www-form-urlencoded' }),
        },
      });
      const location = answer.headers.get('location');
      if (location === null)
        return { status: answer.status, url, body: await answer.text(), headers: answer.headers };
      await answer.body?.cancel();
      url = new URL(location, url);
      if (url.origin !== this.api.settings.publicUrl)
        return { status: answer.status, url, body: '', headers: answer.headers };
      [method, body] = ['GET', undefined];
    }
  }

  /** Sends one request with the cookies of its path. */
  async send(path: string, init: RequestInit = {}): Promise<Response> {
    const cookie = this.jar.header(path.split('?')[0] ?? path);
    const answer = await fetch(this.at + path, {
      redirect: 'manual',
      ...init,
      headers: {
        ...(init.headers as Record<string, string>),
        ...(cookie !== undefined && { Cookie: cookie }),
      },
    });
    this.jar.take(answer.headers);
    return answer;
  }

  /** What our own page calls. */
  async call<T>(path: string, body?: object): Promise<{ status: number; body: T }> {
    const answer = await this.send(path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        Origin: this.api.settings.publicUrl,
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as T };
  }

  options(uid: string): Promise<{ status: number; body: SignInOptions }> {
    return this.call(`/api/sign-in-options?interaction=${uid}`);
  }

  /** Shows a code for an interaction, and the person confirms it on the phone. @returns the claim's answer */
  async scan(interaction?: string): Promise<{ status: number; body: ClaimResult & { code?: string } }> {
    const verifier = createVerifier(globalThis.crypto);
    const scene = createSceneName(verifier, this.api.clock.now());
    await this.call('/api/scenes', { scene, ...(interaction !== undefined && { interaction }) });
    const phone = this.api.phone(this.person);
    const scanned = await phone.scan(scene);
    const { match } = scanned.body.request;
    const { number } = match === 'none' ? { number: undefined } : await this.#numberOf(scene, verifier);
    await phone.confirm(scene, number === undefined ? {} : { number });
    return this.call('/api/session', { scene, verifier });
  }

  async #numberOf(scene: string, verifier: string): Promise<{ number?: string }> {
    const { body } = await this.call<{ scene: { number?: string } }>(`/api/scenes/${scene}/token`, {
      verifier,
    });
    return body.scene;
  }
}

/** The id in the address of an interaction's page. */
export function interactionOf(landing: Landing): string {
  const [, uid] = /^\/interaction\/([\w-]+)$/.exec(landing.url.pathname) ?? [];
  if (uid === undefined)
    throw new Error(`no interaction: ${landing.status} ${landing.url.href} ${landing.body}`);
  return uid;
}
