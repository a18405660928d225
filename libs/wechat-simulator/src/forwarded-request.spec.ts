import { describe, expect, test } from '@jest/globals';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { forwardRequest, forwardedRequestSchema } from './forwarded-request.ts';
import type { Simulator } from './simulator-options.ts';
import { closeAfterTest, postJson, simulatorForTest } from './test-support.ts';

interface Seen {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingMessage['headers'];
  body: string;
}

/** An API that notes what it is asked and answers with `reply`. */
async function apiForTest(
  reply: (response: ServerResponse) => void,
): Promise<{ origin: string; seen: Seen[] }> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { method, url, headers } = request;
      const bytes = Buffer.concat(parts);
      const body = headers['content-type']?.startsWith('image/')
        ? bytes.toString('base64')
        : bytes.toString();
      seen.push({ method, url, headers, body });
      reply(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closeAfterTest({
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

const ok = (response: ServerResponse) => {
  response.writeHead(201, { 'Content-Type': 'application/problem+json', 'Set-Cookie': 'a=b', 'X-More': '1' });
  response.end('{"name":"码桥"}');
};

async function forward(simulator: Simulator, body: unknown): Promise<unknown> {
  const answer = await postJson(`${simulator.url}/phone/request`, body);
  expect(answer.status).toBe(200);
  return answer.json();
}

describe('wx.request of the phone', () => {
  test('reaches the API as a phone would', async () => {
    const api = await apiForTest(ok);
    const simulator = await simulatorForTest({ allowedOrigin: api.origin });
    const answer = await forward(simulator, {
      url: `${api.origin}/api/scenes/x/scan?a=1`,
      method: 'post',
      headers: {
        'Content-Type': 'application/json',
        Authorization: 'Bearer t',
        Cookie: 'c=d',
        Origin: api.origin,
        Referer: 'https://elsewhere.example',
        Host: 'elsewhere.example',
        'X-Forwarded-For': '1.2.3.4',
      },
      body: '{"code":"码"}',
    });
    expect(answer).toEqual({
      status: 201,
      headers: expect.objectContaining({ 'content-type': 'application/problem+json', 'x-more': '1' }),
      body: '{"name":"码桥"}',
    });
    expect(answer).not.toHaveProperty(['headers', 'set-cookie']);
    const [seen] = api.seen;
    expect(seen).toMatchObject({ method: 'POST', url: '/api/scenes/x/scan?a=1', body: '{"code":"码"}' });
    expect(Object.keys(seen?.headers ?? {}).sort()).toEqual(
      ['authorization', 'connection', 'content-length', 'content-type', 'host', 'referer'].sort(),
    );
    expect(seen?.headers).toMatchObject({
      host: new URL(api.origin).host,
      authorization: 'Bearer t',
      referer: `https://servicewechat.com/${simulator.appId}/devtools/page-frame.html`,
    });
  });

  test('an empty POST keeps its content type and its length of zero', async () => {
    const api = await apiForTest(ok);
    const simulator = await simulatorForTest({ allowedOrigin: api.origin });
    const headers = { 'content-type': 'application/json' };
    await forward(simulator, { url: `${api.origin}/api/x`, method: 'POST', headers });
    expect(api.seen[0]).toMatchObject({ body: '', headers: { 'content-type': 'application/json' } });
  });

  test('a DELETE with a body is one request', async () => {
    const api = await apiForTest(ok);
    const simulator = await simulatorForTest({ allowedOrigin: api.origin });
    const headers = { 'content-type': 'application/json' };
    const order = { url: `${api.origin}/api/me`, method: 'DELETE', headers, body: '{"loginCode":"码"}' };
    expect(await forward(simulator, order)).toMatchObject({ status: 201 });
    expect(api.seen).toMatchObject([{ method: 'DELETE', body: '{"loginCode":"码"}' }]);
  });

  test('carries a picture of two megabytes as the bytes it is', async () => {
    const api = await apiForTest(ok);
    const simulator = await simulatorForTest({ allowedOrigin: api.origin });
    const picture = Buffer.alloc(2 * 1024 * 1024, 0xd8).toString('base64');
    const headers = { 'content-type': 'image/jpeg' };
    const order = { url: `${api.origin}/api/me/avatar`, method: 'PUT', headers, bodyBase64: picture };
    expect(await forward(simulator, order)).toMatchObject({ status: 201 });
    expect(api.seen[0]).toMatchObject({ method: 'PUT', headers: { 'content-length': '2097152' } });
    expect(api.seen[0]?.body === picture).toBe(true);
  });

  test('goes nowhere but to the API', async () => {
    const api = await apiForTest(ok);
    const simulator = await simulatorForTest({ allowedOrigin: api.origin });
    const { port } = new URL(api.origin);
    const urls = [
      `${api.origin}/`,
      `${api.origin}/metrics`,
      `${api.origin}/apix`,
      `${api.origin}/api/../metrics`,
      `${api.origin}/api/%2e%2e/metrics`,
      `${api.origin}/api/..\\metrics`,
      `http://localhost:${port}/api/me`,
      `https://127.0.0.1:${port}/api/me`,
      `${api.origin}.elsewhere.example/api/me`,
      `${api.origin.replace('//', '//user:word@')}/api/me`,
      `http://elsewhere.example/api/me#${api.origin}`,
      'file:///etc/hosts',
      '/api/me',
    ];
    for (const url of urls)
      expect(await forward(simulator, { url })).toEqual({ error: 'url not in domain list' });
    expect(api.seen).toEqual([]);
  });

  test('nothing is called before an origin is allowed', async () => {
    const api = await apiForTest(ok);
    const simulator = await simulatorForTest();
    const order = { url: `${api.origin}/api/me` };
    expect(await forward(simulator, order)).toEqual({ error: 'url not in domain list' });
    simulator.allowOrigin(`${api.origin}/`);
    expect(await forward(simulator, order)).toMatchObject({ status: 201 });
  });

  test('does not follow redirects', async () => {
    const api = await apiForTest((response) => response.writeHead(302, { Location: '/api/other' }).end());
    const simulator = await simulatorForTest({ allowedOrigin: api.origin });
    expect(await forward(simulator, { url: `${api.origin}/api/me` })).toMatchObject({
      status: 302,
      body: '',
    });
    expect(api.seen).toHaveLength(1);
  });

  test('a failure of the network is an error', async () => {
    const api = await apiForTest((response) => response.destroy());
    const simulator = await simulatorForTest({ allowedOrigin: api.origin });
    expect(await forward(simulator, { url: `${api.origin}/api/me` })).toEqual({ error: 'ECONNRESET' });
    simulator.allowOrigin(simulator.url.replace(/\d+$/, '1'));
    expect(await forward(simulator, { url: `${simulator.url.replace(/\d+$/, '1')}/api/me` })).toEqual({
      error: 'ECONNREFUSED',
    });
  });

  test('an answer that is no text, or endless, is an error', async () => {
    const picture = await apiForTest((response) =>
      response.writeHead(200, { 'Content-Type': 'image/png' }).end('x'),
    );
    const endless = await apiForTest((response) => {
      response.writeHead(200, { 'Content-Type': 'text/plain' });
      response.end('x'.repeat(6_000_000));
    });
    const simulator = await simulatorForTest({ allowedOrigin: picture.origin });
    expect(await forward(simulator, { url: `${picture.origin}/api/a` })).toHaveProperty('error');
    simulator.allowOrigin(endless.origin);
    expect(await forward(simulator, { url: `${endless.origin}/api/a` })).toEqual({
      error: 'the answer is too large',
    });
  });

  test('gives up after its time, and when the page gives up', async () => {
    const api = await apiForTest(() => undefined);
    const request = forwardedRequestSchema.parse({ url: `${api.origin}/api/me` });
    const rules = { appId: 'wx0', allowedOrigin: api.origin };
    const never = new AbortController().signal;
    expect(await forwardRequest(request, { ...rules, timeoutMilliseconds: 20 }, never)).toEqual({
      error: 'timeout',
    });
    expect(await forwardRequest(request, rules, AbortSignal.abort())).toEqual({ error: 'abort' });
  });

  test.each([
    [{}],
    [{ url: 'x', method: 'TRACE' }],
    [{ url: 'x', headers: { a: 1 } }],
    [{ url: 'x', body: { a: 1 } }],
    [{ url: 'x', bodyBase64: 'not base64!' }],
    [{ url: 'x', redirect: 'follow' }],
  ])('%j is a bad request', async (body) => {
    const simulator = await simulatorForTest();
    expect((await postJson(`${simulator.url}/phone/request`, body)).status).toBe(400);
  });
});
