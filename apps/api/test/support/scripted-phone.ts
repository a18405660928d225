import type { MiniProgramSession, ScanResponse, SceneSnapshot } from '@maqiao/shared';
import type { Simulator } from '@maqiao/wechat-simulator';
import { call, type Answer, type Refusable } from './answer.ts';

/** A phone's side of a login, controlled by a test, as `wx.request` sends it: no Origin, and a Referer of WeChat's. */
export class ScriptedPhone {
  #url: string;
  readonly #simulator: Simulator;
  readonly person: string;
  accessToken: string | undefined;
  /** Sent with each call, such as forwarding headers. */
  headers: Record<string, string> = {};

  constructor(url: string, simulator: Simulator, person: string) {
    this.#url = url;
    this.#simulator = simulator;
    this.person = person;
  }

  /** From here on its calls reach another instance. */
  goTo(url: string): void {
    this.#url = url;
  }

  async signIn(
    code = this.#simulator.loginCode(this.person),
  ): Promise<Answer<MiniProgramSession & Refusable>> {
    return this.#keepToken(await this.post('/api/mini-program/session', { code }));
  }

  async scan(
    scene: string,
    {
      entry = 1047,
      code = this.#simulator.loginCode(this.person),
      ...more
    }: { entry?: number; code?: string; purposes?: string[] } = {},
  ): Promise<Answer<ScanResponse & Refusable>> {
    return this.#keepToken(await this.post(`/api/scenes/${scene}/scan`, { code, entry, ...more }));
  }

  confirm(scene: string, body: object = {}): Promise<Answer<SceneSnapshot & Refusable>> {
    return this.post(`/api/scenes/${scene}/confirm`, body);
  }

  reject(scene: string, body: object = {}): Promise<Answer<SceneSnapshot & Refusable>> {
    return this.post(`/api/scenes/${scene}/reject`, body);
  }

  post<T>(path: string, body?: unknown, method = 'POST'): Promise<Answer<T>> {
    const referer = `https://servicewechat.com/${this.#simulator.appId}/devtools/page-frame.html`;
    return call(this.#url + path, {
      method,
      body,
      headers: { Referer: referer, ...this.#authorization(), ...this.headers },
    });
  }

  /** Sends a picture, as `wx.request` does an ArrayBuffer. */
  upload<T>(picture: Uint8Array | ReadableStream, mediaType = 'image/jpeg'): Promise<Answer<T>> {
    return call(`${this.#url}/api/me/avatar`, {
      method: 'PUT',
      raw: picture,
      headers: { 'Content-Type': mediaType, ...this.#authorization(), ...this.headers },
    });
  }

  #authorization(): Record<string, string> {
    return this.accessToken === undefined ? {} : { Authorization: `Bearer ${this.accessToken}` };
  }

  #keepToken<T extends MiniProgramSession & Refusable>(answer: Answer<T>): Answer<T> {
    if (answer.status === 200) this.accessToken = answer.body.accessToken;
    return answer;
  }
}
