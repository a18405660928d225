import { afterEach, describe, expect, jest, test } from '@jest/globals';
import type { SceneWithVerifier } from '@maqiao/shared';
import { until } from '@maqiao/test-servers';
import { Renewals } from '../src/limits/renewals.ts';
import { SharedRedis } from '../src/platform/redis/shared-redis.ts';
import { WechatClient } from '../src/wechat/wechat-client.ts';
import { startRedisCluster } from './redis-cluster.ts';
import { startRedis } from './redis.ts';
import { afterThisTest } from './support/after-this-test.ts';
import { startApi, type ApiUnderTest } from './support/api-under-test.ts';
import { useFleets } from './support/fleet.ts';
import type { ScriptedBrowser } from './support/scripted-browser.ts';
import { testSettings } from './test-settings.ts';

afterEach(() => {
  jest.restoreAllMocks();
});

const OFFICE = '203.0.113.5';
const NEIGHBOUR = '203.0.113.6';
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** When a page asks for the next code: fifteen seconds before the end of the one on its screen. */
const RENEWS_EVERY = 165 * SECOND;

async function start(environment: Record<string, string> = {}): Promise<ApiUnderTest> {
  const api = await startApi({ environment: { TRUST_PROXY: '1', ...environment } });
  drawsNothing(api);
  return api;
}

/** Thousands of codes are asked for. */
function drawsNothing(api: ApiUnderTest): void {
  const picture = { mediaType: 'image/png', bytes: Buffer.from('picture') } as const;
  jest.spyOn(api.app.get(WechatClient), 'fetchWxacode').mockResolvedValue(picture);
}

const proofOf = ({ scene, verifier }: ScriptedBrowser): SceneWithVerifier => ({ scene, verifier });

/** A page at this address that asks for a code, and what it is answered. */
async function ask(api: ApiUnderTest, ip: string, replaces?: unknown) {
  const page = api.browser({ headers: { 'X-Forwarded-For': ip } });
  const { status, body } = await page.register({ ...(replaces !== undefined && { replaces }) });
  return { page, answer: status === 201 ? 201 : body.code };
}

/** Moves every clock of this process, that of the limits included. */
function steppedClock() {
  const { now } = Date;
  let ahead = 0;
  jest.spyOn(Date, 'now').mockImplementation(() => now() + ahead);
  return { step: (milliseconds: number) => (ahead += milliseconds) };
}

describe('issue 13, number 12: pages that live behind one address', () => {
  test('eighty are idle for an hour, and new visitors come all the while', async () => {
    const api = await start();
    const clock = steppedClock();
    const pages: { page: ScriptedBrowser; renewsAt: number }[] = [];
    const answers = new Map<string | number | undefined, number>();
    const count = (answer: string | number | undefined) =>
      answers.set(answer, (answers.get(answer) ?? 0) + 1);
    for (let now = 0; now < 60 * MINUTE; now += 15 * SECOND) {
      if (pages.length < 80) {
        // They are opened in the morning, as fast as the limit of new visitors lets them.
        for (let opened = 0; opened < 5; opened += 1) {
          const { page, answer } = await ask(api, OFFICE);
          count(answer);
          pages.push({ page, renewsAt: now + RENEWS_EVERY });
        }
      } else count((await ask(api, OFFICE)).answer);
      for (const living of pages.filter(({ renewsAt }) => renewsAt <= now)) {
        const { page, answer } = await ask(api, OFFICE, proofOf(living.page));
        count(answer);
        Object.assign(living, { page, renewsAt: now + RENEWS_EVERY });
      }
      clock.step(15 * SECOND);
    }
    expect([...answers.keys()]).toEqual([201]);
    expect(answers.get(201)).toBeGreaterThan(1_700);
  }, 120_000);

  test('all renew within one minute, after their network was away', async () => {
    const api = await start();
    const clock = steppedClock();
    const pages: ScriptedBrowser[] = [];
    for (let opened = 0; opened < 80; opened += 1) {
      if (opened % 30 === 0) clock.step(MINUTE);
      pages.push((await ask(api, OFFICE)).page);
    }
    clock.step(2 * MINUTE); // some of their codes have expired by now
    for (const page of pages) expect((await ask(api, OFFICE, proofOf(page))).answer).toBe(201);
    expect((await ask(api, OFFICE)).answer).toBe(201);
  });

  test('a renewal is not free: one address has four times SCENES_PER_MINUTE of them', async () => {
    const api = await start({ SCENES_PER_MINUTE: '2' });
    const clock = steppedClock();
    const pages: ScriptedBrowser[] = [];
    for (let opened = 0; opened < 14; opened += 1) {
      pages.push((await ask(api, `198.51.100.${Math.floor(opened / 2)}`)).page);
    }
    clock.step(91 * SECOND);
    const answers: unknown[] = [];
    for (const page of pages) answers.push((await ask(api, OFFICE, proofOf(page))).answer);
    // Eight renewals, then what new visitors have.
    expect(answers).toEqual([...Array<number>(10).fill(201), ...Array<string>(4).fill('rate_limited')]);
    expect((await ask(api, NEIGHBOUR)).answer).toBe(201);
  });
});

