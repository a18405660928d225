import { describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Clock } from '../clock.ts';
import { People } from '../people.ts';
import type { Simulator } from '../simulator-options.ts';
import { closeAfterTest, postJson, rawRequest, simulatorForTest } from '../test-support.ts';
import { QrSignIns } from './qr-sign-ins.ts';
import { WebOAuth } from './web-oauth.ts';

const QUERY =
  'appid=wx3333333333333333&redirect_uri=https%3A%2F%2Flogin.example%2F&response_type=code&scope=snsapi_login&state=s';

async function website(): Promise<Simulator> {
  const phonePageFolder = mkdtempSync(join(tmpdir(), 'wechat-simulator-'));
  closeAfterTest({ close: () => Promise.resolve(rmSync(phonePageFolder, { recursive: true })) });
  writeFileSync(join(phonePageFolder, 'index.html'), '<!doctype html>connect');
  return simulatorForTest({
    phonePageFolder,
    publicUrl: 'http://192.168.1.20:3001',
    website: { appId: 'wx3333333333333333', appSecret: 's', webDomain: 'login.example', name: 'Shop' },
  });
}

async function json(answer: Response | Promise<Response>): Promise<unknown> {
  return (await answer).json();
}

async function newCode(simulator: Simulator): Promise<{ uuid: string; url: string; picture: string }> {
  const code = await json(postJson(`${simulator.url}/connect/code`, { query: QUERY }));
  return code as { uuid: string; url: string; picture: string };
}

describe('the pages of open.weixin.qq.com', () => {
  test('a website may frame its code, nobody the consent; a code leads to the phone', async () => {
    const simulator = await website();
    const code = await fetch(`${simulator.url}/connect/qrconnect?${QUERY}`);
    expect(await code.text()).toBe('<!doctype html>connect');
    expect(code.headers.get('content-security-policy')).toContain('frame-ancestors *');
    expect(code.headers.get('content-security-policy')).toContain("script-src 'self'");
    const consent = await fetch(`${simulator.url}/connect/oauth2/authorize?${QUERY}`);
    expect(consent.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect((await fetch(`${simulator.url}/connect/qrconnect`, { method: 'POST' })).status).toBe(405);
    expect((await fetch(`${simulator.url}/connect/other`)).status).toBe(404);
    const confirm = await fetch(`${simulator.url}/connect/confirm?uuid=a%26b`, { redirect: 'manual' });
    expect(confirm.headers.get('location')).toBe('/phone/?uuid=a%26b');
  });

  test('is not built: says so', async () => {
    const simulator = await simulatorForTest({ phonePageFolder: '/nonexistent' });
    const answer = await fetch(`${simulator.url}/connect/qrconnect`);
    expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining('not built')]);
  });

  test('the page of another site cannot answer for a person', async () => {
    const simulator = await website();
    const body = JSON.stringify({ page: '/connect/qrconnect', query: QUERY, person: 'a', answer: 'allow' });
    const ask = (headers: Record<string, string>) =>
      rawRequest(simulator.url, '/connect/answer', {
        method: 'POST',
        body,
        headers: { 'Content-Type': 'application/json', Host: new URL(simulator.url).host, ...headers },
      });
    expect((await ask({ Origin: 'https://evil.example' })).status).toBe(403);
    expect((await ask({ Host: 'evil.example' })).status).toBe(403);
    expect((await ask({ 'Content-Type': 'text/plain' })).status).toBe(415);
    const allowed = await ask({ Origin: simulator.url });
    expect(JSON.parse(allowed.body)).toEqual({ location: expect.stringContaining('code=') });
  });

  test('what the page asks', async () => {
    const simulator = await website();
    const opened = { page: '/connect/qrconnect', query: QUERY };
    expect(await json(postJson(`${simulator.url}/connect/request`, opened))).toEqual({
      app: 'Shop',
      scope: 'snsapi_login',
      host: 'login.example',
      silent: false,
    });
    const bad = { page: '/connect/qrconnect', query: '' };
    for (const call of ['request', 'answer', 'code']) {
      const body = { request: bad, answer: { ...bad, person: 'a', answer: 'allow' }, code: { query: '' } }[
        call
      ];
      expect(await json(postJson(`${simulator.url}/connect/${call}`, body))).toEqual({ errcode: 10012 });
    }
  });

  test('news of a code: scanned, then allowed once; it ends after five minutes or with a reset', async () => {
    const simulator = await website();
    const { uuid, url, picture } = await newCode(simulator);
    expect(url).toBe(`http://192.168.1.20:3001/connect/confirm?uuid=${uuid}`);
    expect(picture).toMatch(/^data:image\/svg\+xml;base64,/);
    const news = (seen: string, of = uuid) => json(fetch(`${simulator.url}/connect/code/${of}?seen=${seen}`));
    const scanned = news('waiting');
    expect(await json(postJson(`${simulator.url}/phone/sign-in/scan`, { person: 'a', uuid }))).toEqual({
      app: 'Shop',
      scope: 'snsapi_login',
      host: 'login.example',
    });
    expect(await scanned).toEqual({ state: 'scanned' });
    const allowed = news('scanned');
    await postJson(`${simulator.url}/phone/sign-in/answer`, { person: 'a', uuid, answer: 'allow' });
    expect(await allowed).toEqual({ state: 'allowed', location: expect.stringContaining('code=0') });
    const again = await postJson(`${simulator.url}/phone/sign-in/answer`, {
      person: 'b',
      uuid,
      answer: 'allow',
    });
    expect(again.status).toBe(409);

    const second = await newCode(simulator);
    simulator.advanceClock(300_000);
    expect(await news('waiting', second.uuid)).toEqual({ state: 'expired' });
    expect(() => simulator.web.scanSignIn(second.url, 'a')).toThrow('expired');
    const third = await newCode(simulator);
    const cut = news('waiting', third.uuid);
    await json(postJson(`${simulator.url}/control/reset`, {}).then(() => new Response('{}')));
    expect(await cut).toEqual({ state: 'expired' });
  });

  test('a question for news is kept 25 s', async () => {
    const clock = new Clock();
    const signIns = new QrSignIns(clock);
    const people = new People('wx0');
    const web = new WebOAuth(clock, people, undefined, {
      appId: 'wx3',
      appSecret: 's',
      webDomain: 'login.example',
    });
    const request = web.request('/connect/qrconnect', new URLSearchParams(QUERY.replace(/wx3+/, 'wx3')));
    if (typeof request === 'number') throw new Error(String(request));
    const { uuid } = signIns.start(request);
    let answered = false;
    const news = signIns.news(uuid, 'waiting').finally(() => (answered = true));
    clock.advance(24_999);
    await Promise.resolve();
    expect(answered).toBe(false);
    clock.advance(1);
    expect(await news).toEqual({ state: 'waiting' });
  });

  test('the control calls scan and answer', async () => {
    const simulator = await website();
    const { uuid, url } = await newCode(simulator);
    const scan = (body: unknown) => postJson(`${simulator.url}/control/web/scan`, body);
    const state = () => json(fetch(`${simulator.url}/connect/code/${uuid}`));
    expect((await scan({ code: url, person: 'a' })).status).toBe(204);
    expect(await state()).toEqual({ state: 'scanned' });
    expect((await scan({ code: uuid, person: 'a', answer: 'stay' })).status).toBe(204);
    expect(await state()).toEqual({ state: 'refused' });
    expect((await scan({ code: 'nonsense', person: 'a' })).status).toBe(404);
    expect((await scan({ code: url, person: 'nobody' })).status).toBe(404);
  });
});
