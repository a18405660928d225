import { createSceneName, createVerifier } from '@maqiao/shared';
import type { BrowserContext, Page } from 'playwright-core';
import { request } from 'node:https';
import { openContext } from '../../support/chromium.ts';
import { post } from './calls.ts';
import type { ProtectedName, ProtectedSites } from './protected-site.ts';

/** An answer of a protected site to a program. */
export interface SiteAnswer {
  readonly status: number;
  readonly location: string | undefined;
  readonly text: string;
}

/**
 * Asks a protected site as a program that can write anything. Header lines as they are given: several of one name are
 * several lines. The path may be a whole address (RFC 9112 §3.2.2).
 */
export function ask(
  { port }: ProtectedSites,
  name: string,
  path: string,
  { method = 'GET', headers = [] }: { method?: string; headers?: [string, string][] } = {},
): Promise<SiteAnswer> {
  return new Promise((resolve, reject) => {
    const lines = [['Host', `${name}:${port}`], ...headers].flat();
    const call = request(
      {
        host: '127.0.0.1',
        port,
        method,
        path,
        headers: lines,
        servername: name,
        rejectUnauthorized: false,
        agent: false,
      },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        answer.on('error', reject).on('end', () => {
          resolve({ status: answer.statusCode ?? 0, location: answer.headers.location, text });
        });
      },
    );
    call.on('error', reject).end();
  });
}

/** A person with Chromium and a phone in front of protected sites. */
export class ProtectedVisitor {
  readonly sites: ProtectedSites;
  readonly context: BrowserContext;
  readonly page: Page;

  private constructor(sites: ProtectedSites, context: BrowserContext, page: Page) {
    this.sites = sites;
    this.context = context;
    this.page = page;
  }

  static async open(sites: ProtectedSites): Promise<ProtectedVisitor> {
    const context = await openContext({ ignoreHTTPSErrors: true });
    return new ProtectedVisitor(sites, context, await context.newPage());
  }

  /** Opens an address of a site. @returns the status of what it came to */
  async visit(name: ProtectedName, path: string): Promise<number | undefined> {
    return (await this.page.goto(`https://${name}:${this.sites.port}${path}`))?.status();
  }

  /** Where the browser is, as host and path. */
  get place(): string {
    const { hostname, pathname, search } = new URL(this.page.url());
    return hostname + pathname + search;
  }

  /** On the page of an interaction, by the calls of that page: a code is shown, and the person confirms on the phone. */
  async scanAndConfirm(): Promise<void> {
    const interaction = this.page.url().split('/interaction/')[1];
    const { loginUrl, simulator } = this.sites;
    const verifier = createVerifier(globalThis.crypto);
    const scene = createSceneName(verifier, Date.now());
    await this.#call('/api/scenes', { scene, interaction });
    const scan = { code: simulator.loginCode('a'), entry: 1047 };
    const { body } = await post(`${loginUrl}/api/scenes/${scene}/scan`, scan);
    const headers = { Authorization: `Bearer ${body.accessToken ?? ''}` };
    await post(`${loginUrl}/api/scenes/${scene}/confirm`, {}, { headers });
    await this.#goOn(await this.#call('/api/session', { scene, verifier }));
  }

  /** On the page of an interaction: "Continue", as whoever is signed in. */
  async goOn(): Promise<void> {
    const interaction = this.page.url().split('/interaction/')[1] ?? '';
    await this.#goOn(await this.#call(`/api/interactions/${interaction}/continue`, {}));
  }

  /** Signs every browser out, on the phone. @returns the status of that */
  async signOutOnPhone(): Promise<number> {
    const { loginUrl, simulator } = this.sites;
    const code = simulator.loginCode('a');
    const { body } = await post(`${loginUrl}/api/mini-program/session`, { code });
    const headers = { Authorization: `Bearer ${body.accessToken ?? ''}` };
    const again = { loginCode: simulator.loginCode('a') };
    return (await post(`${loginUrl}/api/sessions`, again, { method: 'DELETE', headers })).status;
  }

  /** The cookies of a site, as a line that a program may send. */
  async cookiesOf(name: ProtectedName): Promise<string> {
    const cookies = await this.context.cookies(`https://${name}:${this.sites.port}`);
    return cookies.map(({ name: key, value }) => `${key}=${value}`).join('; ');
  }

  async #goOn({ continueTo }: { continueTo?: string }): Promise<void> {
    if (continueTo === undefined) throw new Error('the page is not told where to go');
    await this.page.goto(continueTo);
  }

  #call(path: string, body: object): Promise<{ continueTo?: string }> {
    return this.page.evaluate(
      async ([to, text]) => {
        const headers = { 'Content-Type': 'application/json' };
        const answer = await fetch(to, { method: 'POST', headers, body: text });
        return (await answer.json()) as { continueTo?: string };
      },
      [path, JSON.stringify(body)] as const,
    );
  }
}
