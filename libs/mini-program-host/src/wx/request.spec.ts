import { createServer } from 'node:http';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { createRequest } from './request.ts';
import { createWxCall } from './wx-call.ts';
import { AppCode } from '../logic/app-code.ts';
import { ChangeSignal } from '../change-signal.ts';
import { createFunctionRealm } from '../logic/function-realm.ts';
import { answering, closeAll, launch } from '../testing/native-app.ts';
import type { AddressInfo } from 'node:net';
import type { RealmGlobals } from '../logic/logic-realm.ts';
import type { FetchLike, Requests, RequestSettings } from './request.ts';

afterEach(closeAll);

interface Result {
  errMsg: string;
  errno?: number;
  statusCode?: number;
  data?: unknown;
  header?: Record<string, string>;
  cookies?: string[];
}
type Ask = (options: Record<string, unknown>) => Promise<Result>;

function requester(settings: Partial<RequestSettings>): Requests & { ask: Ask } {
  const call = createWxCall(new AppCode(new ChangeSignal()), createFunctionRealm({} as RealmGlobals));
  const requests = createRequest({
    call,
    fetch: answering(200, {}),
    appId: 'wx1',
    requestDomains: null,
    allowUrl: () => true,
    onRequest: () => undefined,
    ...settings,
  });
  const ask: Ask = (options) => new Promise((complete) => requests.request({ ...options, complete }));
  return { ...requests, ask };
}

