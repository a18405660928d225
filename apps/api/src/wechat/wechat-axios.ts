import { Agent as HttpAgent, type AgentOptions } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import axios, { type AxiosInstance } from 'axios';
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

/** Axios bound to WeChat's address: pooled connections, no redirects, no proxy from the environment, raw bytes. */
export function createWechatAxios(apiBaseUrl: string): AxiosInstance {
  return axios.create({
    baseURL: apiBaseUrl,
    adapter: directHttp,
    allowAbsoluteUrls: false,
    httpAgent: new HttpAgent(pool),
    httpsAgent: new HttpsAgent(pool),
    // A redirect would carry AppSecret and login code to wherever it points, a proxy variable likewise.
    maxRedirects: 0,
    proxy: false,
    maxContentLength: MAX_ANSWER_BYTES,
    maxBodyLength: MAX_REQUEST_BYTES,
    responseType: 'arraybuffer',
    // The status is judged together with the content.
    validateStatus: () => true,
    transitional: { silentJSONParsing: false, forcedJSONParsing: false, clarifyTimeoutError: true },
    headers: { common: { Accept: '*/*', 'User-Agent': 'Maqiao' } },
  });
}
