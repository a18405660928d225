import { expect, test } from '@jest/globals';
import type { SessionServerEvents } from '@maqiao/shared';
import { until } from '@maqiao/test-servers';
import { io, type Socket } from 'socket.io-client';
import type { DefaultEventsMap } from 'socket.io';
import { useFleets } from './support/fleet.ts';
import { afterThisTest } from './support/after-this-test.ts';
import { type ApiUnderTest } from './support/api-under-test.ts';
import type { ScriptedBrowser } from './support/scripted-browser.ts';
import type { ScriptedPhone } from './support/scripted-phone.ts';

const startFleet = useFleets();

async function ready({ url }: ApiUnderTest): Promise<number> {
  return (await fetch(`${url}/readyz`)).status;
}

/** Signs a browser in on one instance, by a phone on the other. */
async function signIn(browser: ScriptedBrowser, phone: ScriptedPhone): Promise<string> {
  expect((await browser.register()).status).toBe(201);
  const watching = browser.watch();
  await watching.status('pending');
  await phone.scan(browser.scene);
  expect((await phone.confirm(browser.scene)).status).toBe(200);
  const { accessToken } = await watching.login();
  expect((await browser.claim()).status).toBe(200);
  return accessToken;
}

function sessionSocket(
  url: string,
  origin: string,
  accessToken: string,
): Socket<SessionServerEvents, DefaultEventsMap> {
  const socket: Socket<SessionServerEvents, DefaultEventsMap> = io(`${url}/session`, {
    transports: ['websocket'],
    auth: { accessToken },
    extraHeaders: { Origin: origin },
    reconnection: false,
    forceNew: true,
  });
  afterThisTest(() => Promise.resolve(void socket.disconnect()));
  return socket;
}

test('a browser on one instance, a phone on the other', async () => {
  const { instances, wechat } = await startFleet();
  const [here, there] = instances;
  const accessToken = await signIn(here.browser(), there.phone());
  expect((await there.browser().get('/api/me', accessToken)).status).toBe(200);
  expect(wechat.calls('stable_token')).toHaveLength(1);
  expect((await there.browser().register()).status).toBe(201);
  expect(wechat.calls('stable_token')).toHaveLength(1);
  expect(await here.sessions()).toHaveLength(1);
});

test('all instances fetch the access token once, however many ask at once', async () => {
  const { instances, wechat } = await startFleet();
  const registered = await Promise.all(
    Array.from({ length: 20 }, (_, index) => (instances[index % 2] as ApiUnderTest).browser().register()),
  );
  expect(registered.map(({ status }) => status)).toEqual(registered.map(() => 201));
  expect(wechat.calls('stable_token')).toHaveLength(1);
  // Another that starts later finds it, too; and one that WeChat refuses is replaced once for all.
  wechat.expireAccessToken();
  await Promise.all(instances.map((instance) => instance.browser().register()));
  expect(wechat.calls('stable_token')).toHaveLength(2);
});

test('a browser that comes back to another instance takes its scene there', async () => {
  const { instances } = await startFleet();
  const [here, there] = instances;
  const [browser, phone] = [here.browser(), here.phone()];
  await browser.register();
  const left = browser.watch();
  await left.status('pending');
  await phone.scan(browser.scene);
  await left.status('scanned');

  browser.goTo(there.url);
  const arrived = browser.watch();
  await arrived.status('scanned');
  await left.until(() => left.closed, 'the previous instance to close the socket');
  expect(left.closed).toBe('replaced');
  await phone.confirm(browser.scene);
  await arrived.login();
  await arrived.status('consumed');
  expect(left.logins).toEqual([]);
  expect(await here.sessions()).toHaveLength(1);
});

test('back and forth between instances: the one that it came back to keeps it', async () => {
  const { instances } = await startFleet();
  const [here, there] = instances;
  const [browser, phone] = [here.browser(), here.phone()];
  await browser.register();
  await phone.scan(browser.scene);
  for (let round = 0; round < 10; round += 1) {
    for (const { url } of [here, there]) {
      browser.goTo(url);
      await browser.watch().status('scanned');
    }
  }
  browser.goTo(here.url);
  const last = browser.watch();
  await last.status('scanned');
  await phone.confirm(browser.scene);
  await last.login();
  expect(last.closed).toBeUndefined();
});

