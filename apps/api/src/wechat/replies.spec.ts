import { describe, expect, test } from '@jest/globals';
import { readAccessToken, readIdentity } from './replies.ts';
import { rejectionOf } from './test-support.ts';

const answer = (body: unknown, mediaType = 'text/plain') => ({
  bytes: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  mediaType,
});
const errorOf = (read: () => unknown) => rejectionOf(Promise.resolve().then(read));
const who = { openid: 'o-1', session_key: 'MDEyMzQ1Njc4OWFiY2RlZg==' };

describe('an identity', () => {
  test.each([
    ['as WeChat sends it, without errcode', who],
    ['with errcode 0', { ...who, errcode: 0, errmsg: 'ok' }],
    ['with errcode "0"', { ...who, errcode: '0' }],
    ['with members nobody knows', { ...who, extra: { deep: [1] } }],
    ['with a unionid that is none', { ...who, unionid: '' }],
    ['with a byte order mark', `\ufeff${JSON.stringify(who)}`],
  ])('%s', (_name, body) => {
    expect(readIdentity(answer(body))).toMatchObject(who);
    expect(readIdentity(answer(body)).unionid).toBeUndefined();
  });

  test('carries the unionid when there is one', () => {
    expect(readIdentity(answer({ ...who, unionid: 'u-1' })).unionid).toBe('u-1');
  });

  test('takes a session key that is not Base64 of 16 bytes', () => {
    expect(readIdentity(answer({ ...who, session_key: 'odd key' })).session_key).toBe('odd key');
  });

  test.each([
    ['no openid', { session_key: who.session_key }, 'openid'],
    ['an empty openid', { ...who, openid: '' }, 'openid'],
    ['an openid without end', { ...who, openid: 'o'.repeat(129) }, 'openid'],
    ['an openid that is a number', { ...who, openid: 7 }, 'openid'],
    ['no session key', { openid: 'o-1' }, 'session_key'],
    ['null', null, 'object'],
    ['a list', [who], 'object'],
    ['HTML', '<html>', 'not JSON'],
    ['nothing', '', 'not JSON'],
    ['JSON that is far too long', { ...who, extra: 'x'.repeat(70_000) }, 'not JSON'],
  ])('with %s is wechat_unavailable, and says what is wrong without a value', async (_name, body, hint) => {
    const error = await errorOf(() => readIdentity(answer(body)));
    expect(error).toMatchObject({ code: 'wechat_unavailable', operatorHint: expect.stringContaining(hint) });
    expect(JSON.stringify(error)).not.toContain(who.session_key);
  });

  test('that comes with an error is an error', async () => {
    const error = await errorOf(() => readIdentity(answer({ ...who, errcode: 40029 })));
    expect(error).toMatchObject({ code: 'invalid_login_code' });
  });
});

describe('an access token', () => {
  test.each([
    ['as announced', { access_token: 'a'.repeat(512), expires_in: 7200 }],
    ['longer than announced', { access_token: 'a'.repeat(2000), expires_in: 7200 }],
    ['with a life written as text', { access_token: 'a', expires_in: '7200' }],
  ])('%s', (_name, body) => {
    expect(readAccessToken(answer(body)).expires_in).toBe(7200);
  });

  test.each([
    ['no token', { expires_in: 7200 }],
    ['a token with a line break', { access_token: 'a\r\nb', expires_in: 7200 }],
    ['no life', { access_token: 'a' }],
    ['a life of 0', { access_token: 'a', expires_in: 0 }],
    ['a life without end', { access_token: 'a', expires_in: 1e12 }],
  ])('with %s is wechat_unavailable', async (_name, body) => {
    expect(await errorOf(() => readAccessToken(answer(body)))).toMatchObject({ code: 'wechat_unavailable' });
  });
});
