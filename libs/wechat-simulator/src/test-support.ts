import { afterEach } from '@jest/globals';
import { type IncomingHttpHeaders, request as httpRequest } from 'node:http';
import type { Simulator, SimulatorOptions } from './simulator-options.ts';
import { startSimulator } from './simulator.ts';

const running: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((part) => part.close()));
});

/** Closes it after the test. */
export function closeAfterTest<Part extends { close(): Promise<void> }>(part: Part): Part {
  running.push(part);
  return part;
}

/** A simulator on a free port that the test need not close. */
export async function simulatorForTest(options: SimulatorOptions = {}): Promise<Simulator> {
  return closeAfterTest(await startSimulator(options));
}

/** A call with a JSON body. */
export function postJson(url: string, body: unknown): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** `stable_token` with the simulator's own credentials and whatever else is given. */
export function fetchStableToken(
  simulator: Simulator,
  more: Record<string, unknown> = {},
): Promise<Response> {
  return postJson(`${simulator.url}/cgi-bin/stable_token`, {
    grant_type: 'client_credential',
    appid: simulator.appId,
    secret: simulator.appSecret,
    ...more,
  });
}

/** A current access token. */
export async function accessToken(simulator: Simulator): Promise<string> {
  const answer = (await (await fetchStableToken(simulator)).json()) as { access_token: string };
  return answer.access_token;
}

/** `getwxacodeunlimit` with that token. */
export function fetchWxacode(simulator: Simulator, token: string, body: unknown): Promise<Response> {
  return postJson(`${simulator.url}/wxa/getwxacodeunlimit?access_token=${token}`, body);
}

/** `jscode2session` with the simulator's own credentials. */
export function fetchSession(
  simulator: Simulator,
  code: string,
  more: Record<string, string> = {},
): Promise<Response> {
  const query = new URLSearchParams({
    appid: simulator.appId,
    secret: simulator.appSecret,
    js_code: code,
    grant_type: 'authorization_code',
    ...more,
  });
  return fetch(`${simulator.url}/sns/jscode2session?${query}`);
}

/** The error number of an answer, or undefined when it has none. */
export async function errcodeOf(answer: Response | Promise<Response>): Promise<unknown> {
  return ((await (await answer).json()) as { errcode?: unknown }).errcode;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A request with exactly these headers and this path: `fetch` would correct them. */
export function rawRequest(
  url: string,
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<RawAnswer> {
  const { method = 'GET', headers = {}, body } = options;
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const request = httpRequest({ hostname, port, path, method, headers, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}
