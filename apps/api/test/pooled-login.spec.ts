import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startPgbouncer, startPostgres, type TestPostgres } from '@maqiao/test-servers';
import { randomBytes } from 'node:crypto';
import { afterThisTest } from './support/after-this-test.ts';
import { startApi } from './support/api-under-test.ts';

const SERVER_TIMEOUT_MS = 60_000;

describe('issue 12, number 13: logins behind PgBouncer in transaction mode, as it comes', () => {
  let postgres: TestPostgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  }, SERVER_TIMEOUT_MS);
  afterAll(() => postgres.stop(), SERVER_TIMEOUT_MS);

  test('many people sign in at once, stay signed in and sign out, and no login is lost', async () => {
    const pooler = await startPgbouncer(await postgres.createDatabase(), ['default_pool_size = 3']);
    afterThisTest(() => pooler.stop());
    const api = await startApi({
      environment: {
        DATABASE_URL: pooler.url,
        MAQIAO_SECRET: randomBytes(32).toString('base64'),
        SCENES_PER_MINUTE: '1000',
        SCANS_PER_MINUTE: '1000',
        SCANS_PER_PERSON_PER_MINUTE: '1000',
      },
    });
    const logins = Array.from({ length: 30 }, async (_, index) => {
      const browser = api.browser();
      const phone = api.phone(index % 2 === 0 ? 'a' : 'b');
      expect((await browser.register()).status).toBe(201);
      const watching = browser.watch();
      await watching.status('pending');
      await phone.scan(browser.scene);
      expect((await phone.confirm(browser.scene)).status).toBe(200);
      const { accessToken } = await watching.login();
      expect((await browser.claim()).status).toBe(200);
      expect((await browser.get('/api/me', accessToken)).status).toBe(200);
      expect((await browser.refresh()).status).toBe(200);
      expect((await browser.signOut()).status).toBe(204);
    });
    await Promise.all(logins);
    expect(await api.sessions()).toHaveLength(30);
  });
});
