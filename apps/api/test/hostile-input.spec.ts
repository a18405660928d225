import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { problem } from '@maqiao/shared/schemas';
import { request } from 'node:http';
import { connect } from 'node:net';
import { startApi, type ApiUnderTest } from './support/api-under-test.ts';

const unhandled: unknown[] = [];
const collect = (reason: unknown) => unhandled.push(reason);
beforeAll(() => void process.on('unhandledRejection', collect));
afterAll(() => {
  process.off('unhandledRejection', collect);
  expect(unhandled).toEqual([]);
});

interface Sent {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

/** Sends anything, also what `fetch` refuses to. */
function send(api: ApiUnderTest, { method = 'POST', path, headers = {}, body }: Sent) {
  return new Promise<{ status: number; type: string; text: string; allow: string | undefined }>(
    (resolve, reject) => {
      const { hostname, port } = new URL(api.url);
      const outgoing = request(
        { hostname, port, method, path, headers: { Connection: 'close', ...headers } },
        (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              type: response.headers['content-type'] ?? '',
              text,
              allow: response.headers.allow,
            }),
          );
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body);
    },
  );
}

const SCENE = 'A'.repeat(32);
const SECRET = 'sEcReT-'.repeat(6) + 's';
const json = { 'Content-Type': 'application/json' };
const deep = '['.repeat(5000) + ']'.repeat(5000);

const cases: [string, Sent, number, string][] = [
  ['no body', { path: '/api/scenes' }, 400, 'invalid_request'],
  ['an empty JSON body', { path: '/api/scenes', headers: json }, 400, 'invalid_request'],
  ['not JSON', { path: '/api/scenes', headers: json, body: `{"scene":${SECRET}` }, 400, 'invalid_request'],
  ['a JSON text', { path: '/api/scenes', headers: json, body: '"x"' }, 400, 'invalid_request'],
  ['null', { path: '/api/scenes', headers: json, body: 'null' }, 400, 'invalid_request'],
  ['an array', { path: '/api/scenes', headers: json, body: '[]' }, 400, 'invalid_request'],
  ['deep nesting', { path: '/api/scenes', headers: json, body: deep }, 400, 'invalid_request'],
  [
    '__proto__',
    { path: '/api/scenes', headers: json, body: '{"__proto__":{"scene":"x"}}' },
    400,
    'invalid_request',
  ],
  ['a number as scene', { path: '/api/scenes', headers: json, body: '{"scene":1}' }, 400, 'invalid_request'],
  [
    'a scene too long',
    { path: '/api/scenes', headers: json, body: `{"scene":"${'A'.repeat(33)}"}` },
    400,
    'invalid_request',
  ],
  [
    'another display',
    { path: '/api/scenes', headers: json, body: `{"scene":"${SCENE}","display":"x"}` },
    400,
    'invalid_request',
  ],
  ['an old scene', { path: '/api/scenes', headers: json, body: `{"scene":"${SCENE}"}` }, 400, 'scene_clock'],
  [
    'a secret as verifier',
    { path: '/api/session', headers: json, body: `{"scene":"${SCENE}","verifier":"${SECRET}!"}` },
    400,
    'invalid_request',
  ],
  [
    'issue 12, number 7: a verifier in another spelling than that of its bytes',
    {
      path: '/api/session',
      headers: json,
      body: `{"scene":"${SCENE}","verifier":"${SECRET.slice(0, -1)}t"}`,
    },
    400,
    'invalid_request',
  ],
  [
    'a verifier of another scene',
    { path: '/api/session', headers: json, body: `{"scene":"${SCENE}","verifier":"${SECRET}"}` },
    404,
    'scene_not_found',
  ],
  [
    'a malformed scene in the path',
    { path: '/api/scenes/a%2Fb/token', headers: json, body: `{"verifier":"${SECRET}"}` },
    404,
    'scene_not_found',
  ],
  ['a NUL in the path', { path: '/api/scenes/%00/token', headers: json }, 400, 'invalid_request'],
  ['a NUL in the query', { method: 'GET', path: '/api/users?search=a%00' }, 400, 'invalid_request'],
  [
    'a scan without code',
    { path: `/api/scenes/${SCENE}/scan`, headers: json, body: '{}' },
    400,
    'invalid_request',
  ],
  [
    'a scan with an entry of words',
    { path: `/api/scenes/${SCENE}/scan`, headers: json, body: '{"code":"x","entry":"1047"}' },
    400,
    'invalid_request',
  ],
  [
    'a scan of nothing',
    { path: `/api/scenes/${SCENE}/scan`, headers: json, body: '{"code":"x"}' },
    404,
    'scene_not_found',
  ],
  ['a confirm without token', { path: `/api/scenes/${SCENE}/confirm`, headers: json }, 401, 'invalid_token'],
  [
    'a confirm with rubbish',
    { path: `/api/scenes/${SCENE}/confirm`, headers: { ...json, Authorization: `Bearer ${SECRET}` } },
    401,
    'invalid_token',
  ],
  [
    'a basic authorization',
    { method: 'GET', path: '/api/me', headers: { Authorization: `Basic ${SECRET}` } },
    401,
    'invalid_token',
  ],
  [
    'a bad cookie',
    { path: '/api/session/refresh', headers: { Cookie: `maqiao=${SECRET}; maqiao=; =; ;;` } },
    401,
    'no_session',
  ],
  [
    'a cookie of bytes',
    { path: '/api/session/refresh', headers: { Cookie: 'maqiao=%E0%A4%A; a.b.c' } },
    401,
    'no_session',
  ],
  [
    '10 MB',
    { path: '/api/scenes', headers: json, body: `{"scene":"${'A'.repeat(10_000_000)}"}` },
    413,
    'payload_too_large',
  ],
  [
    'a form',
    {
      path: '/api/scenes',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'scene=x',
    },
    415,
    'unsupported_media_type',
  ],
  [
    'a body without a type',
    { path: '/api/scenes', body: `{"scene":"${SCENE}"}` },
    415,
    'unsupported_media_type',
  ],
  [
    'a type that is none',
    { path: '/api/scenes', headers: { 'Content-Type': ';;;' }, body: '{}' },
    415,
    'unsupported_media_type',
  ],
  ['an unknown path', { method: 'GET', path: `/api/${SECRET}` }, 404, 'not_found'],
  ['an unknown page', { method: 'GET', path: '/../../etc/passwd' }, 404, 'not_found'],
  ['another method', { method: 'GET', path: '/api/scenes' }, 405, 'method_not_allowed'],
  [
    'another method with a parameter',
    { method: 'PUT', path: `/api/scenes/${SCENE}/scan` },
    405,
    'method_not_allowed',
  ],
  ['a broken escape', { method: 'GET', path: '/api/scenes/%E0%A4%A' }, 400, 'invalid_request'],
  [
    'introspection that is switched off',
    { path: '/api/introspect', headers: json, body: '{"token":"x"}' },
    404,
    'not_found',
  ],
];

