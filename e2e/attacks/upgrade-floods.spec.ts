import { describe, expect, test } from '@jest/globals';
import { requestText, exchangeBytes, statusesOf } from './support/raw.ts';
import { signIn } from './support/sign-in.ts';
import { ATTACKER_IP, PUBLIC_URL, useTarget } from './support/target.ts';

/** What clients offer, well-meaning ones and others: a server answers as if it had not read it (RFC 9110 §7.8). */
const OFFERS: Readonly<Record<string, string>>[] = [
  { Connection: 'Upgrade', Upgrade: 'x' },
  { Connection: 'Upgrade, HTTP2-Settings', Upgrade: 'h2c', 'HTTP2-Settings': 'AAMAAABkAAQAoAAAAAIAAAAA' },
  { Connection: 'upgrade', Upgrade: 'WEBSOCKET' },
  {
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
  },
  { Connection: 'Upgrade', Upgrade: 'h2c, websocket' },
  { Connection: 'keep-alive, Upgrade', Upgrade: 'TLS/1.2, HTTP/2.0' },
];

describe('issue 12, number 1: any Upgrade header is Engine.IO’s', () => {
  const target = useTarget();

  test.each(OFFERS)('takes an answer away from a health check with %j', async (offer) => {
    const received = await exchangeBytes(target().port, requestText('GET /livez', offer), {
      enough: (text) => text.includes('"status":"ok"'),
    });
    expect(statusesOf(received)).toEqual([200]);
  });

  test('takes the answers of every other kind of call away: pages, keys, calls with a body, what is not there', async () => {
    const scene = target().browser();
    const body = JSON.stringify({ scene: scene.scene });
    const json = { 'Content-Type': 'application/json', Origin: PUBLIC_URL, 'X-Forwarded-For': ATTACKER_IP };
    const offer = { Connection: 'Upgrade', Upgrade: 'h2c' };
    const calls: [string, string, number][] = [
      [requestText('GET /', offer), '</html>', 200],
      [requestText('GET /.well-known/jwks.json', offer), '"kty"', 200],
      [requestText('POST /api/scenes', { ...json, ...offer }, body), '"wxacode"', 201],
      [requestText('GET /api/me', offer), 'invalid_token', 401],
      [requestText('GET /nowhere', offer), '404', 404],
      [requestText('GET /socket.io', offer), '404', 404],
    ];
    for (const [text, end, status] of calls) {
      const received = await exchangeBytes(target().port, text, {
        enough: (all) => all.includes(end) && /\r\n\r\n/.test(all),
      });
      expect([text.split('\r\n')[0], statusesOf(received)]).toEqual([text.split('\r\n')[0], [status]]);
    }
  });

  test('holds hundreds of such calls open while people sign in', async () => {
    const flood = Array.from({ length: 300 }, (_, turn) =>
      exchangeBytes(target().port, requestText('GET /livez', OFFERS[turn % OFFERS.length]), {
        enough: (text) => text.includes('"status":"ok"'),
      }),
    );
    await signIn(target().browser(), target().phone());
    const answers = (await Promise.all(flood)).map((received) => statusesOf(received)[0]);
    expect(answers.filter((status) => status === 200)).toHaveLength(300);
  });

  test('asks for an upgrade where sockets are, without being one', async () => {
    const path = '/socket.io/?EIO=4&transport=websocket';
    for (const [line, offer] of [
      [`GET ${path}`, { Connection: 'Upgrade', Upgrade: 'h2c' }],
      [`POST ${path}`, { Connection: 'Upgrade', Upgrade: 'websocket' }],
      [`GET ${path}`, { Connection: 'Upgrade', Upgrade: 'websocket' }],
      ['GET /socket.io/?EIO=3&transport=websocket', { Connection: 'Upgrade', Upgrade: 'websocket' }],
      ['GET /socket.io/?EIO=4&transport=polling', {}],
    ] as const) {
      const received = await exchangeBytes(
        target().port,
        requestText(line, { ...offer, Origin: PUBLIC_URL }),
        {
          enough: (text) => /^HTTP\/1\.1 \d{3}/.test(text),
        },
      );
      expect(statusesOf(received)[0]).toBeGreaterThanOrEqual(400);
    }
    await signIn(target().browser(), target().phone());
  });
});
