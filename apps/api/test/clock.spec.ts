import { describe, expect, test } from '@jest/globals';
import { builtProgram, madeUpSecret, until } from '@maqiao/test-servers';
import { decodeJwt } from 'jose';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { ClockWatch } from '../src/platform/clock/clock-watch.ts';
import { Database } from '../src/platform/database/database.ts';
import { SessionEndings } from '../src/sessions/session-endings.ts';
import { Lease } from '../src/webhooks/lease.ts';
import { afterThisTest } from './support/after-this-test.ts';
import { startApi, type ApiUnderTest } from './support/api-under-test.ts';
import { ScriptedBrowser } from './support/scripted-browser.ts';
import { ScriptedPhone } from './support/scripted-phone.ts';
import { serverSurroundings, SERVER_ORIGIN, ServerProcess } from './support/server-process.ts';
import { TestClock } from './support/test-clock.ts';
import { WEBHOOK_SECRET, WebhookReceiver } from './support/webhook-receiver.ts';

const HOUR = 3_600_000;
const STEP_CLOCK = new URL('fixtures/step-clock.mjs', import.meta.url).href;
/** What may pass between two readings of a test. */
const SOON_MS = 60_000;

function expectNow(time: number | string | undefined, clock: { now(): number }): void {
  expect(Math.abs(Number(new Date(time ?? NaN)) - clock.now())).toBeLessThan(SOON_MS);
}

