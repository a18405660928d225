import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { TestingModule } from '@nestjs/testing';
import { rejectionOf, until, wechatUnderTest } from './test-support.ts';
import { WechatTransport } from './wechat-transport.ts';

// A plain HTTP server instead of the simulator, for answers that the simulator cannot give.

let server: Server;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let ports: Set<number | undefined>;
let module: TestingModule;
let transport: WechatTransport;

beforeEach(async () => {
  ports = new Set();
  server = createServer((request, response) => {
    ports.add(request.socket.remotePort);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  module = await wechatUnderTest({ baseUrl: baseUrl() });
  transport = module.get(WechatTransport);
});
afterEach(async () => {
  jest.useRealTimers();
  await module.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const baseUrl = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const call = (request = {}) => transport.call('jscode2session', request, ({ bytes }) => bytes.toString());
const expectUnavailable = async (promise: Promise<unknown>, hint: string | RegExp) =>
  expect(await rejectionOf(promise)).toMatchObject({
    code: 'wechat_unavailable',
    operatorHint: expect.stringMatching(hint),
  });

test('a redirect is not followed: it would send the secret elsewhere', async () => {
  let elsewhere = 0;
  answer = (request, response) => {
    if (request.url?.startsWith('/away')) elsewhere += 1;
    response.writeHead(302, { Location: `${baseUrl()}/away` }).end();
  };
  await expectUnavailable(call({ query: { secret: 's' } }), 'HTTP status 302');
  expect(elsewhere).toBe(0);
});

test('a proxy named in the environment is not used', async () => {
  answer = (_request, response) => response.end('direct');
  const before = process.env.http_proxy;
  process.env.http_proxy = 'http://127.0.0.1:9';
  try {
    expect(await call()).toBe('direct');
  } finally {
    if (before === undefined) delete process.env.http_proxy;
    else process.env.http_proxy = before;
  }
});

test('a call says who it is, and a body goes as plain JSON', async () => {
  let seen: unknown;
  answer = (request, response) => {
    const { 'user-agent': agent, 'content-type': type } = request.headers;
    request.on('data', (chunk: Buffer) => {
      seen = { method: request.method, url: request.url, agent, type, body: chunk.toString() };
    });
    request.on('end', () => response.end('{}'));
  };
  await transport.call(
    'getwxacodeunlimit',
    { query: { access_token: 'a+b&c' }, body: { scene: 'x' } },
    () => null,
  );
  expect(seen).toEqual({
    method: 'POST',
    url: '/wxa/getwxacodeunlimit?access_token=a%2Bb%26c',
    agent: 'Maqiao',
    type: 'application/json',
    body: '{"scene":"x"}',
  });
});

test('calls in a row share a connection', async () => {
  answer = (_request, response) => response.end('{}');
  for (let calls = 0; calls < 8; calls += 1) await call();
  expect(ports.size).toBe(1);
});

test('a connection that the other side has closed meanwhile costs no call', async () => {
  let closed: Promise<unknown> = Promise.resolve();
  answer = (request, response) => {
    // Both sides have said goodbye by then.
    closed = once(request.socket, 'close');
    response.end('{}', () => request.socket.end());
  };
  for (let calls = 0; calls < 8; calls += 1) {
    expect(await call()).toBe('{}');
    await closed;
  }
});

test('an answer without end is cut off', async () => {
  answer = (_request, response) => {
    const more = () => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536)));
      if (!response.destroyed) response.once('drain', more);
    };
    response.writeHead(200);
    more();
  };
  await expectUnavailable(call(), 'far too long');
});

test('a call whose connection breaks is not sent again: a login code is valid for one call', async () => {
  const asked: (string | undefined)[] = [];
  answer = (request, response) => {
    asked.push(request.url);
    if (request.url?.endsWith('c2')) request.socket.destroy();
    else response.end('{}');
  };
  await call({ query: { js_code: 'c1' } });
  await expectUnavailable(call({ query: { js_code: 'c2' } }), 'ECONNRESET');
  await call({ query: { js_code: 'c3' } });
  expect(asked.map((url) => url?.slice(-2))).toEqual(['c1', 'c2', 'c3']);
});

test('an answer that breaks off is an error', async () => {
  answer = (request, response) => {
    response
      .writeHead(200, { 'Content-Length': 1000 })
      .write('{"openid":"o"}', () => request.socket.destroy());
  };
  await expectUnavailable(call(), 'answer is broken');
});

test('informational responses (1xx) are skipped', async () => {
  answer = (_request, response) =>
    response.writeEarlyHints({ link: '</a>; rel=preload' }, () => response.end('{"openid":"o"}'));
  expect(await call()).toBe('{"openid":"o"}');
});

test('a call that was given up while it waited for a connection is not sent afterwards', async () => {
  const held: ServerResponse[] = [];
  const codes: (string | null)[] = [];
  answer = (request, response) => {
    codes.push(new URL(request.url ?? '', baseUrl()).searchParams.get('js_code'));
    held.push(response);
  };
  const busy = Array.from({ length: 100 }, () => call({ query: { js_code: 'early' } }));
  await until(() => held.length === 100);
  await expectUnavailable(call({ query: { js_code: 'late' }, timeoutMs: 20 }), 'within 0.02 s');
  answer = (request, response) => {
    codes.push(new URL(request.url ?? '', baseUrl()).searchParams.get('js_code'));
    response.end('{}');
  };
  for (const response of held) response.end('{}');
  await Promise.all(busy);
  await call({ query: { js_code: 'next' } });
  expect(codes.slice(100)).toEqual(['next']);
});

test('an answer that arrives byte by byte is stopped in time: the timeout is for the whole call', async () => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance', 'Date'] });
  let trickling = false;
  answer = (_request, response) => {
    response.writeHead(200, { 'Content-Length': 1000 }).write('x');
    trickling = true;
  };
  const outcome = rejectionOf(call({ timeoutMs: 700 }));
  await until(() => trickling);
  jest.advanceTimersByTime(700);
  expect(await outcome).toMatchObject({ operatorHint: expect.stringContaining('within 0.7 s') });
});

describe('the operator learns that the answer is not of WeChat', () => {
  test('a gateway with an error page', async () => {
    answer = (_request, response) =>
      response.writeHead(502, { 'Content-Type': 'text/html; charset=utf-8' }).end('<html>');
    await expectUnavailable(call(), /502 \(text\/html\).*WECHAT_API_BASE_URL/);
  });

  test('a content type that is an attack on the log is not repeated', async () => {
    answer = (_request, response) => response.writeHead(500, { 'Content-Type': 'a b<script>' }).end();
    await expectUnavailable(call(), 'no content type');
  });

  test('nobody', async () => {
    answer = () => undefined;
    const closed = await wechatUnderTest({ baseUrl: 'http://127.0.0.1:1' });
    const promise = closed.get(WechatTransport).call('jscode2session', {}, () => null);
    await expectUnavailable(promise, 'ECONNREFUSED');
    await closed.close();
  });

  test('somebody who does not speak HTTP', async () => {
    answer = (request) => request.socket.end('SSH-2.0-OpenSSH_9\r\n');
    await expectUnavailable(call(), /answer is broken.*check what answers at WECHAT_API_BASE_URL/);
  });

  test('somebody who hangs up', async () => {
    answer = (request) => request.socket.destroy();
    await expectUnavailable(call(), /connection failed \(ECONNRESET\)/);
  });
});
