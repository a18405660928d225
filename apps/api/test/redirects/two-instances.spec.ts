import { createHash, randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { useFleets } from '../support/fleet.ts';
import { Traveller, WECHAT } from './support/journey.ts';
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

test('inside WeChat, both journeys of somebody new pass between instances', async () => {
  const wechat = await startWechat();
  const { instances } = await startFleet(accountsOf(wechat), {}, wechat);
  const [here, there] = instances;
  const browser = new Traveller(here, WECHAT);
  const silent = await browser.begin('official-account-web');
  browser.at = there.url;
  const asked = await browser.arrive(browser.atWechat(silent.location) ?? '');
  expect(new URL(asked.location).searchParams.get('scope')).toBe('snsapi_userinfo');
  browser.at = here.url;
  expect((await browser.arrive(browser.atWechat(asked.location) ?? '')).location).toBe('/');
  browser.at = there.url;
  expect(await browser.signedIn()).toBeDefined();
});

test('the code of a pop-up is redeemed on another instance, once', async () => {
  const wechat = await startWechat();
  const { instances } = await startFleet(
    { ...accountsOf(wechat), CORS_ORIGINS: 'https://shop.example' },
    {},
    wechat,
  );
  const [here, there] = instances;
  const verifier = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const query = new URLSearchParams({ display: 'popup', origin: 'https://shop.example', challenge });
  const browser = new Traveller(here);
  const { body } = await browser.travel('website', `?${query.toString()}`);
  const code = /[\w-]{43}(?=&quot;)/.exec(body)?.[0] ?? '';
  const redeemed = await Promise.all(
    [here, there, here, there].map(({ url }) => {
      const one = new Traveller(here);
      one.at = url;
      return one.call('/api/sign-in/redeem', { code, verifier }, { Origin: 'https://shop.example' });
    }),
  );
  expect(redeemed.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400]);
  expect(await there.sessions()).toHaveLength(1);
});
