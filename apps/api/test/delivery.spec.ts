import { describe, expect, test } from '@jest/globals';
import { createVerifier } from '@maqiao/shared';
import { Database } from '../src/platform/database/database.ts';
import type { ScriptedBrowser } from './support/scripted-browser.ts';
import type { ScriptedPhone } from './support/scripted-phone.ts';
import { startApi, type ApiUnderTest } from './support/api-under-test.ts';

/** Brings a login to the moment after the phone's confirm. */
async function confirmed(api: ApiUnderTest): Promise<[ScriptedBrowser, ScriptedPhone]> {
  const [browser, phone] = [api.browser(), api.phone()];
  await browser.register();
  await phone.scan(browser.scene);
  expect((await phone.confirm(browser.scene)).status).toBe(200);
  return [browser, phone];
}

describe('a confirmed login reaches its browser, as one session', () => {
  test('pushed and acknowledged, then claimed', async () => {
    const api = await startApi();
    const [browser] = await confirmed(api);
    const watching = browser.watch();
    await watching.login();
    await watching.status('consumed');
    expect((await browser.claim()).status).toBe(200);
    expect((await browser.refresh()).status).toBe(200);
    expect(await api.sessions()).toHaveLength(1);
  });

  test('polled, then claimed', async () => {
    const api = await startApi();
    const [browser] = await confirmed(api);
    const polled = await browser.poll();
    expect(polled.status).toBe(200);
    expect((await browser.get('/api/me', polled.body.accessToken)).status).toBe(200);
    expect((await browser.claim()).status).toBe(200);
    expect(await api.sessions()).toHaveLength(1);
  });

  test('claimed again after a lost answer, the cookie replaces the unused one', async () => {
    const api = await startApi();
    const [browser] = await confirmed(api);
    expect((await browser.claim()).status).toBe(200);
    const first = browser.cookie;
    browser.cookie = undefined; // the answer never arrived
    expect((await browser.claim()).status).toBe(200);
    expect(browser.cookie).not.toBe(first);
    expect((await browser.refresh()).status).toBe(200);
    expect(await api.sessions()).toHaveLength(1);

    const late = await browser.claim();
    expect([late.status, late.body.code]).toEqual([409, 'scene_closed']);
  });

  test('claimed many times at once', async () => {
    const api = await startApi();
    const [browser] = await confirmed(api);
    const answers = await Promise.all(Array.from({ length: 8 }, () => browser.claim()));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(await api.sessions()).toHaveLength(1);
  });

  test('not after the delivery deadline', async () => {
    const api = await startApi();
    const [claiming] = await confirmed(api);
    await claiming.poll();
    const [unfetched] = await confirmed(api);
    api.clock.advance(60_000);
    expect((await claiming.claim()).body.code).toBe('expired_token');
    expect((await claiming.poll()).body.code).toBe('expired_token');
    expect((await unfetched.claim()).body.code).toBe('expired_token');
    expect((await unfetched.poll()).body.code).toBe('expired_token');
    expect(await api.sessions()).toHaveLength(1);
  });

  test('a socket that drops before the push: the login comes on the next one', async () => {
    const api = await startApi();
    const [browser, phone] = [api.browser(), api.phone()];
    await browser.register();
    const first = browser.watch();
    await first.status('pending');
    await phone.scan(browser.scene);
    first.socket.io.engine.close();
    await first.until(() => first.disconnected, 'the drop');
    await phone.confirm(browser.scene);
    const second = browser.watch();
    await second.login();
    expect((await browser.claim()).status).toBe(200);
    expect(await api.sessions()).toHaveLength(1);
  });

  test('a socket that drops after the push, unacknowledged: it comes again, and is the same session', async () => {
    const api = await startApi();
    const [browser, phone] = [api.browser(), api.phone()];
    await browser.register();
    const first = browser.watch({ acknowledge: false });
    await first.status('pending');
    await phone.scan(browser.scene);
    await phone.confirm(browser.scene);
    await first.login();
    first.socket.io.engine.close();
    const second = browser.watch();
    await second.login();
    await second.status('consumed');
    expect(await api.sessions()).toHaveLength(1);

    const third = browser.watch();
    await third.status('consumed');
    expect((await browser.claim()).status).toBe(200);
    expect(third.logins).toEqual([]); // what was acknowledged is not repeated
    expect(await api.sessions()).toHaveLength(1);
  });

  test('a confirm in the same moment as the connect', async () => {
    const api = await startApi({ change: { limits: UNLIMITED } });
    const rounds = Array.from({ length: 40 }, async () => {
      const [browser, phone] = [api.browser(), api.phone()];
      await browser.register();
      await phone.scan(browser.scene);
      const confirming = phone.confirm(browser.scene);
      const watching = browser.watch();
      await confirming;
      await watching.login();
    });
    await Promise.all(rounds);
    expect(await api.sessions()).toHaveLength(40);
  });

  test('a database that is away for the push only delays it', async () => {
    const api = await startApi();
    const [browser, phone] = [api.browser(), api.phone()];
    await browser.register();
    const watching = browser.watch();
    await phone.scan(browser.scene);
    const { queries } = api.app.get(Database);
    const [hidden] = ['sessions'];
    await queries.schema.alterTable(hidden).renameTo('sessions_away').execute();
    await phone.confirm(browser.scene);
    await watching.status('confirmed');
    await queries.schema.alterTable('sessions_away').renameTo(hidden).execute();
    await watching.login();
    expect(await api.sessions()).toHaveLength(1);
  });
});

