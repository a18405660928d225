import { expect, test } from '@jest/globals';
import { madeUpSecret } from '@maqiao/test-servers';
import { call } from '../../../test/support/answer.ts';
import { startApi } from '../../../test/support/api-under-test.ts';
import { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';
import { doctorCredential } from './doctor-credential.ts';
import { PROXY_PROBE_PATH, proxyProbeAnswer } from './proxy-probe.ts';

const SECRET = madeUpSecret('one');
const MINUTE = 60_000;

const secretOf = (hex: string) => new MaqiaoSecret(Buffer.from(hex, 'hex'));

async function probedApi(trust = '0') {
  const api = await startApi({ environment: { MAQIAO_SECRET: SECRET, TRUST_PROXY: trust } });
  return { api, Authorization: doctorCredential(secretOf(SECRET), api.clock.now()) };
}

test('a holder of the secret reads how the call was forwarded', async () => {
  const { api, Authorization } = await probedApi('1');
  const answer = await fetch(api.url + PROXY_PROBE_PATH, {
    headers: {
      Authorization,
      'X-Forwarded-For': '203.0.113.5, 203.0.113.6:80',
      Forwarded: 'for=203.0.113.5',
    },
  });
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect(proxyProbeAnswer.parse(await answer.json())).toEqual({
    method: 'GET',
    bodyBytes: 0,
    cookieBytes: 0,
    ip: '203.0.113.6',
    forwardedFor: ['203.0.113.5', '203.0.113.6:80'],
    otherHeaders: ['forwarded'],
    trustProxy: 1,
  });
});

test('of a long chain of long addresses as much is answered as the doctor reads', async () => {
  const { api, Authorization } = await probedApi();
  const chain = Array.from({ length: 40 }, () => 'a'.repeat(80)).join(', ');
  const { body } = await call(api.url + PROXY_PROBE_PATH, {
    method: 'GET',
    headers: { Authorization, 'X-Forwarded-For': chain },
  });
  expect(proxyProbeAnswer.parse(body).forwardedFor).toEqual(Array.from({ length: 20 }, () => 'a'.repeat(64)));
});

test('issue 12, number 12: of every method it reads what arrived, also by the POST twins', async () => {
  const { api, Authorization } = await probedApi();
  const send = (method: string, path: string) =>
    call(api.url + path, { method, body: { filler: 'aa' }, headers: { Authorization, Cookie: 'x=1' } });
  for (const method of ['PUT', 'PATCH', 'DELETE', 'POST']) {
    const { status, body } = await send(method, PROXY_PROBE_PATH);
    expect([status, body]).toEqual([200, expect.objectContaining({ method, bodyBytes: 15, cookieBytes: 3 })]);
  }
  expect(await send('POST', `${PROXY_PROBE_PATH}/delete`)).toMatchObject({
    status: 200,
    body: { method: 'POST', bodyBytes: 15 },
  });
});

test('for everybody else there is no such call', async () => {
  const { api } = await probedApi();
  const now = api.clock.now();
  const own = secretOf(SECRET);
  const refused = [
    undefined,
    'Bearer x',
    doctorCredential(secretOf(madeUpSecret('other')), now),
    doctorCredential(own, now - 2 * MINUTE),
    doctorCredential(own, now + 2 * MINUTE),
    doctorCredential(own, now).replace(String(now), String(now + 1)),
    // A mac that was made for something else.
    `Maqiao-Doctor ${now}.${own.mac('cookie-mac', String(now))}`,
  ];
  const unknown = (await (await fetch(`${api.url}/api/no-such-call`)).json()) as { code: string };
  for (const credential of refused) {
    for (const method of ['GET', 'POST']) {
      const answer = await fetch(api.url + PROXY_PROBE_PATH, {
        method,
        ...(method === 'POST' && { body: '{}' }),
        headers: {
          ...(method === 'POST' && { 'Content-Type': 'application/json' }),
          ...(credential !== undefined && { Authorization: credential }),
        },
      });
      const { code } = (await answer.json()) as { code: string };
      expect([credential, answer.status, code]).toEqual([credential, 404, unknown.code]);
    }
  }
});
