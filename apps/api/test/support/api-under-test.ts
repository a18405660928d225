import { freePort } from '@maqiao/test-servers';
import { startSimulator, type Simulator } from '@maqiao/wechat-simulator';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../src/create-app.ts';
import { readSettings, type Settings } from '../../src/config/settings.ts';
import { Database } from '../../src/platform/database/database.ts';
import { afterThisTest } from './after-this-test.ts';
import { ScriptedBrowser, type BrowserOptions } from './scripted-browser.ts';
import { ScriptedPhone } from './scripted-phone.ts';
import { TestClock } from './test-clock.ts';

/** A whole API on a free port, with its own database and its own stand-in for WeChat. */
export interface ApiUnderTest {
  app: NestFastifyApplication;
  url: string;
  settings: Settings;
  simulator: Simulator;
  clock: TestClock;
  browser(options?: BrowserOptions): ScriptedBrowser;
  phone(person?: string): ScriptedPhone;
  /** The API's own database. */
  database(): Database['queries'];
  /** Rows of the sessions table. */
  sessions(): Promise<{ sid: string; revoked_reason: string | null }[]>;
}

interface ApiOptions {
  environment?: Record<string, string>;
  /** Sets what the environment's limits do not allow, such as short lives. */
  change?: Partial<Settings>;
  /** WeChat for several instances; one of its own otherwise. */
  wechat?: Simulator;
}

/** Starts one; it is stopped after the test. */
export async function startApi({
  environment = {},
  change = {},
  wechat,
}: ApiOptions = {}): Promise<ApiUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'maqiao-api-'));
  afterThisTest(() => rmSync(folder, { recursive: true, force: true }));
  const simulator = wechat ?? (await startSimulator());
  if (!wechat) afterThisTest(() => simulator.close());

  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const settings: Settings = {
    ...readSettings({
      NODE_ENV: 'production',
      PUBLIC_URL: url,
      HOST: '127.0.0.1',
      WECHAT_APP_ID: simulator.appId,
      WECHAT_APP_SECRET: simulator.appSecret,
      WECHAT_API_BASE_URL: simulator.url,
      DATABASE_URL: `sqlite:${join(folder, 'test.db')}`,
      AVATAR_STORAGE: `disk:${join(folder, 'avatars')}`,
      LOG_LEVEL: 'silent',
      LOG_FORMAT: 'json',
      ...environment,
    }),
    ...change,
  };
  const clock = new TestClock();
  const app = await createApp(settings, { clock });
  afterThisTest(() => app.close());
  await app.listen(port, '127.0.0.1');

  const browsers: ScriptedBrowser[] = [];
  afterThisTest(() => browsers.forEach((browser) => browser.leave()));
  return {
    app,
    url,
    settings,
    simulator,
    clock,
    browser(options) {
      const browser = new ScriptedBrowser(url, clock, { origin: settings.publicUrl, ...options });
      browsers.push(browser);
      return browser;
    },
    phone: (person = 'a') => new ScriptedPhone(url, simulator, person),
    database: () => app.get(Database).queries,
    sessions: () =>
      app.get(Database).queries.selectFrom('sessions').select(['sid', 'revoked_reason']).execute(),
  };
}