describe('bad input gets a problem document with the right code, which does not repeat the input', () => {
  test.each(cases)('%s', async (_name, sent, status, code) => {
    const api = await startApi();
    const answer = await send(api, sent);
    expect([answer.status, answer.type.split(';')[0]]).toEqual([status, 'application/problem+json']);
    expect(problem.parse(JSON.parse(answer.text)).code).toBe(code);
    expect(answer.text).not.toContain('sEcReT');
    expect(answer.text).not.toMatch(/node_modules|\.ts:|\bat \S+ \(/);
    if (status === 405) expect(answer.allow).toContain('POST');
  });

  test('an openid in a body changes nothing', async () => {
    const api = await startApi();
    const [browser, phone] = [api.browser(), api.phone()];
    await browser.register({ openid: 'o-attacker', origin: 'https://bank.example', ip: '1.1.1.1' });
    const scanned = await phone.post<{ request: object }>(`/api/scenes/${browser.scene}/scan`, {
      code: api.simulator.loginCode('a'),
      openid: 'o-attacker',
      person: 'x',
    });
    expect(scanned.body.request).toMatchObject({ siteUrl: api.url });
    const [identity] = await api.database().selectFrom('identities').select('subject').execute();
    expect(identity?.subject).toBe(api.simulator.people.openid('a'));
  });

  test('bytes that are not HTTP get an answer and a closed connection', async () => {
    const api = await startApi();
    const { hostname, port } = new URL(api.url);
    const text = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), hostname, () =>
        socket.write('\u0016\u0003\u0001 rubbish\r\n\r\n'),
      );
      let received = '';
      socket.on('data', (chunk) => (received += chunk.toString()));
      socket.on('close', () => resolve(received));
    });
    expect(text).toMatch(/^HTTP\/1\.1 400 /);
    expect(problem.parse(JSON.parse(text.split('\r\n\r\n')[1] ?? '')).code).toBe('invalid_request');
  });

  test('headers without end are refused', async () => {
    const api = await startApi();
    const answer = await send(api, {
      method: 'GET',
      path: '/api/me',
      headers: { Cookie: 'a'.repeat(40_000) },
    });
    expect([answer.status, answer.type]).toEqual([431, 'application/problem+json']);
    expect(problem.parse(JSON.parse(answer.text)).code).toBe('payload_too_large');
  });

  test('a socket that sends invalid data is closed, and others stay open', async () => {
    const api = await startApi();
    const browser = api.browser();
    await browser.register();
    const watching = browser.watch();
    await watching.status('pending');
    const other = api.browser();
    await other.register();
    const rubbish = other.watch();
    await rubbish.status('pending');
    (
      rubbish.socket.io.engine as unknown as { transport: { ws: { send(text: string): void } } }
    ).transport.ws.send(`4${'x'.repeat(5000)}`);
    await rubbish.until(() => rubbish.disconnected, 'the end of the rubbish');
    await api.phone().scan(browser.scene);
    await watching.status('scanned');
  });
});
