import { createSceneName, createVerifier } from '@maqiao/shared';
import { request as requestInClear, type IncomingHttpHeaders } from 'node:http';
import { request as requestSecurely } from 'node:https';

interface UsualBody {
  code?: string;
  accessToken?: string;
  request?: { near: string; ip: string };
}

/** The answer to a call. `body` is parsed JSON, if it is JSON; `text` is the raw body. */
export interface Answer<Body = UsualBody> {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Body;
  readonly text: string;
}

/**
 * Posts JSON, or bytes and text as they are, over a connection of its own; without a body where it is undefined. `from` is the address that it comes from: Linux answers on all of
 * 127.0.0.0/8, elsewhere it has to be made first (macOS: sudo ifconfig lo0 alias 127.0.0.2).
 */
export function post<Body = UsualBody>(
  url: string,
  body: unknown,
  {
    method = 'POST',
    headers = {},
    from = '127.0.0.1',
  }: { method?: string; headers?: Record<string, string>; from?: string } = {},
): Promise<Answer<Body>> {
  const isRaw = body === undefined || typeof body === 'string' || Buffer.isBuffer(body);
  const sent = isRaw ? body : JSON.stringify(body);
  // Node gives a DELETE with a body no length by itself, and the body would be read as the next call.
  const ofBody = sent !== undefined && {
    'Content-Type': 'application/json',
    'Content-Length': String(Buffer.byteLength(sent)),
  };
  const request = url.startsWith('https:') ? requestSecurely : requestInClear;
  return new Promise((resolve, reject) => {
    const options = {
      method,
      headers: { ...ofBody, ...headers },
      localAddress: from,
      family: 4,
      agent: false,
    };
    const call = request(url, options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        const json = response.headers['content-type']?.includes('json') === true && text !== '';
        const parsed = (json ? JSON.parse(text) : {}) as Body;
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: parsed, text });
      });
      response.on('error', reject);
    });
    call.on('error', reject);
    call.end(sent);
  });
}

/** A scene that nobody has registered yet. */
export function newScene(): string {
  return createSceneName(createVerifier(globalThis.crypto), Date.now());
}
