import { describe, expect, test } from '@jest/globals';
import { connect } from 'node:net';
import { startApi, type ApiUnderTest } from './support/api-under-test.ts';
import { rawCall, type RawAnswer } from './support/raw-call.ts';

const H2C = [
  'Connection: Upgrade, HTTP2-Settings',
  'HTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA',
  'Upgrade: h2c',
];
const offering = (protocol: string) => ['Connection: Upgrade', `Upgrade: ${protocol}`];

/** What clients offer; the first is word for word what Java's HttpClient and `curl --http2` send with each call. */
const OFFERS: [string, string[]][] = [
  ['h2c', H2C],
  ['h2c in capitals', H2C.map((line) => line.replace('h2c', 'H2C'))],
  ['a word', offering('x')],
  ['TLS', offering('TLS/1.0, HTTP/2.0')],
  ['a websocket, where there is none', [...offering('websocket'), 'Sec-WebSocket-Version: 13', KEY()]],
  ['a list with a websocket in it', offering('h2c, websocket')],
  ['two of them', [...offering('h2c'), 'Upgrade: websocket']],
  ['nothing by name', offering('')],
];

function KEY(): string {
  return 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==';
}

const json = (text: string) => ['Content-Type: application/json', `Content-Length: ${text.length}`];
const SCENE = JSON.stringify({ scene: 'too short' });
const CALLS: [string, string[], string][] = [
  ['GET /livez HTTP/1.1', [], ''],
  ['HEAD /livez HTTP/1.1', [], ''],
  ['GET /.well-known/jwks.json HTTP/1.1', [], ''],
  ['GET /admin HTTP/1.1', [], ''],
  ['POST /api/scenes HTTP/1.1', json(SCENE), SCENE],
  [
    'POST /api/scenes HTTP/1.1',
    ['Content-Type: application/json', 'Transfer-Encoding: chunked'],
    chunked(SCENE),
  ],
  ['POST /api/session/refresh HTTP/1.1', ['Content-Length: 0'], ''],
  ['GET /api/me HTTP/1.1', [], ''],
  ['GET /nowhere HTTP/1.1', [], ''],
  ['DELETE /livez HTTP/1.1', [], ''],
  ['GET /socket.io HTTP/1.1', [], ''],
];

function chunked(text: string): string {
  return `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`;
}

/** An answer without what is new in each. */
const lasting = ({ status, headers, text }: RawAnswer) => [
  status,
  [...headers].filter(([name]) => name !== 'date'),
  text.replace(/"(requestId|now)":"[^"]+"/, ''),
];

