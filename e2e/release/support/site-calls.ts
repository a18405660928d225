import { createSceneName, createVerifier } from '@maqiao/shared';
import type { Simulator } from '@maqiao/wechat-simulator';

/** WeChat's entry number of a mini-program code that was scanned. */
const QR_SCAN = 1047;

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  /** `name=value` of the session's cookie, where one was set. */
  readonly cookie: string | undefined;
}

interface Call {
  readonly method?: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The calls of browsers and phones to the server of an archive; each is one line of docs/protocol.md. */
export class SiteCalls {
  readonly url: string;
  readonly #simulator: Simulator;

  constructor(url: string, simulator: Simulator) {
    this.url = url;
    this.#simulator = simulator;
  }

  async call(path: string, { method = 'POST', body, headers = {} }: Call = {}): Promise<Answer> {
    const response = await fetch(this.url + path, {
      method,
      headers: { ...(body && { 'Content-Type': 'application/json' }), ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const cookies = response.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
    return {
      status: response.status,
      body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>,
      cookie: cookies.find((cookie) => cookie.startsWith('maqiao=')),
    };
  }

  /** A person opens the mini program. @returns the headers of their phone's next calls */
  async phone(person: string): Promise<{ Authorization: string }> {
    const code = this.#simulator.loginCode(person);
    const { body } = await this.#expect(200, this.call('/api/mini-program/session', { body: { code } }));
    return { Authorization: `Bearer ${String(body.accessToken)}` };
  }

  /** A person scans the code of a browser and confirms. @returns the browser's cookie */
  async signIn(person: string): Promise<string> {
    const verifier = createVerifier(globalThis.crypto);
    const scene = createSceneName(verifier, Date.now());
    await this.#expect(201, this.call('/api/scenes', { body: { scene } }));
    const code = this.#simulator.loginCode(person);
    const scanned = await this.#expect(
      200,
      this.call(`/api/scenes/${scene}/scan`, { body: { code, entry: QR_SCAN } }),
    );
    const headers = { Authorization: `Bearer ${String(scanned.body.accessToken)}` };
    await this.#expect(200, this.call(`/api/scenes/${scene}/confirm`, { body: {}, headers }));
    return this.#cookieOf(this.call('/api/session', { body: { scene, verifier } }));
  }

  /** @returns the next cookie */
  refresh(cookie: string): Promise<string> {
    return this.#cookieOf(this.call('/api/session/refresh', { headers: { Cookie: cookie } }));
  }

  /** Whose the cookie is, as the site's page learns it; the cookie is used up by it. */
  async whoHas(cookie: string): Promise<Record<string, unknown>> {
    const refreshed = await this.#expect(
      200,
      this.call('/api/session/refresh', { headers: { Cookie: cookie } }),
    );
    const headers = { Authorization: `Bearer ${String(refreshed.body.accessToken)}` };
    return (await this.#expect(200, this.call('/api/me', { method: 'GET', headers }))).body;
  }

  async #cookieOf(call: Promise<Answer>): Promise<string> {
    const { cookie } = await this.#expect(200, call);
    if (cookie === undefined) throw new Error('no cookie was set');
    return cookie;
  }

  async #expect(status: number, call: Promise<Answer>): Promise<Answer> {
    const answer = await call;
    if (answer.status !== status)
      throw new Error(`${answer.status} instead of ${status}: ${JSON.stringify(answer.body)}`);
    return answer;
  }
}
