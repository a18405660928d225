import { hash } from 'node:crypto';
import { Agent, request } from 'node:http';
import { APP_ID } from './rows.ts';

/** WeChat's calls over kept connections, read by hand. */
export class Wechat {
  readonly #base: URL;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 100 });
  readonly #used = new Set<string>();
  #token: Promise<string> | undefined;

  constructor(base: string) {
    this.#base = new URL(base);
  }

  async picture(scene: string): Promise<Buffer> {
    const body = `{"scene":"${scene}","page":"pages/login/index","check_path":true,"env_version":"release","width":430}`;
    this.#token ??= this.#fetchToken();
    const bytes = await this.#call('POST', `/wxa/getwxacodeunlimit?access_token=${await this.#token}`, body);
    if (bytes[0] !== 0xff || bytes[1] !== 0xd8) throw new Error('not a picture');
    return bytes;
  }

  /** @returns undefined when the code was used here before, or WeChat knows nobody by it */
  async identify(code: string): Promise<{ openid: string; sessionKey: string } | undefined> {
    const mark = hash('sha256', code, 'base64url');
    if (this.#used.has(mark)) return undefined;
    this.#used.add(mark);
    if (this.#used.size > 50_000) this.#used.delete(this.#used.values().next().value as string);
    const query = `appid=${APP_ID}&secret=0123456789abcdef&js_code=${encodeURIComponent(code)}&grant_type=authorization_code`;
    const bytes = await this.#call('GET', `/sns/jscode2session?${query}`);
    const reply = JSON.parse(bytes.toString()) as Record<string, unknown>;
    const { openid, session_key: sessionKey } = reply;
    return typeof openid === 'string' && typeof sessionKey === 'string' ? { openid, sessionKey } : undefined;
  }

  async #fetchToken(): Promise<string> {
    const body = `{"grant_type":"client_credential","appid":"${APP_ID}","secret":"0123456789abcdef","force_refresh":false}`;
    const bytes = await this.#call('POST', '/cgi-bin/stable_token', body);
    return (JSON.parse(bytes.toString()) as { access_token: string }).access_token;
  }

  #call(method: string, path: string, body?: string): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const call = request(
        {
          host: this.#base.hostname,
          port: this.#base.port,
          method,
          path,
          agent: this.#agent,
          headers:
            body === undefined
              ? {}
              : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) },
        },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('end', () =>
            answer.statusCode === 200 ? resolve(Buffer.concat(chunks)) : reject(new Error('no answer')),
          );
        },
      );
      call.setTimeout(8_000, () => call.destroy(new Error('too late')));
      call.on('error', reject);
      call.end(body);
    });
  }
}