describe('issue 13, number 12: a flood that pretends to renew', () => {
  /** An address that has used up its new visitors, but for what `pretend` tries. */
  async function usedUp() {
    const api = await start({ SCENES_PER_MINUTE: '3' });
    const clock = steppedClock();
    const [living, scanned, withdrawn] = [
      (await ask(api, OFFICE)).page,
      (await ask(api, OFFICE)).page,
      (await ask(api, OFFICE)).page,
    ];
    const phone = api.phone();
    await phone.scan(scanned.scene);
    await withdrawn.cancel();
    return { api, clock, living, scanned, withdrawn };
  }

  test('with no proof, another’s proof, or a scene that nobody has counted, it is a new visitor', async () => {
    const { api, clock, living, scanned, withdrawn } = await usedUp();
    clock.step(91 * SECOND); // a new minute: three new visitors, and no more
    const unknown = api.browser();
    const pretended = [
      { scene: living.scene, verifier: unknown.verifier },
      proofOf(unknown),
      { scene: unknown.scene, verifier: living.verifier },
      proofOf(withdrawn),
      proofOf(scanned),
    ];
    const answers: unknown[] = [];
    for (const replaces of pretended) answers.push((await ask(api, OFFICE, replaces)).answer);
    expect(answers).toEqual([201, 201, 201, 'rate_limited', 'rate_limited']);
    // The page that lives is not kept waiting by them.
    expect((await ask(api, OFFICE, proofOf(living))).answer).toBe(201);
  });

  test('a code that has just been made, or was renewed before, renews nothing', async () => {
    const { api, clock, living } = await usedUp();
    expect((await ask(api, OFFICE, proofOf(living))).answer).toBe('rate_limited');
    clock.step(80 * SECOND);
    const answers = await Promise.all(Array.from({ length: 9 }, () => ask(api, OFFICE, proofOf(living))));
    // Before half of its life all count as new visitors, of whom a minute has three.
    expect(answers.filter(({ answer }) => answer === 201)).toHaveLength(3);
    clock.step(11 * SECOND);
    const later = await Promise.all(Array.from({ length: 9 }, () => ask(api, OFFICE, proofOf(living))));
    expect(later.filter(({ answer }) => answer === 201)).toHaveLength(1);
    const heir = later.find(({ answer }) => answer === 201)?.page as ScriptedBrowser;
    expect((await ask(api, OFFICE, proofOf(heir))).answer).toBe('rate_limited');
  });

  test('it has no more of WeChat’s pictures in half an hour than its limits say', async () => {
    const api = await start({ SCENES_PER_MINUTE: '2' });
    const clock = steppedClock();
    let pages: ScriptedBrowser[] = [];
    let given = 0;
    for (let minute = 0; minute < 30; minute += 1) {
      // Every code it has had is offered, and more than the limit of new ones.
      const offers: (SceneWithVerifier | undefined)[] = [
        ...pages.map(proofOf),
        undefined,
        undefined,
        undefined,
      ];
      for (const replaces of offers) {
        const { page, answer } = await ask(api, OFFICE, replaces);
        if (answer !== 201) continue;
        given += 1;
        pages.push(page);
      }
      pages = pages.slice(-30);
      clock.step(MINUTE);
    }
    // Two new visitors and eight renewals a minute.
    expect(given).toBeLessThanOrEqual(30 * 10);
  });

  test('what is malformed is refused, and WeChat’s trouble does not use a renewal up', async () => {
    const { api, clock, living } = await usedUp();
    clock.step(91 * SECOND);
    for (const replaces of ['x', 7, null, {}, { scene: living.scene }, { ...proofOf(living), verifier: 'x' }])
      expect((await ask(api, OFFICE, replaces)).answer).toBe('invalid_request');
    for (let visitor = 0; visitor < 3; visitor += 1) await ask(api, OFFICE);
    const fetchWxacode = jest.spyOn(api.app.get(WechatClient), 'fetchWxacode');
    fetchWxacode.mockRejectedValueOnce(new Error('away'));
    expect((await ask(api, OFFICE, proofOf(living))).answer).toBe('internal');
    expect((await ask(api, OFFICE, proofOf(living))).answer).toBe(201);
  });
});

