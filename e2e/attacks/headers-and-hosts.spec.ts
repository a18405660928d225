import { afterAll, describe, expect, test } from '@jest/globals';
import { post } from '../proxies/support/calls.ts';
import { closeChromium, openContext } from '../support/chromium.ts';
import { startStack } from '../support/stack.ts';
import { requestText, exchangeBytes, statusesOf } from './support/raw.ts';
import { signIn } from './support/sign-in.ts';
import { PUBLIC_URL, useTarget } from './support/target.ts';

const PAGES = ['/', '/admin', '/maqiao.js', '/.well-known/jwks.json', '/api/me', '/nowhere'];

describe('issue 12, number 9: headers that lie', () => {
  const target = useTarget({ CORS_ORIGINS: 'https://shop.example.org' });

  test('names another host, to have its name in a page, a token, a picture’s address or a redirect', async () => {
    const lies = {
      Host: 'evil.example',
      'X-Forwarded-Host': 'evil.example',
      'X-Host': 'evil.example',
      'X-Original-URL': '/api/users',
      'X-Rewrite-URL': '/api/users',
      'X-Forwarded-Proto': 'http',
      'X-Forwarded-Prefix': '/evil.example',
      Forwarded: 'host=evil.example',
    };
    for (const path of PAGES) {
      const [forged, plain] = await Promise.all([
        post(`${target().url}${path}`, undefined, { method: 'GET', headers: lies }),
        post(`${target().url}${path}`, undefined, { method: 'GET' }),
      ]);
      expect([path, forged.status]).toEqual([path, plain.status]);
      expect(`${JSON.stringify(forged.headers)}${forged.text}`).not.toContain('evil.example');
      expect(forged.text.replace(/"requestId":"[^"]+"/, '')).toBe(
        plain.text.replace(/"requestId":"[^"]+"/, ''),
      );
    }
    const browser = target().browser({ headers: lies });
    const { accessToken } = await signIn(browser, target().phone());
    const { iss, aud } = JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString()) as {
      iss: string;
      aud: string;
    };
    expect([iss, aud]).toEqual([PUBLIC_URL, PUBLIC_URL]);
  });

  test('rebinds a name of theirs to the server, and calls it as their own page', async () => {
    const rebound = target().browser({ origin: 'http://evil.example', headers: { Host: 'evil.example' } });
    expect((await rebound.register()).status).toBe(403);
    const socket = await rebound.watch();
    expect(socket.refusal).toBeDefined();
    socket.close();
    // A page of the rebound name without an Origin says by Sec-Fetch-Site that it is its own: it can open a code, as any
    // program can, and the phone is shown the site's address, not theirs.
    const own = target().browser({
      origin: null,
      headers: { Host: 'evil.example', 'Sec-Fetch-Site': 'same-origin' },
    });
    await own.register();
    expect((await target().phone().scan(own.scene)).body.request.siteUrl).toBe(PUBLIC_URL);
  });

  test('puts line ends where they may come back in a header', async () => {
    for (const path of [
      '/%0d%0aX-Evil:%20yes',
      '/api/avatars/%0d%0aX-Evil:%20yes',
      '/api/me?x=%0d%0aX-Evil:%20yes',
      '/%E5%98%8A%E5%98%8DX-Evil:yes',
    ]) {
      const received = await exchangeBytes(
        target().port,
        requestText(`GET ${path}`, { Origin: 'https://x\u2028X-Evil' }),
      );
      expect([path, /^x-evil/im.test(received)]).toEqual([path, false]);
    }
    const origin = `${PUBLIC_URL}\r\nX-Evil: yes`.replace('\r\n', '%0d%0a');
    const received = await exchangeBytes(target().port, requestText('GET /api/me', { Origin: origin }));
    expect(statusesOf(received)).toEqual([403]);
  });

  test.each([
    'null',
    'https://evil.example',
    'https://login.example.com.evil.example',
    'https://evil-login.example.com',
    'http://login.example.com',
    'https://login.example.com:8443',
    'https://LOGIN.example.com',
    'https://login.example.com/',
    'https://login.example.com, https://evil.example',
    'file://',
    'chrome-extension://x',
    '',
  ])('reads an answer as a page of %s', async (origin) => {
    const { status, headers } = await target().browser({ origin }).send('POST', '/api/session/refresh');
    expect([status, headers['access-control-allow-origin']]).toEqual([403, undefined]);
    const preflight = await target()
      .browser({ origin })
      .send('OPTIONS', '/api/session/refresh', undefined, { 'Access-Control-Request-Method': 'POST' });
    expect(preflight.headers['access-control-allow-origin']).toBeUndefined();
  });

  test('sends cookies from a listed page of another site', async () => {
    const { headers } = await target().browser({ origin: 'https://shop.example.org' }).send('GET', '/api/me');
    expect(headers['access-control-allow-origin']).toBe('https://shop.example.org');
    expect(headers['access-control-allow-credentials']).toBeUndefined();
    expect(headers.vary).toMatch(/origin/i);
  });

  test('posts a form, and what else a page may send without asking first', async () => {
    const scene = target().browser().scene;
    for (const type of [
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'text/plain',
      'text/plain; application/json',
      '',
    ]) {
      const { status, body } = await target()
        .browser()
        .send<{ code: string }>('POST', '/api/scenes', JSON.stringify({ scene }), { 'Content-Type': type });
      expect([type, status, body.code]).toEqual([type, 415, 'unsupported_media_type']);
    }
  });

  test('poisons a cache: by a query, a header or a path that looks like a file', async () => {
    const browser = target().browser();
    const { accessToken } = await signIn(browser, target().phone());
    for (const path of [
      '/api/me/x.css',
      '/api/me;x.js',
      '/api/me%2fx.png',
      '/api/me/..%2fx.css',
      '/api/me?x.css',
      '/api/me/.css',
    ]) {
      const { status, headers, text } = await browser.send('GET', path, undefined, {
        Authorization: `Bearer ${accessToken}`,
      });
      expect([path, headers['cache-control']]).toEqual([path, 'no-store']);
      if (path !== '/api/me?x.css')
        expect([path, status, text.includes('nickname')]).toEqual([path, 404, false]);
    }
    for (const path of ['/', '/index.html', '/?evil', '/%2e', '/assets/../index.html']) {
      const { headers, text } = await browser.send('GET', path, undefined, {
        'X-Forwarded-Host': 'evil.example',
      });
      expect(text).not.toContain('evil');
      expect([path, headers['cache-control'] ?? 'none']).not.toEqual([
        path,
        expect.stringMatching(/max-age=[1-9].*immutable/),
      ]);
    }
  });

  test('leaves the folder of the page’s files', async () => {
    for (const path of [
      '/assets/../../package.json',
      '/assets/..%2f..%2fpackage.json',
      '/..%5c..%5cpackage.json',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/assets/%00',
      '//etc/passwd',
      '/file:///etc/passwd',
      '/assets/....//....//package.json',
      '/api/avatars/..%2f..%2fmaqiao.db',
      '/api/avatars/%2e%2e%2fmaqiao.db.secret',
      '/api/avatars/.jpg',
    ]) {
      const received = await exchangeBytes(target().port, requestText(`GET ${path}`));
      const [status = 0] = statusesOf(received);
      expect([path, status >= 400 && status < 500, /root:|"dependencies"|SQLite/.test(received)]).toEqual([
        path,
        true,
        false,
      ]);
    }
  });

  test('is sent elsewhere by what a link carries', async () => {
    for (const query of ['next', 'redirect', 'redirect_uri', 'return', 'url', 'continue', 'returnTo']) {
      const received = await exchangeBytes(target().port, requestText(`GET /?${query}=https://evil.example`));
      expect([query, statusesOf(received), /^location:/im.test(received)]).toEqual([query, [200], false]);
    }
    for (const path of [
      '//evil.example',
      '//evil.example/%2f..',
      '/\\evil.example',
      '/admin//evil.example',
      '/admin/%5cevil.example',
      '/.evil.example',
    ]) {
      const received = await exchangeBytes(target().port, requestText(`GET ${path}`));
      expect([path, /^location: *(https?:)?[\\/]{2}/im.test(received)]).toEqual([path, false]);
    }
  });

  test('shows the page inside of theirs, and reads it as something else', async () => {
    for (const path of ['/', '/admin', '/index.html', '/nowhere']) {
      const { headers } = await post(`${target().url}${path}`, undefined, { method: 'GET' });
      if (!String(headers['content-type']).includes('html')) continue;
      const policy = String(headers['content-security-policy']);
      expect(policy).toMatch(/frame-ancestors 'none'/);
      expect(policy).toMatch(/default-src|script-src/);
      expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|\*/);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toMatch(/no-referrer|same-origin|strict-origin/);
    }
  });
});

