import { describe, expect, jest, test } from '@jest/globals';
import { loginResult, me, miniProgramSession } from '@maqiao/shared/schemas';
import { request } from 'node:http';
import { connect } from 'node:net';
import sharp from 'sharp';
import { AvatarStorage, storageAway } from '../src/people/avatars/avatar-storage.ts';
import { S3_BUCKET, S3_KEYS, startS3 } from './s3.ts';
import { afterThisTest } from './support/after-this-test.ts';
import { startApi, type ApiUnderTest } from './support/api-under-test.ts';

const MIB = 1024 * 1024;
const LISTED = 'https://shop.example';
const png = (background = '#a33') =>
  sharp({ create: { width: 60, height: 40, channels: 3, background } })
    .png()
    .toBuffer();

async function startWithPhone(environment: Record<string, string> = {}) {
  const api = await startApi({ environment });
  const phone = api.phone();
  await phone.signIn();
  return { api, phone };
}

/** Status and code of a refusal. */
async function refusal(
  answer: Promise<{ status: number; body: unknown }>,
): Promise<[number, string | undefined]> {
  const { status, body } = await answer;
  return [status, (body as { code?: string } | null)?.code];
}

describe('PATCH /api/me', () => {
  // wx.request has no PATCH: PUT is the phone's way.
  test.each(['PATCH', 'PUT'])('sets a nickname, trimmed, and removes it, by %s', async (method) => {
    const { phone } = await startWithPhone();
    const set = await phone.post('/api/me', { nickname: '  王小明 ' }, method);
    expect([set.status, me.parse(set.body).nickname]).toEqual([200, '王小明']);
    expect(me.parse((await phone.post('/api/me', undefined, 'GET')).body).nickname).toBe('王小明');
    const again = miniProgramSession.parse((await phone.signIn()).body);
    expect(again.user.nickname).toBe('王小明');
    const removed = await phone.post('/api/me', { nickname: null }, method);
    expect(me.parse(removed.body).nickname).toBeNull();
  });

  test('changes nothing but the nickname, whatever else is sent', async () => {
    const { api, phone } = await startWithPhone();
    const before = await api.database().selectFrom('users').selectAll().executeTakeFirstOrThrow();
    const body = {
      nickname: 'x',
      id: 'y',
      blocked: 0,
      openid: 'o-attacker',
      avatar: 'z.jpg',
      avatarUrl: 'http://e',
    };
    expect((await phone.post('/api/me', body, 'PATCH')).status).toBe(200);
    const after = await api.database().selectFrom('users').selectAll().executeTakeFirstOrThrow();
    expect(after).toEqual({ ...before, nickname: 'x', profile_updated_at: expect.any(Number) });
  });

  test('refuses an invalid name, and does not repeat it', async () => {
    const { phone } = await startWithPhone();
    for (const body of [{}, undefined, [], { nickname: '' }, { nickname: 'sEcReT\u202E' }, { nickname: 7 }]) {
      const answer = await phone.post<{ code: string }>('/api/me', body, 'PATCH');
      expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
      expect(JSON.stringify(answer.body)).not.toContain('sEcReT');
    }
  });

  test('is allowed for the phone and our own page, not for a listed page or a stranger, and is rate limited', async () => {
    const { api, phone } = await startWithPhone({ CORS_ORIGINS: LISTED });
    const browser = api.browser({ origin: LISTED });
    await browser.register();
    await phone.scan(browser.scene);
    await phone.confirm(browser.scene);
    const { accessToken } = (await browser.claim()).body;
    const web = fetch(`${api.url}/api/me`, {
      method: 'PATCH',
      headers: { Authorization: `Bearer ${accessToken}`, 'Content-Type': 'application/json' },
      body: '{"nickname":"x"}',
    });
    expect((await web).status).toBe(401);
    expect(await refusal(api.phone().post('/api/me', { nickname: 'x' }, 'PATCH'))).toEqual([
      401,
      'invalid_token',
    ]);
    for (let count = 0; count < 20; count += 1)
      await phone.post('/api/me', { nickname: `n${count}` }, 'PATCH');
    expect(await refusal(phone.post('/api/me', { nickname: 'x' }, 'PATCH'))).toEqual([429, 'rate_limited']);
  });
});

