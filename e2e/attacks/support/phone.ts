import type { LoginRequestDetails, MiniProgramSession, ScanResponse, SceneSnapshot } from '@maqiao/shared';
import type { Simulator } from '@maqiao/wechat-simulator';
import { post, type Answer } from '../../proxies/support/calls.ts';
import type { Refusal } from './browser.ts';

export interface PhoneOptions {
  /** Whose phone it is: `a`, `b` or `c` of the stand-in for WeChat, or somebody who was added to it. */
  readonly person?: string;
  readonly ip?: string;
}

type Scanned = ScanResponse & Refusal & { request: LoginRequestDetails };

/** A phone controlled by a test; it can send whatever an attacker's program could. */
export class Phone {
  readonly person: string;
  readonly headers: Record<string, string>;
  accessToken = '';
  readonly #url: string;
  readonly #wechat: Simulator;

  constructor(url: string, wechat: Simulator, { person = 'a', ip }: PhoneOptions = {}) {
    this.#url = url;
    this.#wechat = wechat;
    this.person = person;
    this.headers = ip === undefined ? {} : { 'X-Forwarded-For': ip };
  }

  /** What `wx.login` gives this person. */
  loginCode(): string {
    return this.#wechat.loginCode(this.person);
  }

  async signIn(body: object = {}): Promise<Answer<MiniProgramSession & Refusal>> {
    return this.#keep(
      await this.send('POST', '/api/mini-program/session', { code: this.loginCode(), ...body }),
    );
  }

  /** Points the camera at a code. */
  async scan(scene: string, body: object = {}): Promise<Answer<Scanned>> {
    const scan = { code: this.loginCode(), entry: 1047, ...body };
    return this.#keep(await this.send<Scanned>('POST', `/api/scenes/${scene}/scan`, scan));
  }

  confirm(scene: string, body: object = {}): Promise<Answer<SceneSnapshot & Refusal>> {
    return this.send('POST', `/api/scenes/${scene}/confirm`, body);
  }

  reject(scene: string, body: object = {}): Promise<Answer<SceneSnapshot & Refusal>> {
    return this.send('POST', `/api/scenes/${scene}/reject`, body);
  }

  send<Body>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<Body>> {
    return post<Body>(this.#url + path, body, {
      method,
      headers: {
        ...this.headers,
        ...(this.accessToken !== '' && { Authorization: `Bearer ${this.accessToken}` }),
        ...headers,
      },
    });
  }

  #keep<Given extends { accessToken?: string }>(answer: Answer<Given>): Answer<Given> {
    if (answer.status === 200 && answer.body.accessToken !== undefined)
      this.accessToken = answer.body.accessToken;
    return answer;
  }
}
