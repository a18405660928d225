import { BadGatewayException, Injectable, UnauthorizedException } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { Metrics } from './metrics.ts';
import { WECHAT_API_BASE_URL, WECHAT_APP_ID, WECHAT_APP_SECRET } from './settings.ts';

const PATIENCE_MS = 8_000;
const MOST_USED_CODES = 50_000;
/** An access token is renewed so long before its end. */
const EARLY_MS = 300_000;

/** WeChat's calls. */
@Injectable()
export class WechatService {
  private readonly usedCodes = new Set<string>();
  private token: { value: Promise<string>; until: number } | undefined;

  constructor(private readonly metrics: Metrics) {}

  /** The picture of a code that opens this scene. */
  async picture(scene: string): Promise<Buffer> {
    const answer = await this.post(`getwxacodeunlimit`, `/wxa/getwxacodeunlimit`, await this.accessToken(), {
      scene,
      page: 'pages/login/index',
      check_path: true,
      env_version: 'release',
      width: 430,
    });
    if (!answer.headers.get('content-type')?.startsWith('image/')) throw new BadGatewayException();
    return Buffer.from(await answer.arrayBuffer());
  }

  /** @throws HttpException when the code was used here before, or WeChat knows nobody by it */
  async identify(code: string): Promise<{ openid: string; sessionKey: string }> {
    this.useOnce(code);
    const query = new URLSearchParams({
      appid: WECHAT_APP_ID,
      secret: WECHAT_APP_SECRET,
      js_code: code,
      grant_type: 'authorization_code',
    });
    const answer = await this.call('jscode2session', `/sns/jscode2session?${query.toString()}`);
    const { openid, session_key: sessionKey } = (await answer.json()) as Record<string, string | undefined>;
    if (!openid || !sessionKey) throw new UnauthorizedException('invalid_login_code');
    return { openid, sessionKey };
  }

  private useOnce(code: string): void {
    const mark = createHash('sha256').update(code).digest('base64url');
    if (this.usedCodes.has(mark)) throw new UnauthorizedException('invalid_login_code');
    this.usedCodes.add(mark);
    if (this.usedCodes.size > MOST_USED_CODES) {
      this.usedCodes.delete(this.usedCodes.values().next().value as string);
    }
  }

  /** Asked for once, however many wait for it. */
  private accessToken(): Promise<string> {
    if (this.token && Date.now() < this.token.until) return this.token.value;
    const token = { value: this.fetchToken(), until: Infinity };
    this.token = token;
    return token.value;
  }

  private async fetchToken(): Promise<string> {
    try {
      const answer = await this.post('stable_token', '/cgi-bin/stable_token', undefined, {
        grant_type: 'client_credential',
        appid: WECHAT_APP_ID,
        secret: WECHAT_APP_SECRET,
        force_refresh: false,
      });
      const reply = (await answer.json()) as { access_token?: string; expires_in: number };
      if (!reply.access_token) throw new BadGatewayException();
      if (this.token) this.token.until = Date.now() + reply.expires_in * 1_000 - EARLY_MS;
      return reply.access_token;
    } catch (error) {
      this.token = undefined;
      throw error;
    }
  }

  private post(endpoint: string, path: string, token: string | undefined, body: object): Promise<Response> {
    const query = token === undefined ? '' : `?access_token=${token}`;
    return this.call(endpoint, path + query, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  private async call(endpoint: string, path: string, init: RequestInit = {}): Promise<Response> {
    const end = this.metrics.wechatCalls.startTimer({ endpoint });
    try {
      const answer = await fetch(WECHAT_API_BASE_URL + path, {
        ...init,
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      end({ outcome: answer.ok ? 'ok' : 'failed' });
      if (!answer.ok) throw new BadGatewayException();
      return answer;
    } catch (error) {
      if (error instanceof BadGatewayException) throw error;
      end({ outcome: 'unreachable' });
      throw new BadGatewayException();
    }
  }
}