describe('PUT /api/me/avatar', () => {
  test('draws the picture again and serves it to everyone, cacheable for ever', async () => {
    const { phone } = await startWithPhone({ CORS_ORIGINS: LISTED });
    const set = await phone.upload(await png(), 'image/png');
    const { avatarUrl } = me.parse(set.body);
    expect(set.status).toBe(200);
    for (const headers of [
      {},
      { Origin: LISTED, 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Dest': 'image' },
      { Referer: 'https://servicewechat.com/wx0/1/page-frame.html' },
    ]) {
      const served = await fetch(avatarUrl ?? '', { headers: headers as Record<string, string> });
      expect(served.status).toBe(200);
      expect(Object.fromEntries(served.headers)).toMatchObject({
        'content-type': 'image/jpeg',
        'cache-control': 'public, max-age=31536000, immutable',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'",
        'cross-origin-resource-policy': 'cross-origin',
      });
      expect(served.headers.getSetCookie()).toEqual([]);
      const { width, height, format } = await sharp(await served.arrayBuffer()).metadata();
      expect([width, height, format]).toEqual([256, 256, 'jpeg']);
    }
  });

  test('replaces: another name, and the one before is gone', async () => {
    const { api, phone } = await startWithPhone();
    const first = me.parse((await phone.upload(await png('#a33'))).body).avatarUrl ?? '';
    const second = me.parse((await phone.upload(await png('#3a3'))).body).avatarUrl ?? '';
    expect(second).toMatch(new RegExp(`^${api.url}/api/avatars/[\\w-]{22}\\.jpg$`));
    expect(second).not.toBe(first);
    expect((await fetch(first)).status).toBe(404);
    expect((await fetch(second)).status).toBe(200);
    const cleared = await phone.post('/api/me/avatar', undefined, 'DELETE');
    expect([cleared.status, cleared.body]).toEqual([204, null]);
    expect((await fetch(second)).status).toBe(404);
    expect(me.parse((await phone.post('/api/me', undefined, 'GET')).body).avatarUrl).toBeNull();
  });

  test('decides by content, not by the type that is sent', async () => {
    const { phone } = await startWithPhone();
    for (const type of ['image/jpeg', 'image/png', 'image/webp', 'image/webp; charset=x'])
      expect((await phone.upload(await png(), type)).status).toBe(200);
    const page = Buffer.from('<!doctype html><script>alert(1)</script>');
    expect(await refusal(phone.upload(page, 'image/png'))).toEqual([415, 'unsupported_media_type']);
  });

  test('takes no other kind of body', async () => {
    const { phone } = await startWithPhone();
    for (const type of [
      'image/gif',
      'image/svg+xml',
      'application/octet-stream',
      'multipart/form-data; boundary=x',
      ';',
    ])
      expect(await refusal(phone.upload(await png(), type))).toEqual([415, 'unsupported_media_type']);
    expect(await refusal(phone.post('/api/me/avatar', { a: 1 }, 'PUT'))).toEqual([
      415,
      'unsupported_media_type',
    ]);
    expect(await refusal(phone.post('/api/me/avatar', undefined, 'PUT'))).toEqual([
      415,
      'unsupported_media_type',
    ]);
    expect(await refusal(phone.upload(new Uint8Array(), 'image/png'))).toEqual([
      415,
      'unsupported_media_type',
    ]);
  });

  test('no other call takes a picture', async () => {
    const { api, phone } = await startWithPhone();
    const headers = { 'Content-Type': 'image/png', Authorization: `Bearer ${phone.accessToken}` };
    for (const [method, path] of [
      ['PATCH', '/api/me'],
      ['DELETE', '/api/me'],
      ['DELETE', '/api/me/avatar'],
      ['POST', '/api/scenes'],
      ['POST', '/api/mini-program/session'],
      ['DELETE', '/api/sessions'],
      ['POST', '/api/session/refresh'],
    ] as const) {
      const answer = await fetch(api.url + path, { method, headers, body: await png() });
      expect([path, answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
        path,
        415,
        'unsupported_media_type',
      ]);
    }
  });

  test('takes 2 MiB and not a byte more, with a length given and without', async () => {
    const { phone } = await startWithPhone();
    const picture = await png();
    const padded = (size: number) => Buffer.concat([picture, Buffer.alloc(size - picture.length)]);
    const pouring = (size: number) =>
      new ReadableStream({
        start(controller) {
          for (let sent = 0; sent < size; sent += 64 * 1024)
            controller.enqueue(new Uint8Array(Math.min(64 * 1024, size - sent)));
          controller.close();
        },
      });
    expect((await phone.upload(padded(2 * MIB), 'image/png')).status).toBe(200);
    for (const upload of [padded(2 * MIB + 1), Buffer.alloc(10 * MIB), pouring(2 * MIB + 1)])
      expect(await refusal(phone.upload(upload))).toEqual([413, 'payload_too_large']);
    expect(await refusal(phone.upload(pouring(2 * MIB)))).toEqual([415, 'unsupported_media_type']);
  });

  test.each(['close', 'keep-alive'])(
    'of a stranger’s body no more than a little is read: %s',
    async (connection) => {
      const { api } = await startWithPhone();
      const { hostname, port } = new URL(api.url);
      const head = [
        'PUT /api/me/avatar HTTP/1.1',
        `Host: ${hostname}`,
        'Content-Type: image/png',
        'Content-Length: 1000000000',
        'Authorization: Bearer x',
        `Connection: ${connection}`,
      ].join('\r\n');
      const chunk = Buffer.alloc(64 * 1024);
      let sent = 0;
      const answer = await new Promise<string>((resolve) => {
        const socket = connect(Number(port), hostname, () => {
          socket.write(`${head}\r\n\r\n`);
          const pour = (failed?: Error | null) => {
            if (failed || sent > 100 * MIB) return;
            sent += chunk.length;
            socket.write(chunk, pour);
          };
          pour();
        });
        // Beyond what is read on for, the answer may be lost: the connection is reset with bytes unread (RFC 9112 §9.6).
        socket.on('error', () => undefined).once('close', () => resolve(''));
        socket.once('data', (data) => {
          resolve(data.toString());
          socket.destroy();
        });
      });
      expect(answer).toMatch(/^(HTTP\/1\.1 401 |$)/);
      expect(sent).toBeLessThan(60 * MIB);
    },
  );

  test('a refused upload is answered after the whole body, also on a connection that is closed then', async () => {
    const { api, phone } = await startWithPhone();
    const { hostname, port } = new URL(api.url);
    const send = (token: string, bytes: number) =>
      new Promise<number | undefined>((resolve, reject) => {
        const headers = {
          'Content-Type': 'image/png',
          'Content-Length': bytes,
          Authorization: `Bearer ${token}`,
          Connection: 'close',
        };
        const call = request(
          { hostname, port, method: 'PUT', path: '/api/me/avatar', headers },
          (response) => {
            response.resume().on('end', () => resolve(response.statusCode));
          },
        );
        call.on('error', reject).end(Buffer.alloc(bytes));
      });
    for (let round = 0; round < 5; round += 1) {
      expect(await send('x', 2 * MIB)).toBe(401);
      expect(await send(phone.accessToken ?? '', 2 * MIB + 1)).toBe(413);
    }
  });

  test('an upload that breaks off changes nothing, and the server keeps running', async () => {
    const { api, phone } = await startWithPhone();
    const { hostname, port } = new URL(api.url);
    const head = [
      'PUT /api/me/avatar HTTP/1.1',
      `Host: ${hostname}`,
      'Content-Type: image/png',
      'Content-Length: 5000',
      `Authorization: Bearer ${phone.accessToken}`,
    ].join('\r\n');
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), hostname, () => {
        socket.write(`${head}\r\n\r\nhalf`, () => socket.resetAndDestroy());
      });
      socket.on('close', () => resolve());
    });
    expect(me.parse((await phone.post('/api/me', undefined, 'GET')).body).avatarUrl).toBeNull();
    expect((await phone.upload(await png())).status).toBe(200);
  });

  test('twenty pictures in ten minutes', async () => {
    const { phone } = await startWithPhone();
    const broken = Buffer.from('no picture');
    for (let count = 0; count < 20; count += 1) expect((await phone.upload(broken)).status).toBe(415);
    expect(await refusal(phone.upload(await png()))).toEqual([429, 'rate_limited']);
  });

  test('with the storage away it is unavailable, and the picture before stays', async () => {
    const { api, phone } = await startWithPhone();
    const before = me.parse((await phone.upload(await png())).body).avatarUrl ?? '';
    const storage = api.app.get(AvatarStorage);
    jest.spyOn(storage, 'put').mockRejectedValueOnce(storageAway('test'));
    expect(await refusal(phone.upload(await png()))).toEqual([503, 'unavailable']);
    expect((await fetch(before)).status).toBe(200);
    jest.spyOn(storage, 'get').mockRejectedValueOnce(storageAway('test'));
    const away = await fetch(before);
    expect([away.status, away.headers.get('cache-control'), away.headers.get('retry-after')]).toEqual([
      503,
      'no-store',
      '5',
    ]);
  });

  test('the same with the pictures in S3', async () => {
    const s3 = await startS3();
    afterThisTest(s3.stop);
    const { phone } = await startWithPhone({
      AVATAR_STORAGE: `s3://${S3_BUCKET}/maqiao`,
      S3_ENDPOINT: s3.endpoint,
      S3_ACCESS_KEY_ID: S3_KEYS.accessKeyId,
      S3_SECRET_ACCESS_KEY: S3_KEYS.secretAccessKey,
    });
    const { avatarUrl } = me.parse((await phone.upload(await png())).body);
    const served = await fetch(avatarUrl ?? '');
    expect([served.status, (await sharp(await served.arrayBuffer()).metadata()).width]).toEqual([200, 256]);
    expect((await phone.post('/api/me/avatar', undefined, 'DELETE')).status).toBe(204);
    expect((await fetch(avatarUrl ?? '')).status).toBe(404);
  });
});

