import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import axios, { type AxiosInstance, type AxiosResponse } from 'axios';

/** Connections to WeChat: 4,000 pictures a minute at a second each, with room. */
const MAX_CONNECTIONS = 100;
/**
 * Milliseconds that a connection is kept without a call, where WeChat does not say less. Shorter than the idle timeout
 * of gateways: a login code must not be sent twice, so a code sent on a connection that was just closed is lost.
 */
const KEPT_IDLE_MS = 15_000;
const MAX_REQUEST_BYTES = 64 * 1024;
/** A picture is 30 to 300 KB; anything near this is no answer of WeChat's. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

/** One call. Its path is below WeChat's address. */
export interface WechatHttpCall {
  method: 'GET' | 'POST';
  /** With its query. */
  path: string;
  json: string | undefined;
  timeoutMs: number;
}

/** For comparing clocks: called before each call and after each answer. */
export interface WechatHttpObserver {
  asked(): void;
  answered(response: AxiosResponse<Buffer>): void;
}

/**
 * Axios bound to WeChat's address: connections that are kept, answers as bytes whatever their status, no redirects and no
 * proxy from the environment, which would send AppSecret and login code to another host.
 */
export class WechatHttp {
  readonly #agents = {
    httpAgent: new HttpAgent(keptAlive()),
    httpsAgent: new HttpsAgent(keptAlive()),
  };
  readonly #axios: AxiosInstance;
  readonly #observer: WechatHttpObserver | undefined;

  /** @param origin with http or https */
  constructor(origin: string, observer?: WechatHttpObserver) {
    this.#observer = observer;
    this.#axios = axios.create({
      ...this.#agents,
      baseURL: origin,
      adapter: 'http',
      headers: { Accept: '*/*', 'Accept-Encoding': 'identity', 'User-Agent': 'Maqiao' },
      responseType: 'arraybuffer',
      decompress: false,
      maxRedirects: 0,
      proxy: false,
      maxBodyLength: MAX_REQUEST_BYTES,
      maxContentLength: MAX_ANSWER_BYTES,
      validateStatus: () => true,
    });
  }

  /**
   * Makes one call, once. The caller decides about status and redirects.
   * @throws AxiosError; CanceledError when the whole call (a free connection, name, TCP, TLS, every byte) took too long.
   * Both hold the call, with all that is secret in it.
   */
  async send({ method, path, json, timeoutMs }: WechatHttpCall): Promise<AxiosResponse<Buffer>> {
    const controller = new AbortController();
    // After a process was suspended its timers run first. An answer that has arrived meanwhile is read in the next turn
    // of the event loop, so the timeout waits for that turn.
    const timer = setTimeout(() => setImmediate(() => controller.abort()), timeoutMs);
    try {
      this.#observer?.asked();
      const response = await this.#axios.request<Buffer>({
        method,
        url: path,
        data: json,
        signal: controller.signal,
        ...(json !== undefined && { headers: { 'Content-Type': 'application/json' } }),
      });
      this.#observer?.answered(response);
      return response;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Closes the kept connections; calls under way fail. */
  close(): void {
    for (const agent of Object.values(this.#agents)) agent.destroy();
  }
}

function keptAlive() {
  return { keepAlive: true, maxSockets: MAX_CONNECTIONS, timeout: KEPT_IDLE_MS };
}
