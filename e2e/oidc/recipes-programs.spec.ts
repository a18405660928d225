import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { freePort, madeUpSecret } from '@maqiao/test-servers';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { phase, scanAndConfirm } from '../interaction/support/person.ts';
import { afterTest } from '../support/after-test.ts';
import { closeChromium, openContext } from '../support/chromium.ts';
import { notRun } from '../support/not-run.ts';
import { endSessionsFromPhone } from '../support/phone-calls.ts';
import { setNickname } from '../support/set-nickname.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { until } from '../support/until.ts';
import { RECIPES_OF_PROGRAMS, type Recipe } from './support/programs.ts';

jest.setTimeout(180_000); // compiling Go and Java beside other work
afterAll(closeChromium);

/** Maqiao with the recipe's site as its one client, and that site. */
async function start(recipe: Recipe): Promise<{ stack: Stack; site: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'maqiao-oidc-site-'));
  afterTest(() => rmSync(folder, { recursive: true, force: true }));
  const port = await freePort();
  const site = `http://localhost:${port}`;
  const secret = madeUpSecret('the client’s secret');
  const clients = join(folder, 'clients.json');
  writeFileSync(
    clients,
    JSON.stringify([
      {
        client_id: 'shop',
        client_name: '海边杂货',
        client_secret: secret,
        redirect_uris: [site + recipe.callback],
        post_logout_redirect_uris: [`${site}/`],
        ...(recipe.backchannel !== undefined && { backchannel_logout_uri: site + recipe.backchannel }),
      },
    ]),
  );
  const stack = await startStack({ CLIENTS_FILE: clients });
  const { command, environment } = await recipe.start({ port, folder });
  const [program, ...args] = command;
  const child = spawn(program, args, {
    env: {
      PATH: process.env.PATH,
      ISSUER: stack.url,
      CLIENT_ID: 'shop',
      CLIENT_SECRET: secret,
      SITE_URL: site,
      PORT: String(port),
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  let exited = false;
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve(void (exited = true))));
  afterTest(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const answers = () =>
    fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(5000) }).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await answers())) {
    if (exited) throw new Error(`The recipe ended: ${output}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { stack, site };
}

describe.each(RECIPES_OF_PROGRAMS)('$name', (recipe) => {
  if (recipe.missing !== undefined) {
    notRun(`the OpenID Connect recipe: ${recipe.name}`, recipe.missing);
    return;
  }

  test('from “Sign in” by a scan to signed in, and signed out at both', async () => {
    const { stack, site } = await start(recipe);
    await setNickname(stack, '小桥 <b>');
    const page = await (await openContext()).newPage();
    await signIn(stack, site, page);
    expect(page.url()).toMatch(site);
    expect(await page.textContent('p')).toBe('Signed in as 小桥 <b>');

    await page.click('text="Sign out"');
    await page.waitForSelector('text="Sign in"');
    expect(page.url()).toBe(`${site}/`);
    // Neither the site nor Maqiao knows anybody any more: a code to scan.
    await page.click('text="Sign in"');
    await phase(page, 'waiting');

    // An answer that this browser has not asked for: somebody else's code.
    const forged = await fetch(`http://127.0.0.1:${new URL(site).port}${recipe.callback}?code=c&state=s`);
    expect(forged.status).toBe(400);
  });

  if (recipe.backchannel === undefined) return;
  test('signed out on the phone, and the site’s own session ends', async () => {
    const { stack, site } = await start(recipe);
    const page = await (await openContext()).newPage();
    await signIn(stack, site, page);
    const signedIn = page.url();
    await endSessionsFromPhone(stack);
    await until(async () => {
      await page.goto(signedIn);
      return page.url().startsWith(stack.url);
    }, 'the site sends to the sign-in');
    await phase(page, 'waiting');
  });
});

async function signIn(stack: Stack, site: string, page: Page): Promise<void> {
  await page.goto(site);
  await page.click('text="Sign in"');
  await phase(page, 'waiting');
  expect(page.url()).toMatch(`${stack.url}/interaction/`);
  await scanAndConfirm(stack, page);
  await page.waitForSelector('text="Sign out"');
}
