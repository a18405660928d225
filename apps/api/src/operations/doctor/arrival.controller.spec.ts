import { expect, test } from '@jest/globals';
import { madeUpSecret } from '@maqiao/test-servers';
import { startApi } from '../../../test/support/api-under-test.ts';
import { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';
import { ARRIVAL_PATH, arrivalCredential } from './arrival.ts';

const SECRET = madeUpSecret('one');
const MINUTE = 60_000;

const secretOf = (hex: string) => new MaqiaoSecret(Buffer.from(hex, 'hex'));

async function arrivalApi(trust = '0') {
  const api = await startApi({ environment: { MAQIAO_SECRET: SECRET, TRUST_PROXY: trust } });
  const ask = (authorization?: string, headers: Record<string, string> = {}) =>
    fetch(api.url + ARRIVAL_PATH, {
      headers: { ...headers, ...(authorization !== undefined && { Authorization: authorization }) },
    });
  return { api, ask };
}

test('whoever holds the secret is told how the call arrived', async () => {
  const { api, ask } = await arrivalApi('1');
  const credential = arrivalCredential(secretOf(SECRET), api.clock.now());
  const headers = { 'X-Forwarded-For': '203.0.113.5, 203.0.113.6:80', Forwarded: 'for=203.0.113.5' };
  const answer = await ask(credential, headers);
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect(await answer.json()).toEqual({
    ip: '203.0.113.6',
    forwardedFor: ['203.0.113.5', '203.0.113.6:80'],
    otherHeaders: ['forwarded'],
    trustProxy: 1,
  });
});

test('for everybody else there is no such call', async () => {
  const { api, ask } = await arrivalApi();
  const now = api.clock.now();
  const own = secretOf(SECRET);
  const refused = [
    undefined,
    'Bearer x',
    arrivalCredential(secretOf(madeUpSecret('other')), now),
    arrivalCredential(own, now - 2 * MINUTE),
    arrivalCredential(own, now + 2 * MINUTE),
    arrivalCredential(own, now).replace(String(now), String(now + 1)),
    // A mac that was made for something else.
    `Maqiao-Doctor ${now}.${own.mac('cookie-mac', String(now))}`,
  ];
  const unknown = (await (await fetch(`${api.url}/api/no-such-call`)).json()) as { code: string };
  for (const credential of refused) {
    const answer = await ask(credential);
    const { code } = (await answer.json()) as { code: string };
    expect([credential, answer.status, code]).toEqual([credential, 404, unknown.code]);
  }
});
