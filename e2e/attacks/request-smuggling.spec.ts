import { describe, expect, test } from '@jest/globals';
import { requestText, speak, statusesOf } from './support/raw.ts';
import { signIn } from './support/sign-in.ts';
import { PUBLIC_URL, useTarget } from './support/target.ts';

const HIDDEN = 'GET /api/hidden-in-a-body HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';
const start = 'POST /api/scenes HTTP/1.1\r\nHost: login.example.com\r\nContent-Type: application/json\r\n';

/** Requests that two servers may end at different places (RFC 9112 §6.3, §11.2). */
const AMBIGUOUS: Readonly<Record<string, string>> = {
  'CL.TE': `${start}Content-Length: ${5 + HIDDEN.length}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${HIDDEN}`,
  'TE.CL': `${start}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n${HIDDEN.length.toString(16)}\r\n${HIDDEN}\r\n0\r\n\r\n`,
  'two lengths': `${start}Content-Length: 2\r\nContent-Length: ${2 + HIDDEN.length}\r\n\r\n{}${HIDDEN}`,
  'a list of lengths': `${start}Content-Length: 2, ${2 + HIDDEN.length}\r\n\r\n{}${HIDDEN}`,
  'a length with a sign': `${start}Content-Length: +2\r\n\r\n{}${HIDDEN}`,
  'a length in hexadecimal': `${start}Content-Length: 0x2\r\n\r\n{}${HIDDEN}`,
  'a length below zero': `${start}Content-Length: -1\r\n\r\n${HIDDEN}`,
  'a length with a space before the colon': `${start}Content-Length : 2\r\n\r\n{}${HIDDEN}`,
  xchunked: `${start}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${HIDDEN}`,
  'chunked, identity': `${start}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${HIDDEN}`,
  'chunked twice': `${start}Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n${HIDDEN}`,
  'TE with a tab in its name': `${start}Transfer-Encoding\t: chunked\r\n\r\n0\r\n\r\n${HIDDEN}`,
  'TE behind a vertical tab': `${start}Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n${HIDDEN}`,
  'a folded header': `${start}X: y\r\n Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n{}${HIDDEN.replace('HTTP/1.1', 'HTTP/9')}`,
  'a chunk size that overflows': `${start}Transfer-Encoding: chunked\r\n\r\n10000000000000002\r\n{}\r\n0\r\n\r\n${HIDDEN}`,
  'a chunk size with a sign': `${start}Transfer-Encoding: chunked\r\n\r\n+2\r\n{}\r\n0\r\n\r\n${HIDDEN}`,
  'bare LF in the head': `${start.replaceAll('\r\n', '\n')}Content-Length: 2\n\n{}${HIDDEN}`,
  'bare CR in a header': `${start}X: a\rContent-Length: 0\r\nContent-Length: 2\r\n\r\n{}${HIDDEN}`,
  'NUL in a header': `${start}X: a\0b\r\nContent-Length: 2\r\n\r\n{}${HIDDEN}`,
  'a chunk that ends in bare LF': `${start}Transfer-Encoding: chunked\r\n\r\n2\n{}\n0\n\n${HIDDEN}`,
  'a chunk extension with a bare LF': `${start}Transfer-Encoding: chunked\r\n\r\n2;x\nyy\r\n{}\r\n0\r\n\r\n${HIDDEN}`,
};

describe('issue 12, number 9: hides a request in another one', () => {
  const target = useTarget();

  test.each(Object.entries(AMBIGUOUS))('%s', async (_name, bytes) => {
    const heard = await speak(target().port, bytes);
    // Refused at once, and nothing behind it is read: that would be the 404 of a call that nobody sent.
    expect([heard.slice(0, 12), statusesOf(heard).includes(404)]).toEqual(['HTTP/1.1 400', false]);
    expect(heard).toMatch(/connection: close/i);
  });

  test('pipelines calls of two people over one connection: each has its own answer', async () => {
    const [one, other] = [target().browser(), target().browser()];
    const mine = await signIn(one, target().phone());
    const theirs = await signIn(other, target().phone({ person: 'b' }));
    const call = (token: string, connection: string) =>
      requestText('GET /api/me', { Authorization: `Bearer ${token}`, Connection: connection });
    const heard = await speak(
      target().port,
      [mine, theirs, mine].map(({ accessToken }) => call(accessToken, 'keep-alive')).join('') +
        call('none', 'close'),
    );
    expect(statusesOf(heard)).toEqual([200, 200, 200, 401]);
    const ids = [...heard.matchAll(/"id":"([^"]+)"/g)].map(([, id]) => id);
    const [first, second] = [
      (await one.me(mine.accessToken)).body.id,
      (await other.me(theirs.accessToken)).body.id,
    ];
    expect(ids).toEqual([first, second, first]);
  });

  test('leaves a body half sent, and lets the next caller of a proxy’s connection finish it', async () => {
    const heard = await speak(
      target().port,
      requestText('POST /api/session/refresh', {
        Connection: 'keep-alive',
        'Content-Length': '5',
        Origin: PUBLIC_URL,
      }) + requestText('GET /api/me', {}),
      { enough: (text) => statusesOf(text).length > 0 },
    );
    expect(statusesOf(heard)[0]).toBeGreaterThanOrEqual(400);
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
      const heard = await speak(target().port, requestText(line));
      const [status = 400] = statusesOf(heard);
      expect([line, status >= 400 && status < 500]).toEqual([line, true]);
      expect(heard).not.toMatch(/x-hidden|server: |x-powered-by/i);
    }
    await signIn(target().browser(), target().phone());
  });
});
