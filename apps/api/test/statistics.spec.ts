import type { Statistics } from '@maqiao/shared';
import { statistics } from '@maqiao/shared/schemas';
import { expect, test } from '@jest/globals';
import { madeUpSecret } from '@maqiao/test-servers';
import { HourlyCounts } from '../src/platform/counters/hourly-counts.ts';
import { describeEachDatabase } from './each-database.ts';
import { ManualClock } from './manual-clock.ts';
import { startSessionsApp, ADMIN_KEY } from './sessions-app.ts';
import { startApi, type ApiUnderTest } from './support/api-under-test.ts';
import { call, type Refusable } from './support/answer.ts';

async function stats(api: Pick<ApiUnderTest, 'url'>, query = ''): Promise<Statistics> {
  const headers = { Authorization: `Bearer ${ADMIN_KEY}` };
  const answer = await call<Statistics & Refusable>(`${api.url}/api/stats${query}`, {
    method: 'GET',
    headers,
  });
  expect(answer.status).toBe(200);
  return statistics.parse(answer.body);
}

describeEachDatabase('statistics', ({ createUrl, open }) => {
  test('count each login at the step where it ended, without the person', async () => {
    const DATABASE_URL = await createUrl();
    const environment = {
      DATABASE_URL,
      MAQIAO_SECRET: madeUpSecret('one'),
      ADMIN_KEY,
      CONFIRM_MODE: 'always',
    };
    const api = await startApi({ environment });
    const phone = api.phone();
    const opened = async () => {
      const browser = api.browser();
      expect((await browser.register()).status).toBe(201);
      return browser;
    };
    const scanned = async () => {
      const browser = await opened();
      await phone.scan(browser.scene);
      const pending = await browser.poll();
      return { browser, number: pending.body.scene.number };
    };
    const confirmed = async () => {
      const { browser, number } = await scanned();
      expect((await phone.confirm(browser.scene, { number })).status).toBe(200);
      return browser;
    };
    await (await confirmed()).claim();
    await (await confirmed()).claim();
    await opened(); // nobody scans it
    await (await opened()).cancel();
    await phone.reject((await scanned()).browser.scene);
    const mistyped = await scanned();
    const wrong = mistyped.number === '11' ? '12' : '11';
    expect((await phone.confirm(mistyped.browser.scene, { number: wrong })).body.code).toBe(
      'number_mismatch',
    );
    await (await scanned()).browser.cancel();
    await scanned(); // nobody decides
    await phone.reject((await confirmed()).scene);
    await (await confirmed()).cancel();
    await confirmed(); // nobody fetches it
    const twice = await confirmed();
    await twice.claim();
    await twice.claim();
    await phone.scan(twice.scene, { code: 'nonsense' });

    const counted = await stats(api);
    expect(counted.funnel).toEqual({ created: 12, scanned: 10, confirmed: 6, claimed: 3 });
    expect(counted.losses).toEqual({
      pending: { cancelled: 1, expired: 1 },
      scanned: { rejected: 1, numberMismatch: 1, cancelled: 1, expired: 1 },
      confirmed: { rejected: 1, cancelled: 1, expired: 1 },
    });
    expect(counted.methods).toEqual([
      {
        ...{ method: 'mini-program', kind: 'scene', begun: 12, signedIn: 3 },
        ...{ declined: 2, failed: 1, cancelled: 3, expired: 3 },
      },
    ]);
    expect([counted.signIns, counted.days.at(-1)?.signIns]).toEqual([3, 3]);
    expect(counted.wechat.errors).toEqual([
      { endpoint: 'jscode2session', code: 'invalid_login_code', count: 1 },
    ]);
    expect(counted.wechat.calls).toBe(1 + 12 + 10 + 1);
    expect(counted.people).toEqual({ total: 1, new: 1, blocked: 0 });
    expect(counted.days).toHaveLength(30);
    expect(counted.days.at(-1)).toMatchObject({ claimed: 3 });

    const rows = await (await open(DATABASE_URL)).queries.selectFrom('hourly_counts').selectAll().execute();
    for (const { name } of rows)
      expect(name).toMatch(/^(scene:[a-z_>]+|method:scene:mini-program:[a-z_]+|wechat:[a-z0-9_]+:[a-z_]+)$/);
  });

  test('of many instances add up, and survive a restart', async () => {
    const url = await createUrl();
    const clock = new ManualClock();
    const instances = [
      new HourlyCounts(await open(url), clock),
      new HourlyCounts(await open(url), clock),
    ] as const;
    for (const [index, counts] of instances.entries()) {
      for (let n = 0; n <= index; n += 1) counts.add('scene:none>pending');
    }
    await Promise.all(instances.map((counts) => counts.flush()));
    for (const counts of instances) counts.add('scene:none>pending');
    await Promise.all(instances.map((counts) => counts.beforeApplicationShutdown()));
    const after = await new HourlyCounts(await open(url), clock).read(0);
    expect(after).toEqual([{ hour: clock.now(), name: 'scene:none>pending', count: 5 }]);
  });

  test('are kept while the database is away, and written once when it is back', async () => {
    const database = await open();
    const clock = new ManualClock();
    const counts = new HourlyCounts(database, clock);
    await database.queries.schema.alterTable('hourly_counts').renameTo('away').execute();
    for (let n = 0; n < 500; n += 1) counts.add(`name${n % 300}`);
    await counts.flush();
    await counts.flush();
    await database.queries.schema.alterTable('away').renameTo('hourly_counts').execute();
    const rows = await counts.read(0);
    expect(rows).toHaveLength(300);
    expect(rows.reduce((total, { count }) => total + count, 0)).toBe(500);
  });

  test('older than 400 days are removed', async () => {
    const database = await open();
    const clock = new ManualClock();
    const counts = new HourlyCounts(database, clock);
    counts.add('a');
    await counts.flush();
    clock.advance(400 * 86_400_000 + 3_600_001);
    counts.add('b');
    expect((await counts.read(0)).map(({ name }) => name)).toEqual(['b']);
  });
});

