import { afterEach, expect, test } from '@jest/globals';
import { madeUpSecret } from '@maqiao/test-servers';
import type { Database } from '../src/platform/database/database.ts';
import { describeEachDatabase } from './each-database.ts';
import { startApi, type ApiUnderTest } from './support/api-under-test.ts';
import { call } from './support/answer.ts';
import { ScriptedBrowser } from './support/scripted-browser.ts';
import { ScriptedPhone } from './support/scripted-phone.ts';
import { serverEnvironment, SERVER_ORIGIN, ServerProcess } from './support/server-process.ts';
import { TestClock } from './support/test-clock.ts';
import { WEBHOOK_SECRET, WebhookReceiver } from './support/webhook-receiver.ts';

const ADMIN_KEY = madeUpSecret('admin');
const MAQIAO_SECRET = madeUpSecret('one');

const cleaning: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleaning.splice(0).reverse()) await clean();
});

async function receiver(): Promise<WebhookReceiver> {
  const made = await WebhookReceiver.start();
  cleaning.push(() => made.close());
  return made;
}

async function signIn(browser: ScriptedBrowser, phone: ScriptedPhone): Promise<void> {
  expect((await browser.register()).status).toBe(201);
  expect((await phone.scan(browser.scene)).status).toBe(200);
  expect((await phone.confirm(browser.scene)).status).toBe(200);
  expect((await browser.claim()).status).toBe(200);
}

async function until(what: () => Promise<boolean>): Promise<void> {
  while (!(await what())) await new Promise((resolve) => setTimeout(resolve, 20));
}

const waiting = (api: ApiUnderTest) => api.database().selectFrom('webhook_outbox').selectAll().execute();

const failed = (api: ApiUnderTest) => async () => (await waiting(api)).some(({ attempts }) => attempts > 0);

