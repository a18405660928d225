import { describe, expect, test } from '@jest/globals';
import { errcodeOf, fetchSession, simulatorForTest } from '../test-support.ts';

const MINUTE = 60_000;

interface Session {
  openid: string;
  session_key: string;
}

async function session(answer: Promise<Response>): Promise<Session> {
  return (await (await answer).json()) as Session;
}

describe('jscode2session', () => {
  test('answers openid and session_key without errcode, as text/plain', async () => {
    const simulator = await simulatorForTest();
    const code = simulator.loginCode('a');
    expect(code).toMatch(/^0[0-9A-Za-z]{31}$/);
    const answer = await fetchSession(simulator, code);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/plain');
    const body = JSON.parse(await answer.text()) as Session;
    expect(Object.keys(body).sort()).toEqual(['openid', 'session_key']);
    expect(body.openid).toMatch(/^o[\w-]{27}$/);
    expect(Buffer.from(body.session_key, 'base64')).toHaveLength(16);
  });

  test('a code works once', async () => {
    const simulator = await simulatorForTest();
    const code = simulator.loginCode('a');
    expect(await errcodeOf(fetchSession(simulator, code))).toBeUndefined();
    const again = await fetchSession(simulator, code);
    expect(again.status).toBe(200);
    expect(again.headers.get('content-type')).toBe('text/plain');
    expect(await again.json()).toEqual({
      errcode: 40163,
      errmsg: expect.stringMatching(/^code been used, rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/),
    });
  });

  test('a code lives five minutes; an unknown one never did', async () => {
    const simulator = await simulatorForTest();
    const [early, late] = [simulator.loginCode('a'), simulator.loginCode('a')];
    simulator.advanceClock(4 * MINUTE);
    expect(await errcodeOf(fetchSession(simulator, early))).toBeUndefined();
    simulator.advanceClock(MINUTE);
    expect(await errcodeOf(fetchSession(simulator, late))).toBe(40029);
    expect(await errcodeOf(fetchSession(simulator, 'nonsense'))).toBe(40029);
  });

  test('the openid belongs to person and AppID and survives a restart', async () => {
    const [first, second, other] = await Promise.all([
      simulatorForTest(),
      simulatorForTest(),
      simulatorForTest({ appId: 'wx1111111111111111' }),
    ]);
    const openid = async (simulator: typeof first, person: string) =>
      (await session(fetchSession(simulator, simulator.loginCode(person)))).openid;
    const a = await openid(first, 'a');
    expect(await openid(second, 'a')).toBe(a);
    expect(await openid(first, 'b')).not.toBe(a);
    expect(await openid(other, 'a')).not.toBe(a);
    expect(first.people.openid('a')).toBe(a);
  });

  test('any wx.login replaces the session key', async () => {
    const simulator = await simulatorForTest();
    const first = await session(fetchSession(simulator, simulator.loginCode('a')));
    const [older, newer] = [simulator.loginCode('a'), simulator.loginCode('a')];
    const second = await session(fetchSession(simulator, older));
    const third = await session(fetchSession(simulator, newer));
    expect(second.session_key).not.toBe(first.session_key);
    expect(third.session_key).toBe(second.session_key);
  });

  test('unionid comes with those who have one; a blocked person is 40226', async () => {
    const simulator = await simulatorForTest();
    simulator.people.add({ id: 'd', label: '手机丁', unionid: 'u-of-d' });
    expect(await session(fetchSession(simulator, simulator.loginCode('d')))).toMatchObject({
      unionid: 'u-of-d',
    });
    simulator.people.add({ id: 'd', label: '手机丁', blocked: true });
    const code = simulator.loginCode('d');
    expect(await errcodeOf(fetchSession(simulator, code))).toBe(40226);
    expect(await errcodeOf(fetchSession(simulator, code))).toBe(40163);
  });

  test('a removed person is nobody', async () => {
    const simulator = await simulatorForTest();
    const code = simulator.loginCode('a');
    simulator.people.remove('a');
    expect(await errcodeOf(fetchSession(simulator, code))).toBe(40029);
    expect(() => simulator.loginCode('a')).toThrow(RangeError);
  });

  test.each([
    [{ appid: '' }, 41002],
    [{ secret: '' }, 41004],
    [{ js_code: '' }, 41008],
    [{ appid: 'wx1111111111111111' }, 40013],
    [{ secret: 'x' }, 40125],
    [{ grant_type: 'client_credential' }, 40002],
  ])('refuses %j with %i and leaves the code unused', async (change, errcode) => {
    const simulator = await simulatorForTest();
    const code = simulator.loginCode('a');
    expect(await errcodeOf(fetchSession(simulator, code, change as Record<string, string>))).toBe(errcode);
    expect(await errcodeOf(fetchSession(simulator, code))).toBeUndefined();
  });

  test('a person gets 100 a minute, and others are not counted with them', async () => {
    const simulator = await simulatorForTest();
    for (let count = 0; count < 100; count++) {
      expect(await errcodeOf(fetchSession(simulator, simulator.loginCode('a')))).toBeUndefined();
    }
    expect(await errcodeOf(fetchSession(simulator, simulator.loginCode('a')))).toBe(45011);
    expect(await errcodeOf(fetchSession(simulator, simulator.loginCode('b')))).toBeUndefined();
    simulator.advanceClock(MINUTE);
    expect(await errcodeOf(fetchSession(simulator, simulator.loginCode('a')))).toBeUndefined();
  });
});
