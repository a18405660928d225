import { describe, expect, jest, test } from '@jest/globals';
import { createSceneName, createVerifier, type ClaimResult } from '@maqiao/shared';
import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { openHome, TIMEOUT_MS, tapWhenReady } from '../phone/support/person.ts';
import { copyProgram } from '../support/copy-program.ts';
import { scanInNode } from '../support/phone-in-node.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { copyNativeProgram, NATIVE_PATH } from './support/native-program.ts';
import { copyUniProgram, UNI_PATH } from './support/uni-program.ts';

jest.setTimeout(60_000);

const CALLBACK = 'https://notes.example.org/callback';
const CLIENT = '河畔笔记';

describe.each([
  ['Taro', 'pages/login/index', copyProgram],
  ['native page', NATIVE_PATH, copyNativeProgram],
  ['uni-app', UNI_PATH, copyUniProgram],
])('issue 15, number 3: %s', (_name, page, copy) => {
  test('a client asks, the phone names it, and the confirm sends the person back to it', async () => {
    const stack = await startStack({ WECHAT_PAGE: page }, { copy });
    register(stack);
    const browser = new Browser(stack.url);
    const asked = await browser.goTo(authorization());
    expect(asked).toMatch(/^\/interaction\/[\w-]+$/);
    const uid = asked.split('/').at(-1);
    const verifier = createVerifier(globalThis.crypto);
    const scene = createSceneName(verifier, Date.now());
    await browser.post('/api/scenes', { scene, interaction: uid });

    const phone = await scanInNode(stack, scene, { page });
    await phone.until(() => phone.text('#confirm'), 'the request', TIMEOUT_MS);
    expect(phone.text('#client-name')).toBe(CLIENT);
    expect(phone.text('#client-host')).toBe('notes.example.org');
    expect([phone.text('#site-name'), phone.text('#site-url')]).toEqual(['山前书店', stack.url]);
    phone.tap('#confirm');
    await phone.until(() => phone.text('#happened') === '已登录', 'the outcome', TIMEOUT_MS);

    const { continueTo = '' } = await browser.post<ClaimResult>('/api/session', { scene, verifier });
    const back = new URL(await browser.goTo(continueTo));
    expect(back.origin + back.pathname).toBe(CALLBACK);
    expect(back.searchParams.get('code')).toBeTruthy();

    if (page === 'pages/login/index') {
      const home = await openHome(stack);
      await tapWhenReady(home, '#audit-log');
      await home.until(() => home.text('#audit-log-end'), 'the audit log', TIMEOUT_MS);
      // Scanned, confirmed, signed in.
      expect(home.text('#audit-log')?.split(`应用：${CLIENT}`)).toHaveLength(4);
    }
    expect(stack.output()).not.toMatch(/unhandled|"level":(50|60)/i);
  });
});

/** A public client, as its row in the database. */
function register({ databaseFile }: Stack): void {
  const metadata = {
    client_id: 'notes',
    client_name: CLIENT,
    application_type: 'web',
    redirect_uris: [CALLBACK],
    post_logout_redirect_uris: [],
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    id_token_signed_response_alg: 'RS256',
    scope: 'openid profile offline_access',
    require_pkce: true,
  };
  const database = new DatabaseSync(databaseFile, { timeout: 5000 });
  try {
    database
      .prepare(
        'insert into clients (client_id, metadata, source, created_at, updated_at) values (?, ?, ?, ?, ?)',
      )
      .run(metadata.client_id, JSON.stringify(metadata), 'owner', Date.now(), Date.now());
  } finally {
    database.close();
  }
}

/** The path of an authorization request. */
function authorization(): string {
  const query = new URLSearchParams({
    client_id: 'notes',
    redirect_uri: CALLBACK,
    response_type: 'code',
    scope: 'openid profile',
    state: 'state-of-the-client',
    code_challenge: createHash('sha256').update('v'.repeat(43)).digest('base64url'),
    code_challenge_method: 'S256',
  });
  return `/oidc/auth?${query.toString()}`;
}

/** A browser in front of our server: it keeps cookies, and follows one redirect at a time. */
class Browser {
  readonly #cookies = new Map<string, string>();
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** @returns where the answer sends it */
  async goTo(address: string): Promise<string> {
    const answer = await this.#fetch(new URL(address, this.#url), { headers: { Accept: 'text/html' } });
    return answer.headers.get('location') ?? `${answer.status}: ${await answer.text()}`;
  }

  async post<T>(path: string, body: object): Promise<T> {
    const answer = await this.#fetch(new URL(path, this.#url), {
      method: 'POST',
      headers: { Origin: this.#url, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${text}`);
    return JSON.parse(text) as T;
  }

  async #fetch(
    url: URL,
    init: { method?: string; headers: Record<string, string>; body?: string },
  ): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { ...init.headers, Cookie: cookie },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.#cookies.set(name, value);
    }
    return answer;
  }
}
