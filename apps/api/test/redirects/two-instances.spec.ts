import { expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { useFleets } from '../support/fleet.ts';
import { Traveller } from './support/journey.ts';
import { accountsOf, startWechat } from './support/wechat-accounts.ts';

const startFleet = useFleets();

test('a journey that began on one instance ends on another, once, and Redis holds no secret of it', async () => {
  const wechat = await startWechat();
  const { instances, redis } = await startFleet(accountsOf(wechat), {}, wechat);
  const [here, there] = instances;
  const browser = new Traveller(here);
  const away = await browser.begin('website', '?to=/account');
  const back = browser.atWechat(away.location) ?? '';
  const state = new URLSearchParams(back.split('?')[1]).get('state') ?? '';
  const client = new Redis(redis.url);
  const [key = ''] = await client.keys('*sign-in-state*');
  const kept = `${key} ${await client.get(key)}`;
  client.disconnect();
  expect(kept).toMatch(/ v1\./);
  expect(kept).not.toMatch(new RegExp(`${state}|account`));
  const cookie = browser.jar.header('/') ?? '';
  const arrivals = await Promise.all(
    [here, there, here, there].map(({ url }) => {
      const one = new Traveller(here);
      one.at = url;
      return one.open(back, { 'Sec-Fetch-Site': 'cross-site', Cookie: cookie });
    }),
  );
  expect(arrivals.map(({ status }) => status).sort()).toEqual([303, 400, 400, 400]);
  expect(wechat.calls('sns_access_token')).toHaveLength(1);
  expect(await there.sessions()).toHaveLength(1);
});
