import { request as requestHttp, type Agent, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { urlToHttpOptions } from 'node:url';
import {
  AxiosError,
  CanceledError,
  type AxiosResponse,
  type InternalAxiosRequestConfig,
  type RawAxiosResponseHeaders,
} from 'axios';

/** An adapter of axios (https://axios-http.com/docs/req_config) that answers with bytes. */
export type WechatAdapter = (config: InternalAxiosRequestConfig) => Promise<AxiosResponse<Buffer>>;

/**
 * Axios' way to the network for calls that need nothing of its own one: no redirects, no proxy, no compression, bytes
 * in memory. That one takes three times as long for each call, and there are two in every login.
 *
 * It keeps to what the transport asks of it: the agents' pools, `timeout`, `maxBodyLength`, `maxContentLength`, and
 * AxiosError with a code. The time-out is for the whole call: waiting for a connection, name, TCP, TLS, every byte; axios'
 * own bounds silence only. Status and redirects are the caller's to judge.
 */
export const directHttp: WechatAdapter = (config) =>
  new Promise((resolve, reject) => {
    const base = optionsOf(config.baseURL ?? '');
    const secure = base.protocol === 'https:';
    const body = config.data as string | undefined;
    const failed = (message: string, code: string | undefined) =>
      reject(new AxiosError(message, code, config, request));

    const request = (secure ? requestHttps : requestHttp)(
      {
        ...base,
        path: `${base.path}${config.url ?? ''}`,
        method: config.method,
        agent: (secure ? config.httpsAgent : config.httpAgent) as Agent,
        headers: config.headers.toJSON(),
      },
      (response: IncomingMessage) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          bytes += chunk.length;
          if (bytes <= (config.maxContentLength ?? Infinity)) return;
          failed('the answer is too long', AxiosError.ERR_BAD_RESPONSE);
          response.destroy();
        });
        response.on('error', () => failed('the answer broke off', AxiosError.ERR_BAD_RESPONSE));
        response.on('end', () => {
          const { statusCode: status = 0, statusMessage: statusText = '' } = response;
          const headers = response.headers as RawAxiosResponseHeaders;
          resolve({ data: Buffer.concat(chunks), status, statusText, headers, config, request });
        });
      },
    );
    request.on('error', (error: Error & { code?: string }) => failed('the call failed', error.code));

    const late = setTimeout(() => {
      reject(new CanceledError());
      request.destroy();
    }, config.timeout);
    request.on('close', () => clearTimeout(late));

    if (body !== undefined && Buffer.byteLength(body) > (config.maxBodyLength ?? Infinity)) {
      failed('the request is too long', AxiosError.ERR_BAD_REQUEST);
      return void request.destroy();
    }
    request.end(body);
  });

const known = new Map<string, { protocol: string; hostname: string; port: number | string; path: string }>();

/** Where an address is, read once. @param base an http(s) URL; what is called stands below its path */
function optionsOf(base: string) {
  let options = known.get(base);
  if (!options) {
    const url = new URL(base);
    const { protocol, hostname, port } = urlToHttpOptions(url);
    options = {
      protocol: protocol ?? 'http:',
      hostname: hostname ?? '',
      port: port ?? '',
      path: url.pathname.replace(/\/$/, ''),
    };
    known.set(base, options);
  }
  return options;
}
