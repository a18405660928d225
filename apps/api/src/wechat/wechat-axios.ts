import { Agent as HttpAgent, type AgentOptions } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { AxiosHeaders, type AxiosResponse, type InternalAxiosRequestConfig } from 'axios';
import { directHttp, type WechatAdapter } from './direct-http.ts';

/** A picture is 30 to 300 KB; anything near this is no answer of WeChat's. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;
const MAX_REQUEST_BYTES = 64 * 1024;

const pool: AgentOptions = {
  keepAlive: true,
  // 4,000 pictures a minute at a second each, with room.
  maxSockets: 100,
  maxFreeSockets: 20,
  // For sockets without a call only, each call has its own limit. Shorter than a gateway's patience: a login
  // code must not be sent twice, so one that meets a connection just closed is lost.
  timeout: 15_000,
};

const HEADERS = new AxiosHeaders({ Accept: '*/*', 'User-Agent': 'Maqiao' });
const HEADERS_WITH_JSON = new AxiosHeaders({ ...HEADERS, 'Content-Type': 'application/json' });

/** One call: below WeChat's address, and in how many milliseconds it has to end. */
export interface WechatHttpCall {
  method: 'GET' | 'POST';
  /** With its query. */
  path: string;
  json: string | undefined;
  timeoutMs: number;
}

/**
 * Axios bound to WeChat's address: pooled connections and raw bytes, no redirects and no proxy from the environment,
 * which would carry AppSecret and login code to wherever they point. Of axios it takes the adapter, with its headers and
 * errors: an instance merges its defaults, headers and interceptors anew for each call, which takes as long as the call,
 * and here they are always the same.
 */
export class WechatAxios {
  readonly #config: Omit<InternalAxiosRequestConfig, 'headers'>;
  readonly #adapter: WechatAdapter;

  /** @param adapter for whoever wants to see what goes by */
  constructor(apiBaseUrl: string, adapter: WechatAdapter = directHttp) {
    this.#adapter = adapter;
    this.#config = {
      baseURL: apiBaseUrl,
      maxContentLength: MAX_ANSWER_BYTES,
      maxBodyLength: MAX_REQUEST_BYTES,
    };
  }

  /** @throws AxiosError, CanceledError for a call that took too long. It holds the call, with all that is secret in it. */
  send({ method, path, json, timeoutMs }: WechatHttpCall): Promise<AxiosResponse<Buffer>> {
    const headers = json === undefined ? HEADERS : HEADERS_WITH_JSON;
    // At the first call: the one for TLS reads certificates, and a start need not wait for that.
    if (this.#config.baseURL?.startsWith('https:')) this.#config.httpsAgent ??= new HttpsAgent(pool);
    else this.#config.httpAgent ??= new HttpAgent(pool);
    return this.#adapter({ ...this.#config, method, url: path, data: json, timeout: timeoutMs, headers });
  }

  /** Lets go of the pooled connections. */
  close(): void {
    for (const agent of [this.#config.httpAgent, this.#config.httpsAgent] as (HttpAgent | undefined)[]) {
      agent?.destroy();
    }
  }
}