describe('GET /api/avatars/{name}', () => {
  test('finds nothing under any other name', async () => {
    const { api } = await startWithPhone();
    for (const name of [
      'x',
      'x.jpg',
      `${'a'.repeat(22)}.jpg`,
      '..%2f..%2ftest.db',
      `${'a'.repeat(150)}.jpg`,
    ]) {
      const answer = await fetch(`${api.url}/api/avatars/${name}`);
      expect([name, answer.status, answer.headers.get('cache-control')]).toEqual([name, 404, 'no-store']);
    }
    expect((await fetch(`${api.url}/api/avatars/%00`)).status).toBe(400);
    const { status } = await fetch(`${api.url}/api/avatars/x.jpg`, { method: 'DELETE' });
    expect(status).toBe(405);
  });

  test('six hundred times a minute for an address', async () => {
    const { api } = await startWithPhone();
    const ask = () => fetch(`${api.url}/api/avatars/x.jpg`).then(({ status }) => status);
    const statuses = new Set<number>();
    for (let round = 0; round < 60; round += 1)
      for (const status of await Promise.all(Array.from({ length: 10 }, ask))) statuses.add(status);
    expect([...statuses]).toEqual([404]);
    expect(await ask()).toBe(429);
  });
});

describe('the person who has scanned', () => {
  /** Everything that is sent to a browser, by push and by poll, from the code to the cookie. */
  async function login(api: ApiUnderTest, phone: ReturnType<ApiUnderTest['phone']>) {
    const [browser, poller] = [api.browser(), api.browser()];
    await browser.register();
    await poller.register();
    const watching = browser.watch();
    await phone.scan(browser.scene);
    const scanned = await watching.status('scanned');
    await phone.confirm(browser.scene);
    const confirmed = await watching.status('confirmed');
    const pushed = loginResult.parse(await watching.login());
    await phone.scan(poller.scene);
    const pending = (await poller.poll()).body;
    const again = (await poller.register()).body;
    const before = watching.snapshots.filter(({ status }) => status === 'pending' || status === 'scanned');
    return { scanned, confirmed, pushed, pending, again, before };
  }

  test('is shown as one character without a picture before the confirm, completely after it', async () => {
    const { api, phone } = await startWithPhone();
    await phone.post('/api/me', { nickname: '👩🏽‍🚀小明' }, 'PATCH');
    const { avatarUrl } = me.parse((await phone.upload(await png())).body);
    const { scanned, confirmed, pushed, pending, again, before } = await login(api, phone);
    const shy = { nickname: '👩🏽‍🚀', avatarUrl: null };
    const whole = { nickname: '👩🏽‍🚀小明', avatarUrl };
    expect([scanned.user, pending.scene.user]).toEqual([shy, shy]);
    expect([confirmed.user, pushed.user]).toEqual([whole, whole]);
    expect(again).not.toHaveProperty('user');
    expect(JSON.stringify([before, pending, again])).not.toMatch(/小明|avatars/);
  });

  test('without a name or a picture is shown without both', async () => {
    const { api, phone } = await startWithPhone();
    const { scanned, confirmed, pushed } = await login(api, phone);
    const nobody = { nickname: null, avatarUrl: null };
    expect([scanned.user, confirmed.user, pushed.user]).toEqual([nobody, nobody, nobody]);
  });
});