test('days are those of the time zone that was asked for', async () => {
  const api = await startSessionsApp(); // its clock stands at 08:00 UTC, 15 January
  const counts = api.app.get(HourlyCounts);
  const hour = 3_600_000;
  for (const hoursAgo of [0, 7, 9, 17, 33])
    counts.add('scene:confirmed>consumed', api.clock.now() - hoursAgo * hour);
  const ask = async (query: string) => {
    const headers = { authorization: `Bearer ${ADMIN_KEY}` };
    const answer = await api.app.inject({ url: `/api/stats${query}`, headers });
    return answer.json<Statistics & { code?: string; detail?: string }>();
  };
  const claimed = async (timeZone: string) =>
    (await ask(`?days=3&timeZone=${timeZone}`)).days.map((day) => `${day.day} ${day.claimed}`);
  expect(await claimed('UTC')).toEqual(['2026-01-13 1', '2026-01-14 2', '2026-01-15 2']);
  // 16:00 in Shanghai: its day began at 16:00 UTC of the 14th.
  expect(await claimed('Asia/Shanghai')).toEqual(['2026-01-13 0', '2026-01-14 2', '2026-01-15 3']);
  expect(await claimed('America/Los_Angeles')).toEqual(['2026-01-13 1', '2026-01-14 3', '2026-01-15 1']);
  expect((await ask('?days=1')).funnel.claimed).toBe(2);
  for (const query of ['?days=0', '?days=367', '?timeZone=Mars/Phobos']) {
    expect(await ask(query)).toMatchObject({ code: 'invalid_request' });
  }
});

test('are refused without the key', async () => {
  const api = await startSessionsApp();
  const answer = await api.app.inject({ url: '/api/stats' });
  expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([401, 'invalid_token']);
});
