import { AxiosHeaders, type AxiosResponse } from 'axios';
import { UndiciAdapter, type Bounds, type WechatAdapter } from './undici-adapter.ts';

const MAX_REQUEST_BYTES = 64 * 1024;

const BOUNDS: Bounds = {
  // 4,000 pictures a minute at a second each, with room.
  connections: 100,
  // As short as the shortest call: one that cannot be made must not keep later calls waiting for it.
  connectTimeout: 5_000,
  // Shorter than a gateway's patience: a login code must not be sent twice, so one that meets a connection just closed
  // is lost.
  keepAliveTimeout: 15_000,
  // A picture is 30 to 300 KB; anything near this is no answer of WeChat's.
  maxResponseSize: 4 * 1024 * 1024,
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
export class WechatHttp {
  readonly #adapter: UndiciAdapter;
  readonly #send: WechatAdapter;

  /** @param watched for whoever wants to see what goes by */
  constructor(origin: string, watched: (send: WechatAdapter) => WechatAdapter = (send) => send) {
    this.#adapter = new UndiciAdapter(origin, BOUNDS);
    this.#send = watched(this.#adapter.send);
  }

  /** @throws AxiosError, CanceledError for a call that took too long. It holds the call, with all that is secret in it. */
  send({ method, path, json, timeoutMs }: WechatHttpCall): Promise<AxiosResponse<Buffer>> {
    const headers = json === undefined ? HEADERS : HEADERS_WITH_JSON;
    const maxBodyLength = MAX_REQUEST_BYTES;
    return this.#send({ method, url: path, data: json, timeout: timeoutMs, maxBodyLength, headers });
  }

  /** Lets go of the pooled connections. */
  close(): Promise<void> {
    return this.#adapter.close();
  }
}
