import { describe, expect, test } from '@jest/globals';
import { AMBIGUOUS } from './support/ambiguous.ts';
import { requestText, exchangeBytes, statusesOf } from './support/raw.ts';
import { signIn } from './support/sign-in.ts';
import { PUBLIC_URL, useTarget } from './support/target.ts';

describe('issue 12, number 9: hides a request in another one', () => {
  const target = useTarget();

  test.each(Object.entries(AMBIGUOUS))('%s', async (_name, bytes) => {
    const received = await exchangeBytes(target().port, bytes);
    // Refused at once, and nothing behind it is read: that would be the 404 of a call that nobody sent.
    expect([received.slice(0, 12), statusesOf(received).includes(404)]).toEqual(['HTTP/1.1 400', false]);
    expect(received).toMatch(/connection: close/i);
  });

  test('pipelines calls of two people over one connection: each has its own answer', async () => {
    const [one, other] = [target().browser(), target().browser()];
    const mine = await signIn(one, target().phone());
    const theirs = await signIn(other, target().phone({ person: 'b' }));
    const call = (token: string, connection: string) =>
      requestText('GET /api/me', { Authorization: `Bearer ${token}`, Connection: connection });
    const received = await exchangeBytes(
      target().port,
      [mine, theirs, mine].map(({ accessToken }) => call(accessToken, 'keep-alive')).join('') +
        call('none', 'close'),
    );
    expect(statusesOf(received)).toEqual([200, 200, 200, 401]);
    const ids = [...received.matchAll(/"id":"([^"]+)"/g)].map(([, id]) => id);
    const [first, second] = [
      (await one.me(mine.accessToken)).body.id,
      (await other.me(theirs.accessToken)).body.id,
    ];
    expect(ids).toEqual([first, second, first]);
  });

  test('leaves a body half sent, and lets the next caller of a proxy’s connection finish it', async () => {
    const received = await exchangeBytes(
      target().port,
      requestText('POST /api/session/refresh', {
        Connection: 'keep-alive',
        'Content-Length': '5',
        Origin: PUBLIC_URL,
      }) + requestText('GET /api/me', {}),
      { enough: (text) => statusesOf(text).length > 0 },
    );
    expect(statusesOf(received)[0]).toBeGreaterThanOrEqual(400);
  });

  test('asks for methods and targets that a proxy would not pass', async () => {
    for (const line of [
      'TRACE /',
      'CONNECT login.example.com:443',
      'CONNECT /',
      'PRI *',
      'OPTIONS *',
      'GET *',
      'get /',
      'PROPFIND /',
      'GET http://',
      'GET \\\\x',
    ]) {
      const received = await exchangeBytes(target().port, requestText(line));
      const [status = 400] = statusesOf(received);
      expect([line, status >= 400 && status < 500]).toEqual([line, true]);
      expect(received).not.toMatch(/x-hidden|server: |x-powered-by/i);
    }
    await signIn(target().browser(), target().phone());
  });
});
