import type { Simulator } from '@maqiao/wechat-simulator';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { startApi, type ApiUnderTest } from '../../support/api-under-test.ts';
import { CookieJar } from '../../support/cookie-jar.ts';
import { accountsOf, startWechat } from './wechat-accounts.ts';

export const DESKTOP =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';
export const WECHAT =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.60(0x18003c31) NetType/WIFI Language/zh_CN';

type Method = 'website' | 'official-account-web';
type Visit = Parameters<Simulator['web']['visit']>[1];

export interface Page {
  readonly status: number;
  readonly location: string;
  readonly body: string;
  readonly headers: Headers;
}

/** Starts an API with all accounts; it is stopped after the test. */
export async function startWithAccounts({
  environment = {},
  bound = false,
}: { environment?: Record<string, string>; bound?: boolean } = {}): Promise<ApiUnderTest> {
  const wechat = await startWechat({ bound });
  return startApi({ environment: { ...accountsOf(wechat), ...environment }, wechat });
}

/** A browser that goes to WeChat and comes back, step by step. It keeps cookies. */
export class Traveller {
  /** Instance that its calls reach. */
  at: string;

  constructor(
    readonly api: ApiUnderTest,
    readonly userAgent = DESKTOP,
    readonly jar = new CookieJar(),
  ) {
    this.at = api.url;
  }

  /** Opens an address of ours, as a link on a page of ours unless the headers say otherwise. */
  async open(
    path: string,
    headers: Record<string, string> = {},
    method = 'GET',
    body?: string,
  ): Promise<Page> {
    const cookie = this.jar.header(path.split('?')[0] ?? path);
    const sent = {
      Accept: 'text/html',
      'Accept-Language': 'en',
      'User-Agent': this.userAgent,
      'Sec-Fetch-Mode': 'navigate',
      'Sec-Fetch-Site': 'same-origin',
      ...(cookie !== undefined && { Cookie: cookie }),
      ...headers,
    };
    const answer = await navigate(this.at + path, method, sent, body);
    this.jar.take(answer.headers);
    return answer;
  }

  /** What a page of ours, or of another origin, calls. */
  async call<T>(path: string, body: object, headers: Record<string, string> = {}) {
    const cookie = this.jar.header(path);
    const answer = await fetch(this.at + path, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'User-Agent': this.userAgent,
        Origin: this.api.settings.publicUrl,
        ...(cookie !== undefined && { Cookie: cookie }),
        ...headers,
      },
      body: JSON.stringify(body),
    });
    this.jar.take(answer.headers);
    return { status: answer.status, body: (await answer.json()) as T };
  }

  begin(method: Method, query = ''): Promise<Page> {
    return this.open(`/sign-in/${method}${query}`);
  }

  /** What the person does at WeChat. @returns the path with which the browser comes back; undefined when it does not */
  atWechat(location: string, visit: Partial<Visit> = {}): string | undefined {
    const { location: back } = this.api.simulator.web.visit(location, { person: 'a', ...visit });
    return back === undefined ? undefined : this.#pathOf(back);
  }

  /** Comes back: from another site, as browsers say it. */
  arrive(path: string, headers: Record<string, string> = {}): Promise<Page> {
    return this.open(path, { 'Sec-Fetch-Site': 'cross-site', ...headers });
  }

  /** To WeChat and back, as often as it takes. */
  async travel(method: Method, query = '', visit: Partial<Visit> = {}): Promise<Page> {
    let page = await this.begin(method, query);
    while (page.location.startsWith(this.api.simulator.url)) {
      const back = this.atWechat(page.location, visit);
      if (back === undefined) throw new Error('the browser stays at WeChat');
      page = await this.arrive(back);
    }
    return page;
  }

  /** Who is signed in here; undefined for nobody. */
  async signedIn(): Promise<string | undefined> {
    const refreshed = await this.call<{ accessToken?: string }>('/api/session/refresh', {});
    const { accessToken } = refreshed.body;
    if (accessToken === undefined) return undefined;
    const payload = Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString();
    return (JSON.parse(payload) as { sub: string }).sub;
  }

  #pathOf(address: string): string {
    const url = new URL(address);
    if (url.origin !== this.api.settings.publicUrl) throw new Error(`leads to ${url.origin}`);
    return url.pathname + url.search;
  }
}

/** By Node's own client: `fetch` writes headers of Fetch Metadata itself. */
async function navigate(
  url: string,
  method: string,
  headers: Record<string, string>,
  body: string | undefined,
): Promise<Page> {
  const sent = request(url, { method, headers }).end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const received = new Headers();
  for (const [name, values] of Object.entries(answer.headersDistinct))
    for (const value of values ?? []) received.append(name, value);
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  return {
    status: answer.statusCode ?? 0,
    location: received.get('location') ?? '',
    body: Buffer.concat(chunks).toString(),
    headers: received,
  };
}