test('the end of a session reaches its browser on any instance', async () => {
  const { instances } = await startFleet();
  const [here, there] = instances;
  const phone = there.phone();
  const browser = here.browser();
  const accessToken = await signIn(browser, phone);
  const socket = sessionSocket(here.url, here.settings.publicUrl, accessToken);
  await new Promise<void>((resolve) => socket.on('connect', () => resolve()));
  const ended = new Promise((resolve) => socket.on('session_ended', resolve));
  const list = await phone.post<{ id: string }[]>('/api/sessions', undefined, 'GET');
  expect((await phone.post(`/api/sessions/${list.body[0]?.id}`, undefined, 'DELETE')).status).toBe(204);
  expect(await ended).toEqual({ reason: 'revoked' });
});

test('an ending whose message was lost is noticed when Redis is back', async () => {
  const { instances, redis } = await startFleet();
  const [here, there] = instances;
  const accessToken = await signIn(here.browser(), there.phone());
  const socket = sessionSocket(here.url, here.settings.publicUrl, accessToken);
  await new Promise<void>((resolve) => socket.on('connect', () => resolve()));
  await redis.kill();
  // As an instance that dies right after it wrote: nobody publishes.
  await here.database().updateTable('sessions').set({ revoked_at: 1, revoked_reason: 'revoked' }).execute();
  const ended = new Promise((resolve) => socket.on('session_ended', resolve));
  await redis.start();
  expect(await ended).toEqual({ reason: 'revoked' });
});

test('a Redis that is away: errors at once, /readyz says which store, and all is well when it is back', async () => {
  const { instances, redis } = await startFleet();
  const [here] = instances;
  expect(await ready(here)).toBe(200);
  const waiting = here.browser();
  await waiting.register();
  const socket = waiting.watch();
  await socket.status('pending');

  await redis.kill();
  await until(async () => (await ready(here)) === 503, '/readyz to say 503');
  const problem = await fetch(`${here.url}/readyz`).then((response) => response.json());
  expect(problem).toMatchObject({ code: 'unavailable', stores: ['scenes'] });
  expect((await fetch(`${here.url}/livez`)).status).toBe(200);
  const browser = here.browser();
  for (const answer of [
    await browser.register(),
    await browser.poll(),
    await browser.cancel(),
    await here.phone().scan(waiting.scene),
  ]) {
    expect([answer.status, answer.body.code]).toEqual([503, 'unavailable']);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  }
  expect(await browser.watch().refused()).toEqual({ code: 'unavailable' });

  await redis.start(); // without its data: the scenes are gone, and their browsers have to begin again
  expect(await socket.until(() => socket.closed, 'the news that the scene is gone')).toBe('scene_expired');
  await until(async () => (await ready(here)) === 200, '/readyz to say 200');
  await signIn(here.browser(), here.phone());
});

test('changes are read again after notifications were lost', async () => {
  const { instances, redis } = await startFleet();
  const [here, there] = instances;
  const [browser, phone] = [here.browser(), there.phone()];
  await browser.register();
  const watching = browser.watch();
  await watching.status('pending');
  // The subscriptions are cut, and cut again, while everything else goes on.
  const client = redis.client();
  const cut = async () => void (await client.call('CLIENT', 'KILL', 'TYPE', 'pubsub'));
  await cut();
  await phone.scan(browser.scene);
  await cut();
  await phone.confirm(browser.scene);
  await cut();
  await watching.login();
});

test('limits count for all instances together', async () => {
  const { instances, redis } = await startFleet({ SCENES_PER_MINUTE: '4' });
  for (let count = 0; count < 4; count += 1) {
    expect((await (instances[count % 2] as ApiUnderTest).browser().register()).status).toBe(201);
  }
  for (const instance of instances) {
    const refused = await instance.browser().register();
    expect([refused.status, refused.body.code]).toEqual([429, 'rate_limited']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  }
  const client = redis.client();
  const keys = await client.keys('*');
  expect(keys.filter((key) => key.includes(':limits:'))).not.toEqual([]);
  for (const key of keys) expect(await client.pttl(key)).toBeGreaterThan(0);
});