describe('issue 12, number 1: an upgrade offer is ignored, and the call is answered', () => {
  test.each(OFFERS)('%s', async (_name, offer) => {
    const api = await startApi({ environment: { SCENES_PER_MINUTE: '1000' } });
    for (const [line, headers, body] of CALLS) {
      const plain = await rawCall(api.url, [line, ...headers], body);
      const offered = await rawCall(api.url, [line, ...headers, ...offer], body);
      expect([line, ...lasting(offered)]).toEqual([line, ...lasting(plain)]);
      expect(offered.status).toBeGreaterThanOrEqual(200);
    }
  });

  test('the connection stays open: the next call on it is answered too', async () => {
    const api = await startApi();
    const { hostname, port } = new URL(api.url);
    const socket = connect(Number(port), hostname);
    const call = (path: string) =>
      socket.write([`GET ${path} HTTP/1.1`, `Host: ${hostname}`, ...H2C, '', ''].join('\r\n'));
    call('/livez');
    let received = '';
    for await (const chunk of socket.setEncoding('utf8')) {
      received += chunk as string;
      const answers = received.split('"status":"ok"').length - 1;
      if (answers === 2) break;
      if (answers === 1) call('/readyz');
    }
    expect(received.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
  });
});

describe('issue 12, number 1: at the path of the sockets', () => {
  const at = (query = 'EIO=4&transport=websocket') => `/socket.io/?${query}`;
  const handshake = ['Sec-WebSocket-Version: 13', KEY(), 'Connection: keep-alive, Upgrade'];

  test.each(['websocket', 'WebSocket', 'WEBSOCKET'])('%s opens one', async (protocol) => {
    const api = await startApi();
    const lines = [`GET ${at()} HTTP/1.1`, ...handshake, `Upgrade: ${protocol}`];
    expect((await rawCall(api.url, lines)).status).toBe(101);
  });

  const refused: [string, string[], body?: string][] = [
    ['h2c', [`GET ${at()} HTTP/1.1`, ...H2C]],
    ['no offer', [`GET ${at()} HTTP/1.1`]],
    [
      'another method',
      [`POST ${at()} HTTP/1.1`, ...handshake, 'Upgrade: websocket', 'Content-Length: 2'],
      '{}',
    ],
    ['no key', [`GET ${at()} HTTP/1.1`, ...offering('websocket'), 'Sec-WebSocket-Version: 13']],
    ['an old version', [`GET ${at()} HTTP/1.1`, ...offering('websocket'), KEY(), 'Sec-WebSocket-Version: 7']],
    ['an unknown transport', [`GET ${at('EIO=4&transport=x')} HTTP/1.1`, ...handshake, 'Upgrade: websocket']],
    ['polling', [`GET ${at('EIO=4&transport=polling')} HTTP/1.1`]],
    [
      'an unknown session',
      [`GET ${at('EIO=4&transport=websocket&sid=x')} HTTP/1.1`, ...handshake, 'Upgrade: websocket'],
    ],
    [
      'a foreign page',
      [`GET ${at()} HTTP/1.1`, ...handshake, 'Upgrade: websocket', 'Origin: https://evil.example'],
    ],
    [
      'a body',
      [`GET ${at('x')} HTTP/1.1`, ...handshake, 'Upgrade: websocket', 'Content-Length: 9'],
      'x'.repeat(9),
    ],
    [
      'another spelling',
      [`GET /%73ocket.io/?EIO=4&transport=websocket HTTP/1.1`, ...handshake, 'Upgrade: websocket'],
    ],
    ['the whole address', [`GET http://x.example${at()} HTTP/1.1`, ...handshake, 'Upgrade: websocket']],
  ];
  test.each(refused)('%s is refused, with an answer', async (_name, ...[lines, body]) => {
    const api = await startApi();
    const { status } = await rawCall(api.url, lines, body);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  });
});

describe('issue 12, number 1: no call ends without an answer', () => {
  const problem = ({ status, headers, text }: RawAnswer) => [
    status,
    headers.get('content-type'),
    headers.get('cache-control'),
    headers.get('x-content-type-options'),
    (JSON.parse(text) as { code: string }).code,
  ];
  const problemOf = (status: number, code: string) => [
    status,
    'application/problem+json',
    'no-store',
    'nosniff',
    code,
  ];
  const send = (api: ApiUnderTest, ...lines: string[]) => rawCall(api.url, lines);

  test('a tunnel', async () => {
    const answer = await send(await startApi(), 'CONNECT evil.example:443 HTTP/1.1');
    expect(problem(answer)).toEqual(problemOf(405, 'method_not_allowed'));
    expect(answer.headers.get('allow')).toBe('');
  });

  test('HTTP/2 from the first byte on', async () => {
    const answer = await send(await startApi(), 'PRI * HTTP/2.0', '', 'SM', '', '');
    expect(problem(answer)).toEqual(problemOf(400, 'invalid_request'));
  });

  test('headers that are too long', async () => {
    const answer = await send(await startApi(), 'GET /livez HTTP/1.1', `X: ${'x'.repeat(30_000)}`);
    expect(problem(answer)).toEqual(problemOf(431, 'payload_too_large'));
  });

  test('a request that does not arrive', async () => {
    const api = await startApi();
    const server = api.app.getHttpServer();
    // Node finds out every 30 s; told of it at once, the answer is the same.
    server.once('connection', (socket) => {
      const late = Object.assign(new Error('late'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });
      server.emit('clientError', late, socket);
    });
    expect(problem(await rawCall(api.url, ['POST /api/scenes HTTP/1.1', 'X:']))).toEqual(
      problemOf(408, 'invalid_request'),
    );
  });

  test('an unknown Expect header', async () => {
    const api = await startApi();
    const body = '{}';
    const call = (expectation: string) =>
      rawCall(api.url, ['POST /api/scenes HTTP/1.1', ...json(body), `Expect: ${expectation}`], body);
    expect((await call('100-continue')).status).toBe(400);
    expect((await call('a miracle')).status).toBe(417);
  });
});
