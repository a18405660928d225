import { describe, expect, test } from '@jest/globals';
import {
  accessToken,
  errcodeOf,
  fetchSession,
  fetchStableToken,
  fetchWxacode,
  rawRequest,
  simulatorForTest,
} from '../test-support.ts';

const ORDER = { scene: 'abc', check_path: false };

describe('faults', () => {
  test('an errcode comes as often as ordered, under the usual content type, then all is well', async () => {
    const simulator = await simulatorForTest();
    simulator.fault('jscode2session', { kind: 'errcode', errcode: -1 }, 2);
    const code = simulator.loginCode('a');
    for (let count = 0; count < 2; count++) {
      const answer = await fetchSession(simulator, code);
      expect(answer.headers.get('content-type')).toBe('text/plain');
      expect(await answer.json()).toEqual({
        errcode: -1,
        errmsg: expect.stringMatching(/^system error, rid: /),
      });
    }
    expect(await errcodeOf(fetchSession(simulator, code))).toBeUndefined();
  });

  test('40164 names the caller, and errmsg can be given', async () => {
    const simulator = await simulatorForTest();
    simulator.fault('stable_token', { kind: 'errcode', errcode: 40164 });
    simulator.fault('stable_token', { kind: 'errcode', errcode: 40243, errmsg: 'frozen' });
    expect(await (await fetchStableToken(simulator)).json()).toMatchObject({
      errmsg: expect.stringMatching(/^invalid ip 127\.0\.0\.1 .*not in whitelist rid: /),
    });
    expect(await (await fetchStableToken(simulator)).json()).toMatchObject({
      errcode: 40243,
      errmsg: expect.stringMatching(/^frozen rid: /),
    });
  });

  test('faults queue for each endpoint apart; null lasts until reset', async () => {
    const simulator = await simulatorForTest();
    simulator.fault('stable_token', { kind: 'errcode', errcode: 45009 });
    simulator.fault('stable_token', { kind: 'errcode', errcode: 50004 }, null);
    expect(await errcodeOf(fetchSession(simulator, simulator.loginCode('a')))).toBeUndefined();
    const seen = [];
    for (let count = 0; count < 4; count++) seen.push(await errcodeOf(fetchStableToken(simulator)));
    expect(seen).toEqual([45009, 50004, 50004, 50004]);
    simulator.reset();
    expect(await errcodeOf(fetchStableToken(simulator))).toBeUndefined();
  });

  test('a delay follows the clock, and the work is done at once', async () => {
    const simulator = await simulatorForTest();
    simulator.fault('jscode2session', { kind: 'delay', milliseconds: 3_600_000 });
    const code = simulator.loginCode('a');
    let answered = false;
    const late = fetchSession(simulator, code).then((answer) => {
      answered = true;
      return answer;
    });
    while (simulator.calls('jscode2session').length === 0) await fetchStableToken(simulator);
    // A second call with the same code is answered long before the first.
    expect(await errcodeOf(fetchSession(simulator, code))).toBe(40163);
    expect(answered).toBe(false);
    simulator.advanceClock(3_600_000);
    expect(await (await late).json()).toMatchObject({ openid: simulator.people.openid('a') });
  });

  test('HTML, a bare status, any body', async () => {
    const simulator = await simulatorForTest();
    simulator.fault('stable_token', { kind: 'html' });
    simulator.fault('stable_token', { kind: 'html', status: 200 });
    simulator.fault('stable_token', { kind: 'status', status: 500 });
    simulator.fault('stable_token', { kind: 'body', contentType: 'application/json', body: '{"a":' });
    const html = await fetchStableToken(simulator);
    expect([html.status, html.headers.get('content-type')]).toEqual([502, 'text/html; charset=utf-8']);
    expect(await html.text()).toMatch(/^<html>/);
    expect((await fetchStableToken(simulator)).status).toBe(200);
    const status = await fetchStableToken(simulator);
    expect([status.status, await status.text()]).toEqual([500, '']);
    const body = await fetchStableToken(simulator);
    expect([body.headers.get('content-type'), await body.text()]).toEqual(['application/json', '{"a":']);
  });

  test('a broken image is neither picture nor JSON, or nothing', async () => {
    const simulator = await simulatorForTest();
    const token = await accessToken(simulator);
    simulator.fault('getwxacodeunlimit', { kind: 'broken-image' });
    simulator.fault('getwxacodeunlimit', { kind: 'broken-image', content: 'empty' });
    const garbage = await fetchWxacode(simulator, token, ORDER);
    const bytes = Buffer.from(await garbage.arrayBuffer());
    expect([garbage.status, garbage.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    expect(bytes.length).toBeGreaterThan(0);
    expect(['ffd8', '8950']).not.toContain(bytes.subarray(0, 2).toString('hex'));
    expect(bytes[0]).not.toBe('{'.charCodeAt(0));
    const empty = await fetchWxacode(simulator, token, ORDER);
    expect((await empty.arrayBuffer()).byteLength).toBe(0);
  });

  test('a disconnect breaks off; the code is used only if WeChat had processed the call', async () => {
    const simulator = await simulatorForTest();
    const code = simulator.loginCode('a');
    simulator.fault('jscode2session', { kind: 'disconnect' });
    await expect(fetchSession(simulator, code)).rejects.toThrow('fetch failed');
    simulator.fault('jscode2session', { kind: 'disconnect', processed: true });
    await expect(fetchSession(simulator, code)).rejects.toThrow('fetch failed');
    expect(await errcodeOf(fetchSession(simulator, code))).toBe(40163);
  });

  test.each(['reset', 'close'] as const)('a hanging call and a late one end with %s', async (end) => {
    const simulator = await simulatorForTest();
    simulator.fault('stable_token', { kind: 'hang' });
    simulator.fault('stable_token', { kind: 'delay', milliseconds: 3_600_000 });
    const hanging = expect(fetchStableToken(simulator)).rejects.toThrow('fetch failed');
    const late = expect(fetchStableToken(simulator)).rejects.toThrow('fetch failed');
    while (simulator.calls('stable_token').length < 2) await fetch(`${simulator.url}/nothing`);
    await simulator[end]();
    await Promise.all([hanging, late]);
  });
});

describe('calls', () => {
  test('are recorded with what came of them', async () => {
    const simulator = await simulatorForTest();
    simulator.advanceClock(60_000);
    const code = simulator.loginCode('a');
    simulator.fault('stable_token', { kind: 'html' });
    await fetchStableToken(simulator);
    await fetchSession(simulator, code);
    await fetchSession(simulator, code);
    expect(simulator.calls().map(({ endpoint }) => endpoint)).toEqual([
      'stable_token',
      'jscode2session',
      'jscode2session',
    ]);
    expect(simulator.calls('stable_token')).toEqual([
      {
        endpoint: 'stable_token',
        method: 'POST',
        time: expect.stringMatching(/^\d{4}-.*Z$/),
        parameters: { grant_type: 'client_credential', appid: simulator.appId },
        fault: 'html',
      },
    ]);
    const [, second] = simulator.calls('jscode2session');
    expect(second).toMatchObject({ errcode: 40163, parameters: { js_code: code } });
    expect(Date.parse(second?.time ?? '')).toBeGreaterThan(Date.now() + 30_000);
    simulator.reset();
    expect(simulator.calls()).toEqual([]);
  });

  test('keep no secret and no token', async () => {
    const simulator = await simulatorForTest({ appSecret: 'the-app-secret' });
    const token = await accessToken(simulator);
    await fetchWxacode(simulator, token, { ...ORDER, secret: 'the-app-secret', access_token: token });
    await fetchSession(simulator, simulator.loginCode('a'));
    await fetch(
      `${simulator.url}/cgi-bin/token?grant_type=client_credential&appid=${simulator.appId}&secret=the-app-secret`,
    );
    const record = JSON.stringify(simulator.calls());
    expect(simulator.calls()).toHaveLength(4);
    expect(record).not.toContain('the-app-secret');
    expect(record).not.toContain(token);
    expect(record).toContain('"scene":"abc"');
  });
});

describe('the host', () => {
  test('answers an unknown path with 404 and HTML', async () => {
    const simulator = await simulatorForTest();
    const answer = await fetch(`${simulator.url}/cgi-bin/nothing`);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
  });

  test('refuses a body that no call needs, and lives on', async () => {
    const simulator = await simulatorForTest();
    const big = await fetchStableToken(simulator, { more: 'x'.repeat(100_000) });
    expect(big.status).toBe(413);
    expect(await errcodeOf(fetchStableToken(simulator))).toBeUndefined();
    expect((await rawRequest(simulator.url, '//')).status).toBe(404);
    expect((await rawRequest(simulator.url, 'http://elsewhere.example/')).status).toBe(400);
  });
});
