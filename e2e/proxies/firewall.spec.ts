import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { freePort, madeUpSecret } from '@maqiao/test-servers';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { runDoctor } from '../doctor/support/run-doctor.ts';
import {
  browsersOf,
  complaints,
  goHome,
  isSignedOut,
  openBrowser,
  TIMEOUT_MS,
  pickUpPhone,
  untilShown,
  signBrowserIn,
  tapWhenReady,
} from '../phone/support/person.ts';
import { afterTest } from '../support/after-test.ts';
import { closeChromium, openContext } from '../support/chromium.ts';
import { copyProgram } from '../support/copy-program.ts';
import { startStack } from '../support/stack.ts';
import { post } from './support/calls.ts';
import { startNginx } from './support/nginx.ts';
import { trust } from './support/site.ts';

jest.setTimeout(120_000);
afterAll(closeChromium);

/** What ModSecurity's core rule set allows as it comes (rule 911100); for nginx, which tries no methods itself. */
const FIREWALL = 'if ($request_method !~ ^(GET|HEAD|POST|OPTIONS)$) { return 403; }';
const ADMIN_KEY = madeUpSecret('key');
/** The certificate is checked by the phone and the doctor; Chromium does not know its authority. */
const CONTEXT = { ignoreHTTPSErrors: true };

async function startBehindFirewall() {
  const folder = mkdtempSync(join(tmpdir(), 'maqiao-firewall-'));
  afterTest(() => rmSync(folder, { recursive: true, force: true }));
  const [port, httpPort, httpsPort] = [await freePort(), await freePort(), await freePort()];
  const url = `https://localhost:${httpsPort}`;
  const proxy = await startNginx(
    { folder, httpPort, httpsPort, instances: [port] },
    { 'server_name login.example.com;': `server_name localhost;${FIREWALL}` },
  );
  afterTest(() => proxy.stop());
  trust(proxy.authority);
  const environment = {
    PORT: String(port),
    PUBLIC_URL: url,
    TRUST_PROXY: '1',
    ADMIN_KEY,
    MAQIAO_SECRET: madeUpSecret('one'),
  };
  const stack = await startStack(environment, { copy: (to) => copyProgram(to, url) });
  const authority = join(folder, 'authority.pem');
  writeFileSync(authority, proxy.authority);
  const { appId, appSecret } = stack.simulator;
  return {
    ...stack,
    url,
    environment: {
      ...environment,
      WECHAT_APP_ID: appId,
      WECHAT_APP_SECRET: appSecret,
      WECHAT_API_BASE_URL: stack.simulator.url,
      DATABASE_URL: `sqlite:${stack.databaseFile}`,
      NODE_EXTRA_CA_CERTS: authority,
    },
  };
}

function picture(): Uint8Array {
  const png = new PNG({ width: 300, height: 200 });
  png.data.fill(0x7f);
  return PNG.sync.write(png);
}

describe('issue 12, number 12: behind an nginx that refuses PUT, PATCH and DELETE', () => {
  test('a browser signs out; a phone changes name and picture, ends sessions, and deletes the account', async () => {
    const site = await startBehindFirewall();
    for (const method of ['PUT', 'PATCH', 'DELETE'])
      expect((await post(`${site.url}/api/me`, {}, { method })).status).toBe(403);

    const page = await openBrowser(site, CONTEXT);
    const phone = await pickUpPhone(site, { chooseAvatar: () => Promise.resolve(picture()) });
    await signBrowserIn(phone, page);
    await page.click('.card .button');
    await page.waitForSelector('.card[data-phase="waiting"]');
    await page.reload();
    await page.waitForSelector('.card[data-phase="waiting"]');

    await goHome(phone);
    phone.tap('#profile');
    await phone.until(() => phone.text('#save-nickname'), 'the profile', TIMEOUT_MS);
    await tapWhenReady(phone, '#choose-picture');
    await untilShown(phone, '#profile-done', '头像换好了');
    await tapWhenReady(phone, '#remove-picture');
    await untilShown(phone, '#profile-done', '头像去掉了');
    phone.type('#nickname', '林间');
    await tapWhenReady(phone, '#save-nickname');
    await untilShown(phone, '#profile-done', '昵称保存了');

    await signBrowserIn(phone, page);
    await goHome(phone);
    const [one = ''] = browsersOf(phone);
    await tapWhenReady(phone, `#end-${one}`);
    await untilShown(phone, '#sessions-done', '已退出');
    await isSignedOut(page);

    await signBrowserIn(phone, page);
    await goHome(phone);
    await tapWhenReady(phone, '#end-all');
    await tapWhenReady(phone, '#end-all-sure');
    await untilShown(phone, '#sessions-done', '全部退出了');
    await isSignedOut(page);

    await tapWhenReady(phone, '#profile');
    await tapWhenReady(phone, '#delete-account');
    await tapWhenReady(phone, '#go-on');
    await tapWhenReady(phone, '#delete');
    await untilShown(phone, '#left', '账号已删除');
    expect(complaints(phone)).toEqual([]);
  });

  test('the owner blocks on /admin, and the doctor says what the firewall refuses', async () => {
    const site = await startBehindFirewall();
    const code = () => ({ code: site.simulator.loginCode('a') });
    expect((await post(`${site.url}/api/mini-program/session`, code())).status).toBe(200);
    const page = await (await openContext({ ...CONTEXT, locale: 'en' })).newPage();
    await page.goto(`${site.url}/admin`);
    await page.locator('#key').fill(ADMIN_KEY);
    await page.keyboard.press('Enter');
    const person = page.locator('.person').first();
    await person.getByRole('button', { name: 'Block' }).click();
    await person.getByRole('button', { name: /^Block/ }).click();
    await person.getByRole('button', { name: 'Unblock' }).waitFor();
    const { status, body } = await post(`${site.url}/api/mini-program/session`, code());
    expect([status, body.code]).toEqual([403, 'login_blocked']);

    const report = await runDoctor(site.environment);
    expect(report.of('calls_ok').severity).toBe('ok');
    expect(report.of('methods_refused').facts).toEqual({ methods: 'PUT, PATCH, DELETE' });
  });
});