describe('issue 12, number 10: the clock is set while people sign in', () => {
  describe.each([HOUR, -HOUR])('by %i ms', (by) => {
    test('a login goes on, and its tokens are of the right time', async () => {
      const api = await startApi();
      const [browser, phone] = [api.browser(), api.phone()];
      expect((await browser.register()).status).toBe(201);
      api.clock.set(by);
      const scanned = await phone.scan(browser.scene);
      expect([scanned.status, scanned.body.scene.status]).toEqual([200, 'scanned']);
      expectNow(scanned.body.scene.now, api.clock);
      const left = Date.parse(scanned.body.scene.expiresAt) - Date.parse(scanned.body.scene.now);
      expect(left).toBe(120_000);
      expect((await phone.confirm(browser.scene)).status).toBe(200);
      const { status, body } = await browser.claim();
      expect(status).toBe(200);
      const { iat = 0, exp } = decodeJwt(body.accessToken);
      expectNow(iat * 1000, api.clock);
      expect(exp).toBe(iat + 600);
      expect((await browser.get('/api/me', body.accessToken)).status).toBe(200);
      expect((await browser.refresh()).status).toBe(200);
    });

    test('the time to scan does not change', async () => {
      const api = await startApi();
      const browsers = [api.browser(), api.browser()] as const;
      for (const browser of browsers) expect((await browser.register()).status).toBe(201);
      api.clock.advance(60_000);
      api.clock.set(by);
      api.clock.advance(110_000);
      expect((await api.phone().scan(browsers[0].scene)).status).toBe(200);
      api.clock.advance(15_000);
      expect((await api.phone().scan(browsers[1].scene)).body.code).toBe('scene_expired');
    });

    test('new names are checked by the new time, and a browser with the old time gets it', async () => {
      const api = await startApi();
      const late = api.browser();
      api.clock.set(by);
      const refused = await late.register();
      expect([refused.status, refused.body.code]).toEqual([400, 'scene_clock']);
      expectNow((refused.body as { now?: string }).now, api.clock);
      const retried = await api.browser().register();
      expect(retried.status).toBe(201);
      expectNow(retried.body.now, api.clock);
    });
  });

  test('waiting webhooks do not wait until the clock has caught up', async () => {
    const backend = await WebhookReceiver.start();
    afterThisTest(() => backend.close());
    const api = await startApi({ environment: { WEBHOOK_URL: backend.url, WEBHOOK_SECRET } });
    const waiting = () => api.database().selectFrom('webhook_outbox').selectAll().execute();
    api.clock.set(HOUR);
    backend.answer = 503;
    await signIn(api);
    await until(async () => (await waiting()).some(({ attempts }) => attempts > 0), 'an attempt that failed');
    api.clock.set(-HOUR);
    backend.answer = 204;
    await until(async () => (await waiting()).length === 0, 'the webhook to be delivered');
    expectNow(Number(backend.received.at(-1)?.headers['webhook-timestamp']) * 1000, api.clock);
  });

  test('a block reaches open pages, also right after the clock was set back', async () => {
    const adminKey = madeUpSecret('admin');
    const api = await startApi({ environment: { ADMIN_KEY: adminKey } });
    await signIn(api);
    const ended: string[] = [];
    afterThisTest(api.app.get(SessionEndings).subscribe((_sid, reason) => void ended.push(reason)));
    api.clock.set(-HOUR);
    const { id } = await api.database().selectFrom('users').select('id').executeTakeFirstOrThrow();
    const blocked = await fetch(`${api.url}/api/users/${id}`, {
      method: 'PATCH',
      headers: { Authorization: `Bearer ${adminKey}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ blocked: true }),
    });
    expect(blocked.status).toBe(200);
    await until(() => ended.includes('blocked'), 'pages to be told');
  });

  test('an instance that died does not keep the lease when the database’s clock is set back', async () => {
    const api = await startApi();
    const lease = new Lease(api.app.get(Database), 'a-test', 60_000, api.clock);
    const held_until = Date.now() + HOUR;
    await api
      .database()
      .insertInto('leases')
      .values({ name: 'a-test', holder: 'dead', held_until })
      .execute();
    expect(await lease.hold()).toBe(true);
    expect(lease.lasts(30_000)).toBe(true);
    api.clock.advance(HOUR); // asleep: others may have it now
    expect(lease.lasts(0)).toBe(false);
  });

  test('a waiting browser gets the end of its code when the machine has slept past it', async () => {
    const api = await startApi();
    const browser = api.browser();
    await browser.register();
    const watching = browser.watch();
    await watching.status('pending');
    api.clock.advance(200_000);
    api.app.get(ClockWatch).look();
    await watching.status('expired');
  });
});

async function signIn(api: ApiUnderTest): Promise<void> {
  const [browser, phone] = [api.browser(), api.phone()];
  expect((await browser.register()).status).toBe(201);
  expect((await phone.scan(browser.scene)).status).toBe(200);
  expect((await phone.confirm(browser.scene)).status).toBe(200);
  expect((await browser.claim()).status).toBe(200);
}

describe('issue 12, number 10: processes whose machine’s clock is set', () => {
  /** A server on a machine whose clock is that far from ours. */
  const startServer = (environment: Record<string, string>, by = 0): ServerProcess =>
    new ServerProcess(
      { ...environment, LOG_LEVEL: 'silent', STEP_CLOCK_BY: String(by) },
      { execArgv: ['--import', STEP_CLOCK] },
    );

  test.each([HOUR, -HOUR])(
    'by %i ms: a token of a running server is accepted by one that starts afterwards',
    async (by) => {
      const { simulator, environment } = await serverSurroundings();
      const first = startServer(environment);
      const firstUrl = await first.listening();
      first.child.send({ setClockBy: by });
      await once(first.child, 'message');
      const secondUrl = await startServer(environment, by).listening();

      const clock = new TestClock();
      clock.set(by);
      const browser = new ScriptedBrowser(firstUrl, clock, { origin: SERVER_ORIGIN });
      afterThisTest(() => browser.leave());
      const phone = new ScriptedPhone(firstUrl, simulator, 'a');
      expect((await browser.register()).status).toBe(201);
      expect((await phone.scan(browser.scene)).status).toBe(200);
      expect((await phone.confirm(browser.scene)).status).toBe(200);
      const { accessToken } = (await browser.claim()).body;
      expectNow((decodeJwt(accessToken).iat ?? 0) * 1000, clock);
      for (const url of [firstUrl, secondUrl]) {
        browser.goTo(url);
        expect((await browser.get('/api/me', accessToken)).status).toBe(200);
      }
    },
    60_000,
  );

  test.each([
    [90_000, 'server_clock_fast'],
    [-90_000, 'server_clock_slow'],
    [0, 'server_clock_ok'],
  ])(
    'the doctor of a server whose clock is %i ms away says %s',
    async (by, code) => {
      const { environment } = await serverSurroundings();
      const url = await startServer(environment, by).listening();
      const report = await new Promise<string>((resolve) => {
        const settings = { ...environment, PUBLIC_URL: url };
        execFile(process.execPath, [builtProgram('doctor'), '--json'], { env: settings }, (_, out) =>
          resolve(out),
        );
      });
      const { findings } = JSON.parse(report) as {
        findings: {
          code: string;
          facts: { seconds?: number; reference?: { en: string } };
          en: string;
          zh: string;
        }[];
      };
      const said = findings.filter((finding) => finding.code.startsWith('server_clock'));
      expect(said.map((finding) => finding.code)).toEqual([code]);
      if (by !== 0) expect(Math.abs(Number(said[0]?.facts.seconds) - 90)).toBeLessThan(10);
      expect(said[0]?.facts.reference?.en).toBe('WeChat’s');
      // The machine that the doctor runs on is right, and so is what proves that we may ask.
      const codes = findings.map((finding) => finding.code);
      expect(codes).toContain('clock_ok');
      expect(codes).not.toContain('other_installation');
    },
    60_000,
  );
});