describe('issue 13, number 12: renewals of several instances', () => {
  const startFleet = useFleets();

  test('one code is renewed once, whichever of them is asked', async () => {
    const lifetimes = { pending: 2_000, scanned: 120_000, delivery: 60_000 };
    const environment = { TRUST_PROXY: '1', SCENES_PER_MINUTE: '2' };
    const { instances } = await startFleet(environment, { lifetimes });
    instances.forEach(drawsNothing);
    const [here, there] = instances;
    const pages = [(await ask(here, OFFICE)).page, (await ask(there, OFFICE)).page];
    expect((await ask(here, OFFICE)).answer).toBe('rate_limited');
    // Redis' own clock decides, and cannot be moved.
    const [, second] = pages;
    await until(async () => (await second?.poll())?.body.code === 'expired_token', 'the end of the codes');
    for (const page of pages) {
      const answers = await Promise.all(
        Array.from({ length: 6 }, (_, index) => ask(index % 2 ? here : there, OFFICE, proofOf(page))),
      );
      expect(answers.filter(({ answer }) => answer === 201)).toHaveLength(1);
    }
  });

  test.each([
    ['one server', async () => ({ server: await startRedis(), url: undefined })],
    ['a cluster', startRedisCluster],
  ] as const)(
    'count together over %s, and what they count ends',
    async (_kind, begin) => {
      const { server, url = server.url } = await begin();
      afterThisTest(() => server.stop());
      const settings = testSettings({ SCENES_PER_MINUTE: '2' });
      const open = async () => {
        const redis = await SharedRedis.open(url, settings);
        afterThisTest(() => redis.onApplicationShutdown());
        return [redis, new Renewals(settings, redis)] as const;
      };
      const [redis, here] = await open();
      const [, there] = await open();
      const at = (index: number) => (index % 2 === 0 ? here : there);
      expect(await here.take('scene', OFFICE)).toBe(true);
      expect(await there.take('scene', OFFICE)).toBe(false);
      await there.giveBack('scene');
      const given: boolean[] = [];
      for (let index = 0; index < 9; index += 1) given.push(await at(index).take(`scene-${index}`, OFFICE));
      expect(given).toEqual([...Array<boolean>(7).fill(true), false, false]);
      expect(await here.take('scene', NEIGHBOUR)).toBe(true);
      for (const key of await redis.commands.keys('*')) {
        expect(key).toMatch(/^maqiao:wx0123456789abcdef:limits:(renewals|renewed-scenes):/);
        expect(await redis.commands.pttl(key)).toBeGreaterThan(0);
      }
    },
    60_000,
  );
});
