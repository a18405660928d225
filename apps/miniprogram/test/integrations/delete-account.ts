import { describe, expect, test } from '@jest/globals';
import { scanEntry, type RunningMiniProgram } from '@maqiao/mini-program-host/node';
import { problem, SCENE, signedIn } from '../login-api.ts';
import { api, codes, LOGIN, open, openAsking } from '../phone.ts';

// How people with only the page of an integration delete their account. Importing this registers the tests for the
// program under test.

const gone = { status: 204, body: '' };

async function until(phone: RunningMiniProgram, selector: string): Promise<void> {
  await phone.until(() => phone.text(selector) !== null, selector);
}

/** From the end of a sign-in to the last question. */
async function toTheLastStep(phone: RunningMiniProgram): Promise<void> {
  await until(phone, '#mine');
  phone.tap('#mine');
  await until(phone, '#go-on');
  phone.tap('#go-on');
  await until(phone, '#delete');
}

describe('issue 13, number 7: an account is deleted in the page of an integration', () => {
  test('after a sign-in: what goes is said, it is asked once more, and WeChat says that it is this person', async () => {
    api.answer('me/delete', gone);
    const phone = await openAsking();
    phone.tap('#confirm');
    await until(phone, '#mine');
    phone.tap('#mine');
    await until(phone, '#go-on');
    expect(phone.html()).toMatch(/全部安全记录/);
    expect(phone.text('#leave-site')).toBe('https://login.example.com');
    expect(phone.text('#delete')).toBeNull();
    phone.tap('#go-on');
    await until(phone, '#delete');
    expect(api.callsTo('me/delete')).toEqual([]);
    phone.tap('#delete');
    await phone.until(() => phone.text('#happened') === '账号已删除', 'that it is deleted');
    expect(api.callsTo('me/delete')).toMatchObject([
      { method: 'POST', authorization: 'Bearer token-1', body: { loginCode: `login-code-${codes}` } },
    ]);
    expect(codes).toBe(2);
    expect(phone.text('#mine')).toBeNull();
  });

  test('without a scan, from a link of the program’s own', async () => {
    api.answer('session', signedIn('token-of-the-program'));
    api.answer('me/delete', gone);
    const phone = await open({ entry: { path: LOGIN, query: { my: 'account' }, scene: 1001 } });
    await until(phone, '#go-on');
    phone.tap('#go-on');
    await until(phone, '#delete');
    phone.tap('#delete');
    await phone.until(() => phone.text('#happened') === '账号已删除', 'that it is deleted');
    expect(api.callsTo('scan')).toEqual([]);
    expect(api.callsTo('session')).toMatchObject([
      { authorization: undefined, body: { code: 'login-code-1' } },
    ]);
    expect(api.callsTo('me/delete')).toMatchObject([
      { authorization: 'Bearer token-of-the-program', body: { loginCode: 'login-code-2' } },
    ]);
  });

  test('keeping the account makes no call, and shows the page before', async () => {
    const phone = await openAsking();
    phone.tap('#reject');
    await toTheLastStep(phone);
    phone.tap('#keep');
    await phone.until(() => phone.text('#happened') === '已拒绝', 'the outcome');
    expect([...api.callsTo('session'), ...api.callsTo('me/delete')]).toEqual([]);
  });

  test('an expired token is renewed once', async () => {
    api.answer('session', signedIn('token-2'));
    api.answer('me/delete', problem('invalid_token'), gone);
    const phone = await openAsking();
    phone.tap('#reject');
    await toTheLastStep(phone);
    phone.tap('#delete');
    await phone.until(() => phone.text('#happened') === '账号已删除', 'that it is deleted');
    expect(api.callsTo('me/delete').map(({ authorization }) => authorization)).toEqual([
      'Bearer token-1',
      'Bearer token-2',
    ]);
    const used = [...api.callsTo('scan'), ...api.callsTo('session'), ...api.callsTo('me/delete')].map(
      ({ body }) => {
        const { code, loginCode } = body as { code?: string; loginCode?: string };
        return code ?? loginCode;
      },
    );
    expect(new Set(used).size).toBe(used.length);
  });

  test('a lost answer shows an error, and the same button tries again with another code', async () => {
    api.answer('me/delete', 'lost', gone);
    const phone = await openAsking();
    phone.tap('#reject');
    await toTheLastStep(phone);
    phone.tap('#delete');
    await until(phone, '#trouble');
    expect(phone.text('#sure')).not.toBeNull();
    phone.tap('#delete');
    await phone.until(() => phone.text('#happened') === '账号已删除', 'that it is deleted');
    const sent = api.callsTo('me/delete').map(({ body }) => (body as { loginCode: string }).loginCode);
    expect(new Set(sent).size).toBe(2);
  });

  test('whom WeChat does not know again, or the owner has blocked, deletes nothing', async () => {
    api.answer('me/delete', problem('login_blocked'));
    const phone = await openAsking();
    phone.tap('#reject');
    await toTheLastStep(phone);
    phone.tap('#delete');
    await phone.until(() => phone.text('#happened') === '这个微信号现在不能登录', 'the refusal');
  });

  test('in English', async () => {
    api.answer('me/delete', gone);
    const phone = await open({ entry: scanEntry(SCENE, LOGIN), language: 'en' });
    await until(phone, '#reject');
    phone.tap('#reject');
    await toTheLastStep(phone);
    expect(phone.text('#sure')).toMatch(/^Really delete it/);
    phone.tap('#delete');
    await phone.until(() => phone.text('#happened') === 'Account deleted', 'that it is deleted');
  });
});
