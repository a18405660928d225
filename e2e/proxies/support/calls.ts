import { createSceneName, createVerifier } from '@maqiao/shared';
import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'node:https';

/** What a call came to. `body` is parsed JSON where it is any. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: { code?: string; accessToken?: string; request?: { near: string; ip: string } };
}

/**
 * Posts JSON, or bytes as they are, over a connection of its own. `from` is the address that it comes from: Linux answers on all of
 * 127.0.0.0/8, elsewhere it has to be made first (macOS: sudo ifconfig lo0 alias 127.0.0.2).
 */
export function post(
  url: string,
  body: unknown,
  {
    method = 'POST',
    headers = {},
    from = '127.0.0.1',
  }: { method?: string; headers?: Record<string, string>; from?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = {
      method,
      headers: { 'Content-Type': 'application/json', ...headers },
      localAddress: from,
      family: 4,
      agent: false,
    };
    const call = request(url, options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        const json = response.headers['content-type']?.includes('json') === true && text !== '';
        const parsed = json ? (JSON.parse(text) as Answer['body']) : {};
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: parsed });
      });
      response.on('error', reject);
    });
    call.on('error', reject);
    call.end(typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body));
  });
}

/** A scene that nobody has registered yet. */
export function newScene(): string {
  return createSceneName(createVerifier(globalThis.crypto), Date.now());
}