describe('wx.request', () => {
  test('sends what WeChat sends: content type without a body, its own Referer, GET data in the query', async () => {
    const seen: unknown[] = [];
    const server = createServer((request, response) => {
      const { 'content-type': type, referer, 'x-a': custom } = request.headers;
      seen.push([request.method, request.url, type, referer, custom]);
      response.setHeader('Set-Cookie', ['a=1', 'b=2']);
      response.writeHead(418, { 'Content-Type': 'application/json' }).end('{"tea":true}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { ask } = requester({ fetch });
    const header = { Referer: 'https://mine.example', 'X-A': 1 };
    const result = await ask({ url: `${origin}/a?x=1`, data: { q: 'a b', o: { n: 1 } }, header });
    const posted = await ask({ url: `${origin}/b`, method: 'POST' });
    await new Promise((resolve) => server.close(resolve));

    const referer = 'https://servicewechat.com/wx1/devtools/page-frame.html';
    expect(seen).toEqual([
      ['GET', '/a?x=1&q=a%20b&o=%7B%22n%22%3A1%7D', 'application/json', referer, '1'],
      ['POST', '/b', 'application/json', referer, undefined],
    ]);
    // Success on every status.
    expect(result).toMatchObject({
      errMsg: 'request:ok',
      statusCode: 418,
      data: { tea: true },
      cookies: ['a=1', 'b=2'],
    });
    expect(result.header?.['content-type']).toBe('application/json');
    expect(posted.statusCode).toBe(418);
  });

  test('bodies: JSON, forms, texts and bytes', async () => {
    const bodies: unknown[] = [];
    const fetch: FetchLike = (_url, init) => {
      bodies.push(init.body);
      return answering(200, {})();
    };
    const { ask } = requester({ fetch });
    const post = { url: 'https://a.example', method: 'post' };
    await ask({ ...post, data: { a: 1 } });
    await ask({
      ...post,
      data: { a: 'x y', b: 2 },
      header: { 'Content-Type': 'application/x-www-form-urlencoded' },
    });
    await ask({ ...post, data: 'text' });
    const bytes = new Uint8Array([1]).buffer;
    await ask({ ...post, data: bytes });
    expect(bodies).toEqual(['{"a":1}', 'a=x%20y&b=2', 'text', bytes]);
  });

  test('answers: JSON where it is JSON, else text; bytes when asked for', async () => {
    const { ask } = requester({ fetch: () => Promise.resolve(new Response('<html>')) });
    const url = 'https://a.example';
    expect((await ask({ url })).data).toBe('<html>');
    expect((await ask({ url, responseType: 'arraybuffer' })).data).toEqual(
      new TextEncoder().encode('<html>').buffer,
    );
    const json = requester({ fetch: answering(200, { a: 1 }) });
    expect((await json.ask({ url, dataType: '其他' })).data).toBe('{"a":1}');
  });

  test.each([
    ['/relative', 600009, 'request:fail invalid url "/relative"'],
    ['https://other.example/x', 600002, 'request:fail url not in domain list:other.example'],
    // The console's entry has no port: even the default one, written out, is another entry.
    ['https://login.example.com:443/x', 600002, 'request:fail url not in domain list:login.example.com:443'],
    ['http://login.example.com/x', 600002, 'request:fail url not in domain list:login.example.com'],
    ['https://login.example.com/forbidden', 600002, 'request:fail url not in domain list:login.example.com'],
  ])('%s is refused with errno %d', async (url, errno, errMsg) => {
    const { ask } = requester({
      requestDomains: ['https://login.example.com'],
      allowUrl: (allowed) => !allowed.includes('forbidden'),
    });
    expect(await ask({ url })).toEqual({ errMsg, errno });
  });

  test('a network failure is named, with errno 600001', async () => {
    const refused = Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } });
    const { ask } = requester({ fetch: () => Promise.reject(refused) });
    expect(await ask({ url: 'https://a.example' })).toEqual({
      errMsg: 'request:fail errcode:-1 ECONNREFUSED',
      errno: 600001,
    });
  });

  const hanging: FetchLike = (_url, { signal }) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error));
    });

  test('gives up after 60 s, or after its own time-out', async () => {
    jest.useFakeTimers();
    try {
      const { ask } = requester({ fetch: hanging });
      let ended = 0;
      const slow = ask({ url: 'https://a.example' }).finally(() => (ended += 1));
      const quick = ask({ url: 'https://a.example', timeout: 1000 }).finally(() => (ended += 1));
      await jest.advanceTimersByTimeAsync(999);
      expect(ended).toBe(0);
      await jest.advanceTimersByTimeAsync(1);
      expect(await quick).toEqual({ errMsg: 'request:fail timeout', errno: 5 });
      await jest.advanceTimersByTimeAsync(58_999);
      expect(ended).toBe(1);
      await jest.advanceTimersByTimeAsync(1);
      expect(await slow).toEqual({ errMsg: 'request:fail timeout', errno: 5 });
    } finally {
      jest.useRealTimers();
    }
  });

  test('in the background it has five more seconds, then it is interrupted; coming back saves it', async () => {
    jest.useFakeTimers();
    try {
      const { ask, background, foreground } = requester({ fetch: hanging });
      let ended = 0;
      const asked = ask({ url: 'https://a.example' }).finally(() => (ended += 1));
      background();
      await jest.advanceTimersByTimeAsync(4_999);
      foreground();
      await jest.advanceTimersByTimeAsync(10_000);
      expect(ended).toBe(0);
      background();
      await jest.advanceTimersByTimeAsync(5_000);
      expect(await asked).toEqual({ errMsg: 'request:fail interrupted', errno: 600003 });
    } finally {
      jest.useRealTimers();
    }
  });

  test('knows no PATCH', async () => {
    const { ask } = requester({ fetch: () => Promise.reject(new Error('asked')) });
    for (const method of ['PATCH', 'patch', 'BREW']) {
      expect(await ask({ url: 'https://a.example', method })).toEqual({
        errMsg: 'request:fail method is invalid',
      });
    }
  });

  test('sends bytes as they are', async () => {
    const bodies: unknown[] = [];
    const fetch: FetchLike = (_url, { body }) => {
      bodies.push(body);
      return Promise.resolve(Response.json({}));
    };
    const { ask } = requester({ fetch });
    const data = new Uint8Array([1, 2, 255]).buffer;
    await ask({ url: 'https://a.example', method: 'PUT', header: { 'content-type': 'image/png' }, data });
    expect(bodies).toEqual([data]);
  });

  test('can be aborted', async () => {
    const { request } = requester({ fetch: hanging });
    const failed = new Promise((fail) => {
      const task = request({ url: 'https://a.example', fail }) as { abort(): void };
      task.abort();
    });
    expect(await failed).toEqual({ errMsg: 'request:fail abort' });
  });

  test('runs ten at once; an eleventh waits', async () => {
    const open: (() => void)[] = [];
    const fetch: FetchLike = () => new Promise((resolve) => open.push(() => resolve(Response.json({}))));
    const { ask } = requester({ fetch });
    const asked = Array.from({ length: 11 }, () => ask({ url: 'https://a.example' }));
    await new Promise((resolve) => setImmediate(resolve));
    expect(open).toHaveLength(10);
    open[0]?.();
    await asked[0];
    await new Promise((resolve) => setImmediate(resolve));
    expect(open).toHaveLength(11);
    for (const answer of open) answer();
    await Promise.all(asked);
  });

  test('is recorded by the host, as it was sent and as it ended', async () => {
    const program = await launch({
      login: () => Promise.resolve({ code: 'code-1' }),
      fetch: answering(409, { code: 'scene_taken' }),
    });
    program.tap('#sign-in');
    await program.until(() => program.requests[0]?.statusCode, 'answer');
    expect(program.requests).toEqual([
      {
        method: 'POST',
        url: 'https://login.example.com/api/scan?x=1',
        header: { 'content-type': 'application/json' },
        body: '{"code":"code-1"}',
        statusCode: 409,
        failure: null,
      },
    ]);
  });
});
