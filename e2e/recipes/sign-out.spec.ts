import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { madeUpSecret } from '@maqiao/test-servers';
import type { Page } from 'playwright-core';
import { afterTest } from '../support/after-test.ts';
import { closeChromium, openContext } from '../support/chromium.ts';
import { notRun } from '../support/not-run.ts';
import { endSessionsFromPhone } from '../support/phone-calls.ts';
import { scan } from '../support/scan.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { until } from '../support/until.ts';
import { phase } from '../embed/support/shop.ts';
import { LANGUAGES, type Language } from './support/languages.ts';
import { startBackend } from './support/programs.ts';
import { startSiteOfTheGuide } from './support/site-of-the-guide.ts';

jest.setTimeout(180_000); // compiling Go and Java beside other work
afterAll(closeChromium);

const SITE_API_KEY = madeUpSecret('the site’s key');
const WEBHOOK_SECRET = `whsec_${Buffer.from(madeUpSecret('webhooks'), 'hex').toString('base64')}`;

/** A site by the guide, to the letter, with the recipe as its backend, and a visitor. */
async function open(introspect: NonNullable<Language['introspect']>) {
  const site = await startSiteOfTheGuide();
  const stack = await startStack({
    CORS_ORIGINS: site.origin,
    SITE_API_KEY,
    WEBHOOK_URL: `${site.origin}/hooks/maqiao`,
    WEBHOOK_SECRET,
  });
  const backend = await startBackend(introspect, {
    MAQIAO_URL: stack.url,
    SITE_ORIGIN: site.origin,
    SITE_API_KEY,
    WEBHOOK_SECRET,
  });
  afterTest(() => backend.stop());
  Object.assign(site, { maqiaoUrl: stack.url, backendUrl: backend.url });
  const page = await (await openContext()).newPage();
  return { site, stack, page };
}

/** What the site's own session says. */
const me = (page: Page) => page.evaluate(async () => (await fetch('/me')).status);

const signIn = async (origin: string, stack: Stack, page: Page) => {
  await page.goto(origin);
  await phase(page, 'waiting');
  (await scan({ stack }, page)).tap('#confirm');
  await page.waitForURL('**/account');
  expect(await me(page)).toBe(200);
};

describe.each(LANGUAGES)(
  'issue 13, number 1: signing out of a site by $name',
  ({ name, missing, introspect }) => {
    if (missing !== undefined || !introspect) {
      notRun(`the sign-out of the recipe for ${name}`, missing ?? 'it has no backend');
      return;
    }

    test('ends both sessions: the next visit asks for a scan', async () => {
      const { site, stack, page } = await open(introspect);
      await signIn(site.origin, stack, page);
      // While Maqiao's session lives, nobody is asked for a scan.
      await page.goto(site.origin);
      await page.waitForURL('**/account');

      await page.click('button');
      await page.waitForURL(`${site.origin}/`);
      await phase(page, 'waiting');
      expect(await me(page)).toBe(401);
    });

    test('while Maqiao is away the site is left all the same, and a second try ends the rest', async () => {
      const { site, stack, page } = await open(introspect);
      await signIn(site.origin, stack, page);
      await stack.kill('SIGKILL');
      const dialog = page.waitForEvent('dialog');
      await page.click('button', { noWaitAfter: true });
      await (await dialog).accept();
      expect(await me(page)).toBe(401);

      await stack.restart();
      await page.click('button');
      await page.waitForURL(`${site.origin}/`);
      await phase(page, 'waiting');
    });

    test('on the phone: the webhook ends the site’s own session, and the next visit asks for a scan', async () => {
      const { site, stack, page } = await open(introspect);
      await signIn(site.origin, stack, page);
      await endSessionsFromPhone(stack);
      await until(async () => (await me(page)) === 401, 'the site’s own session has ended');
      await page.goto(site.origin);
      await phase(page, 'waiting');
    });
  },
);