describe('issue 12, number 9: in a real browser', () => {
  afterAll(closeChromium);

  test('frames the login page, opens its socket and calls it from a foreign page', async () => {
    const stack = await startStack();
    const foreign = await startStack({ PUBLIC_URL: 'https://evil.example', TRUST_PROXY: '1' });
    const page = await (await openContext({ bypassCSP: true })).newPage();
    // What Chromium says of the frame is what this test is for.
    const said: string[] = [];
    page.removeAllListeners('console').on('console', (message) => said.push(message.text()));
    // Chromium takes every name under localhost to this machine: another host is another site.
    const elsewhere = foreign.url.replace('localhost', 'evil.localhost');
    await page.goto(elsewhere);
    const found = await page.evaluate(async (url) => {
      const frame = document.createElement('iframe');
      const framed = new Promise<boolean>((resolve) => {
        frame.onload = () => resolve(frame.contentDocument === null && frame.contentWindow?.length === 0);
      });
      frame.src = url;
      document.body.append(frame);
      const opened = new Promise<string>((resolve) => {
        const socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
        socket.onopen = () => resolve('opened');
        socket.onerror = () => resolve('refused');
      });
      const called = await fetch(`${url}/api/session/refresh`, {
        method: 'POST',
        credentials: 'include',
      }).then(
        () => 'read',
        () => 'not read',
      );
      await framed;
      return { opened: await opened, called };
    }, stack.url);
    expect(found).toEqual({ opened: 'refused', called: 'not read' });
    const inside = page.frames().find((frame) => frame !== page.mainFrame());
    expect((await inside?.$('.card')) ?? null).toBeNull();
    expect(said.join('\n')).toMatch(/frame-ancestors 'none'/);
  });
});
