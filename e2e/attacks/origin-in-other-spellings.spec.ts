import { describe, expect, test } from '@jest/globals';
import { claimsOf } from '../many/support/token-claims.ts';
import type { Browser } from './support/browser.ts';
import { requestText, exchangeBytes, statusesOf } from './support/raw.ts';
import { signIn } from './support/sign-in.ts';
import { PUBLIC_URL, useTarget } from './support/target.ts';

const NEIGHBOUR = 'https://blog.example.com';

/** Ways to write one path that a router may read as that path. */
const spellings = (path: string): string[] => [
  path,
  `${path}/`,
  path.replace('/api', '/%61pi'),
  path.replace('/api', '/a%70i'),
  path.replace('/api', '/%61%70%69'),
  path.replace('/api', '/%2561pi'),
  path.replace('/api', '/API'),
  path.replace('/api', '//api'),
  path.replace('/api', '/./api'),
  path.replace('/api', '/x/../api'),
  path.replace('/api/', '/api%2f'),
  path.replace('/api/', '/api//'),
  path.replace('session', '%73ession'),
  `${path};x=1`,
  `${path}?x`,
  `${path}#x`,
  `${PUBLIC_URL}${path}`,
  `http://login.example.com${path}`,
  `https://evil.example${path}`,
  `HTTP://LOGIN.EXAMPLE.COM${path.replace('/api', '/%61pi')}`,
  path.slice(1),
];

describe('issue 12, number 4: the origin rule reads the raw address', () => {
  const target = useTarget({ CORS_ORIGINS: 'https://shop.example.com' });

  const cookieOf = (browser: Browser): string =>
    [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');

  /** What a page of another origin can send without asking first, and what its browser adds. */
  const asPageOf = (origin: string, cookie: string) => ({
    Origin: origin,
    Cookie: cookie,
    'Sec-Fetch-Site': 'same-site',
    'X-Forwarded-For': '198.51.100.7',
  });

  test('advances the victim’s cookie from a neighbour’s page, in every spelling of the path', async () => {
    const victim = target().browser();
    await signIn(victim, target().phone());
    const passed: string[] = [];
    for (const origin of [NEIGHBOUR, 'null']) {
      for (const path of spellings('/api/session/refresh')) {
        const text = requestText(`POST ${path}`, {
          ...asPageOf(origin, cookieOf(victim)),
          'Content-Length': '0',
        });
        const received = await exchangeBytes(target().port, text);
        const refused = (statusesOf(received)[0] ?? 0) >= 400 && !/set-cookie|accessToken/i.test(received);
        if (!refused) passed.push(`${origin} ${path}`);
      }
    }
    expect(passed).toEqual([]);
    expect((await victim.refresh()).status).toBe(200);
  });

  test('signs the victim out, or reads their session, from a neighbour’s page', async () => {
    const victim = target().browser();
    await signIn(victim, target().phone());
    const passed: string[] = [];
    for (const method of ['DELETE', 'POST']) {
      const wanted = method === 'POST' ? '/api/session/delete' : '/api/session';
      for (const path of spellings(wanted)) {
        const text = requestText(`${method} ${path}`, {
          ...asPageOf(NEIGHBOUR, cookieOf(victim)),
          'Content-Length': '0',
        });
        const received = await exchangeBytes(target().port, text);
        if ((statusesOf(received)[0] ?? 0) < 400) passed.push(`${method} ${path}`);
      }
    }
    expect(passed).toEqual([]);
    expect((await victim.refresh()).status).toBe(200);
  });

  test('opens scenes from a page that is not listed, in every spelling', async () => {
    const passed: string[] = [];
    for (const path of spellings('/api/scenes')) {
      const body = JSON.stringify({ scene: target().browser().scene });
      const headers = { ...asPageOf('https://evil.example', ''), 'Content-Type': 'application/json' };
      const received = await exchangeBytes(target().port, requestText(`POST ${path}`, headers, body));
      if ((statusesOf(received)[0] ?? 0) < 400) passed.push(path);
    }
    expect(passed).toEqual([]);
  });

  test('has an answer with tokens kept by a cache, or read as something else, in every spelling', async () => {
    const kept: string[] = [];
    for (const path of spellings('/api/session/refresh')) {
      const received = await exchangeBytes(
        target().port,
        requestText(`POST ${path}`, { 'Content-Length': '0', Origin: PUBLIC_URL }),
      );
      const isOurs = /no_session|"code":"/.test(received);
      if (isOurs && statusesOf(received)[0] === 401) {
        if (!/cache-control: no-store/i.test(received) || !/x-content-type-options: nosniff/i.test(received))
          kept.push(path);
      }
    }
    expect(kept).toEqual([]);
  });

  test('opens a socket from a foreign page, by every spelling of its path', async () => {
    const opened: string[] = [];
    for (const path of [
      '/socket.io/',
      '/%73ocket.io/',
      '//socket.io/',
      '/socket.io',
      `${PUBLIC_URL}/socket.io/`,
    ]) {
      const headers = {
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
        Origin: NEIGHBOUR,
      };
      const line = `GET ${path}?EIO=4&transport=websocket`;
      const received = await exchangeBytes(target().port, requestText(line, headers), {
        enough: (text) => /^HTTP\/1\.1 \d{3}/.test(text),
      });
      if (statusesOf(received)[0] === 101) opened.push(path);
    }
    expect(opened).toEqual([]);
  });

  test('posts to the twins of PUT, PATCH and DELETE from a foreign page, as forms and without a body', async () => {
    const victim = target().browser();
    const phone = target().phone();
    const { accessToken } = await signIn(victim, phone);
    const { sid = '' } = claimsOf(accessToken);
    const twins = [
      'me',
      'me/delete',
      'me/avatar',
      'me/avatar/delete',
      'session/delete',
      'sessions/delete',
      `sessions/${sid}/delete`,
    ];
    const done: string[] = [];
    for (const twin of twins) {
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json', undefined]) {
        const headers = {
          ...asPageOf('https://evil.example', cookieOf(victim)),
          ...(type && { 'Content-Type': type }),
        };
        const body = type === undefined ? '' : '{"nickname":"x"}';
        const text = requestText(
          `POST /api/${twin}`,
          { ...(body === '' && { 'Content-Length': '0' }), ...headers },
          body,
        );
        if ((statusesOf(await exchangeBytes(target().port, text))[0] ?? 0) < 400)
          done.push(`${twin} ${type ?? ''}`);
      }
    }
    expect(done).toEqual([]);
    expect((await victim.refresh()).status).toBe(200);
    expect((await phone.send<{ nickname: null }>('GET', '/api/me')).body.nickname).toBeNull();
  });

  test('says that a call of theirs is another method', async () => {
    const victim = target().browser();
    await signIn(victim, target().phone());
    for (const name of ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override']) {
      await victim.send('POST', '/api/session?_method=DELETE', {}, { [name]: 'DELETE' });
      await victim.send('GET', '/api/session?_method=DELETE', undefined, { [name]: 'DELETE' });
    }
    expect((await victim.refresh()).status).toBe(200);
  });
});
