import { describe, expect, test } from '@jest/globals';
import { madeUpSecret } from '@maqiao/test-servers';
import { startApi } from '../../../test/support/api-under-test.ts';
import { call } from '../../../test/support/answer.ts';
import { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';
import { arrivalCredential } from './arrival.ts';
import { PROXY_PROBE_PATH } from './proxy-probe.ts';

const SECRET = madeUpSecret('one');

describe('issue 12, number 12: what of a call arrives', () => {
  test('is told to whoever holds the secret, of every method, also by the POST twins', async () => {
    const api = await startApi({ environment: { MAQIAO_SECRET: SECRET } });
    const Authorization = arrivalCredential(new MaqiaoSecret(Buffer.from(SECRET, 'hex')), api.clock.now());
    const send = (method: string, path: string) =>
      call(api.url + path, { method, body: { filler: 'aa' }, headers: { Authorization, Cookie: 'x=1' } });
    for (const method of ['PUT', 'PATCH', 'DELETE', 'POST']) {
      const { status, body } = await send(method, PROXY_PROBE_PATH);
      expect([status, body]).toEqual([200, { method, bodyBytes: 15, cookieBytes: 3 }]);
    }
    expect(await send('POST', `${PROXY_PROBE_PATH}/delete`)).toMatchObject({
      status: 200,
      body: { method: 'POST', bodyBytes: 15 },
    });
  });

  test('for everybody else there is no such call', async () => {
    const api = await startApi({ environment: { MAQIAO_SECRET: SECRET } });
    const other = new MaqiaoSecret(Buffer.from(madeUpSecret('other'), 'hex'));
    for (const Authorization of ['Bearer x', arrivalCredential(other, api.clock.now())]) {
      const answer = await call<{ code: string }>(api.url + PROXY_PROBE_PATH, {
        body: {},
        headers: { Authorization },
      });
      expect([answer.status, answer.body.code]).toEqual([404, 'not_found']);
    }
  });
});