const UNLIMITED = {
  scenesPerMinute: 10_000,
  scansPerMinute: 10_000,
  scansPerPersonPerMinute: 10_000,
  wxacodesPerMinute: 4000,
};

describe('a login can be taken back', () => {
  test('cancelled by the browser after the confirm', async () => {
    const api = await startApi();
    const [browser] = await confirmed(api);
    expect((await browser.cancel()).body.status).toBe('cancelled');
    expect((await browser.claim()).body.code).toBe('access_denied');
    expect((await browser.poll()).body.code).toBe('access_denied');
    expect((await api.sessions()).filter((session) => session.revoked_reason === null)).toEqual([]);
  });

  test('rejected on the phone after the delivery: session, cookie and token become invalid', async () => {
    const api = await startApi();
    const [browser, phone] = await confirmed(api);
    const { body: login } = await browser.claim();
    expect((await browser.get('/api/me', login.accessToken)).status).toBe(200);
    expect((await phone.reject(browser.scene)).body.status).toBe('rejected');
    expect((await browser.get<{ code: string }>('/api/me', login.accessToken)).body.code).toBe(
      'session_revoked',
    );
    expect((await browser.refresh()).body.code).toBe('session_revoked');
    expect((await browser.claim()).body.code).toBe('access_denied');
  });

  test('rejected while the delivery runs: no session survives, whoever comes first', async () => {
    const api = await startApi({ change: { limits: UNLIMITED } });
    for (let round = 0; round < 20; round++) {
      const [browser, phone] = await confirmed(api);
      await Promise.all([browser.poll(), phone.reject(browser.scene), browser.claim()]);
      const alive = (await api.sessions()).filter((session) => session.revoked_reason === null);
      expect(alive).toEqual([]);
    }
  });

  test('not after the delivery deadline', async () => {
    const api = await startApi();
    const [browser, phone] = await confirmed(api);
    await browser.claim();
    api.clock.advance(60_000);
    const late = await phone.reject(browser.scene);
    expect([late.status, late.body.code]).toEqual([409, 'scene_closed']);
    expect((await browser.refresh()).status).toBe(200);
  });

  test('a new sign-in in the same browser revokes the session it had', async () => {
    const api = await startApi();
    const [first] = await confirmed(api);
    await first.claim();
    const [second] = await confirmed(api);
    second.cookie = first.cookie;
    expect((await second.claim()).status).toBe(200);
    expect((await first.refresh()).body.code).toBe('session_revoked');
    expect((await second.refresh()).status).toBe(200);
  });
});

describe('without the verifier there is no access', () => {
  test('a wrong verifier, or the scene alone', async () => {
    const api = await startApi();
    const [browser, phone] = await confirmed(api);
    const stranger = createVerifier(globalThis.crypto);
    for (const answer of [
      await browser.poll(stranger),
      await browser.claim(stranger),
      await browser.cancel(stranger),
    ]) {
      expect([answer.status, answer.body.code]).toEqual([404, 'scene_not_found']);
    }
    const refusedWrong = await browser
      .watch({ auth: { scene: browser.scene, verifier: stranger } })
      .refused();
    expect(refusedWrong.code).toBe('scene_not_found');
    const refusedAlone = await browser.watch({ auth: { scene: browser.scene } }).refused();
    expect(refusedAlone.code).toBe('invalid_request');
    // Nothing of that has spoilt it for the browser that waits.
    expect((await browser.poll()).status).toBe(200);
    expect((await phone.confirm(browser.scene)).status).toBe(200);
  });

  test('a scene that nobody registered can be neither scanned nor watched', async () => {
    const api = await startApi();
    const [browser, phone] = [api.browser(), api.phone()];
    expect((await phone.scan(browser.scene)).body.code).toBe('scene_not_found');
    expect((await browser.watch().refused()).code).toBe('scene_not_found');
    expect(api.simulator.calls('jscode2session')).toEqual([]);
  });

  test('the newest socket of a verifier replaces the older, which gets `replaced`', async () => {
    const api = await startApi();
    const [browser, phone] = [api.browser(), api.phone()];
    await browser.register();
    const older = browser.watch();
    await older.status('pending');
    const newer = browser.watch();
    await newer.status('pending');
    await older.until(() => older.disconnected, 'the end of the older');
    expect(older.closed).toBe('replaced');
    await phone.scan(browser.scene);
    await phone.confirm(browser.scene);
    await newer.login();
    expect(older.logins).toEqual([]);
  });

  test('the default namespace and events from browsers are closed', async () => {
    const api = await startApi();
    const browser = api.browser();
    await browser.register();
    const watching = browser.watch();
    await watching.status('pending');
    watching.socket.emit('login', { accessToken: 'x' });
    await api.phone().scan(browser.scene);
    await watching.status('scanned');
  });
});