describeEachDatabase('webhooks', ({ createUrl, open }) => {
  const start = (databaseUrl: string, webhookUrl: string, environment: Record<string, string> = {}) =>
    startApi({
      environment: {
        DATABASE_URL: databaseUrl,
        MAQIAO_SECRET,
        ADMIN_KEY,
        WEBHOOK_URL: webhookUrl,
        WEBHOOK_SECRET,
        ...environment,
      },
    });

  test('are sent for a sign-in, a sign-out and a block, signed, and then the outbox is empty', async () => {
    const backend = await receiver();
    const api = await start(await createUrl(), backend.url);
    const [first, second] = [api.browser(), api.browser()];
    const phone = api.phone();
    await signIn(first, phone);
    await backend.count(1);
    await first.signOut();
    await backend.count(2);
    await signIn(second, phone);
    await backend.count(3);
    const user = await api.database().selectFrom('users').selectAll().executeTakeFirstOrThrow();
    const headers = { Authorization: `Bearer ${ADMIN_KEY}` };
    const sessions = await api
      .database()
      .selectFrom('sessions')
      .select('sid')
      .orderBy('created_at')
      .execute();
    const [sid, secondSid] = sessions.map((session) => session.sid);
    const change = (method: string, body?: object) =>
      call(`${api.url}/api/users/${user.id}`, { method, body, headers });
    await change('PATCH', { blocked: true });
    // Repeated, it changes nothing and sends nothing.
    await change('PATCH', { blocked: true });
    await backend.count(5);
    await change('PATCH', { blocked: false });
    await backend.count(6);
    await change('DELETE');
    const received = await backend.count(7);

    const { id: sub } = user;
    const who = { sub, aud: api.url };
    const events = received.map((message) => WebhookReceiver.verified(message));
    const sent = events.map(({ type, data }) => ({ type, ...data }));
    expect([...sent.slice(0, 3), ...sent.slice(5)]).toEqual([
      { type: 'user.signed_in', ...who, sid },
      { type: 'user.signed_out', ...who, sid, reason: 'signed_out' },
      { type: 'user.signed_in', ...who, sid: secondSid },
      { type: 'user.unblocked', sub },
      { type: 'user.deleted', sub },
    ]);
    // A block and the sign-outs that it brings are one change, sent in any order.
    expect(sent.slice(3, 5)).toEqual(
      expect.arrayContaining([
        { type: 'user.blocked', sub },
        { type: 'user.signed_out', ...who, sid: secondSid, reason: 'blocked' },
      ]),
    );
    expect(new Set(received.map(({ id }) => id)).size).toBe(7);
    expect(JSON.stringify(received)).not.toContain(api.simulator.people.openid('a'));
    await until(async () => (await waiting(api)).length === 0);
  });

  test('are not written without a receiver', async () => {
    const api = await startApi({ environment: { DATABASE_URL: await createUrl(), MAQIAO_SECRET } });
    await signIn(api.browser(), api.phone());
    expect(await waiting(api)).toEqual([]);
  });

  test('are written with the change or not at all', async () => {
    const url = await createUrl();
    const api = await start(url, (await receiver()).url);
    const browser = api.browser();
    await signIn(browser, api.phone());
    const database: Database = await open(url);
    await database.queries.schema.alterTable('webhook_outbox').renameTo('hidden').execute();
    expect((await browser.signOut()).status).toBe(500);
    expect((await browser.refresh()).status).toBe(200);
    await database.queries.schema.alterTable('hidden').renameTo('webhook_outbox').execute();
    expect((await browser.signOut()).status).toBe(204);
  });

  test('are sent again with the same id after a failure, and are kept meanwhile', async () => {
    const backend = await receiver();
    backend.answer = 500;
    const api = await start(await createUrl(), backend.url);
    await signIn(api.browser(), api.phone());
    await until(failed(api));
    expect(await waiting(api)).toMatchObject([{ attempts: 1 }]);

    backend.answer = 204;
    api.clock.advance(6_000); // the first pause
    const [refused, taken] = await backend.count(2);
    if (!refused || !taken) throw new Error('unreachable');
    expect([taken.id, taken.body]).toEqual([refused.id, refused.body]);
    expect(WebhookReceiver.verified(taken).type).toBe('user.signed_in');
    await until(async () => (await waiting(api)).length === 0);
  });

  test('wait while the receiver is away, without delaying a login', async () => {
    const backend = await receiver();
    const { url } = backend;
    await backend.close();
    const api = await start(await createUrl(), url);
    await signIn(api.browser(), api.phone());
    await signIn(api.browser(), api.phone());
    await until(async () => {
      const rows = await waiting(api);
      return rows.length === 2 && rows.every(({ attempts }) => attempts === 1);
    });
  });

  test('stop for a day after 410 Gone, also after a restart, but not for another address', async () => {
    const url = await createUrl();
    const [backend, other] = [await receiver(), await receiver()];
    backend.answer = 410;
    const api = await start(url, backend.url);
    await signIn(api.browser(), api.phone());
    await until(failed(api));
    backend.answer = 204;
    api.clock.advance(60_000);
    await signIn(api.browser(), api.phone());
    await api.app.close();

    // Whether it waits shows in what it does not do: it has looked when it holds the lease.
    const database = await open(url);
    const again = await start(url, backend.url);
    again.clock.advance(60_000);
    const held = () => database.queries.selectFrom('leases').selectAll().execute();
    await until(async () => (await held()).length === 1);
    await signIn(again.browser(), again.phone());
    expect(backend.received).toHaveLength(1);
    expect(await waiting(again)).toHaveLength(3);

    again.clock.advance(86_400_000);
    await backend.count(4);
    backend.answer = 410;
    await signIn(again.browser(), again.phone());
    await backend.count(5);
    await until(failed(again));
    await again.app.close();
    const moved = await start(url, other.url);
    moved.clock.advance(86_400_000 + 180_000); // where the other instance's clock was
    await other.count(1);
  }, 90_000);

  test('of many instances are each delivered once', async () => {
    const url = await createUrl();
    const backend = await receiver();
    const limits = { SCANS_PER_PERSON_PER_MINUTE: '100' };
    const first = await start(url, backend.url, limits);
    const second = await start(url, backend.url, limits);
    // Slow enough for both to see the same messages, if both looked.
    backend.answer = (_request, response) => setTimeout(() => response.writeHead(200).end(), 20);
    const logins = Array.from({ length: 20 }, (_, index) => {
      const api = index % 2 === 0 ? first : second;
      return signIn(api.browser(), api.phone(index % 3 === 0 ? 'b' : 'a'));
    });
    await Promise.all(logins);
    await until(async () => (await waiting(first)).length === 0);
    expect(backend.received).toHaveLength(20);
    expect(new Set(backend.received.map(({ id }) => id)).size).toBe(20);
  }, 90_000);

  test('of a killed process are delivered by the next one', async () => {
    const url = await createUrl();
    const backend = await receiver();
    backend.answer = () => undefined; // it has them, and has not said so
    const helper = await startApi(); // for its stand-in of WeChat
    const killed = new ServerProcess({
      ...serverEnvironment(helper.simulator, url),
      MAQIAO_SECRET,
      WEBHOOK_URL: backend.url,
      WEBHOOK_SECRET,
      LOG_LEVEL: 'silent',
    });
    const address = await killed.listening();
    const browser = new ScriptedBrowser(address, new TestClock(), { origin: SERVER_ORIGIN });
    await signIn(browser, new ScriptedPhone(address, helper.simulator, 'a'));
    const [lost] = await backend.count(1);
    await killed.kill();

    backend.answer = 204;
    const database = await open(url);
    const next = await startApi({
      environment: {
        DATABASE_URL: url,
        MAQIAO_SECRET,
        WEBHOOK_URL: backend.url,
        WEBHOOK_SECRET,
        WECHAT_APP_ID: helper.simulator.appId,
      },
    });
    // The killed server holds the lease for a minute; this ends it now.
    await database.queries.updateTable('leases').set({ held_until: 0 }).execute();
    const [, found] = await backend.count(2);
    expect([found?.id, found?.body]).toEqual([lost?.id, lost?.body]);
    await until(async () => (await waiting(next)).length === 0);
  }, 90_000);

  test('do not delay a stopping process, which does not count them as failed', async () => {
    const backend = await receiver();
    backend.answer = () => undefined;
    const url = await createUrl();
    const api = await start(url, backend.url);
    await signIn(api.browser(), api.phone());
    await backend.count(1);
    await api.app.close();
    const database = await open(url);
    expect(await database.queries.selectFrom('webhook_outbox').select('attempts').execute()).toEqual([
      { attempts: 0 },
    ]);
    expect(await database.queries.selectFrom('leases').selectAll().execute()).toEqual([]);
  });
});
