import { Agent as HttpAgent, type AgentOptions } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Axios } from 'axios';
import { directHttp } from './direct-http.ts';

/** Injection token of the axios instance that reaches WeChat. Only the transport uses it. */
export const WECHAT_AXIOS = Symbol('WECHAT_AXIOS');

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

/**
 * Axios bound to WeChat's address: pooled connections and raw bytes, no redirects and no proxy from the environment,
 * which would carry AppSecret and login code to wherever they point. Without axios' defaults, most of which are about
 * bodies that we write and read ourselves: merging them takes longer than the rest of what it does for a call.
 */
export function createWechatAxios(apiBaseUrl: string): Axios {
  return new Axios({
    baseURL: apiBaseUrl,
    adapter: directHttp,
    allowAbsoluteUrls: false,
    httpAgent: new HttpAgent(pool),
    httpsAgent: new HttpsAgent(pool),
    maxContentLength: MAX_ANSWER_BYTES,
    maxBodyLength: MAX_REQUEST_BYTES,
    headers: { Accept: '*/*', 'User-Agent': 'Maqiao' },
  });
}
