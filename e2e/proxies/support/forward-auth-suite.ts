import { afterAll, expect, jest, test } from '@jest/globals';
import { closeChromium } from '../../support/chromium.ts';
import type { RunningProxy } from './proxy.ts';
import { startProtectedSites, type ProtectedPlan, type ProtectedSites } from './protected-site.ts';
import { ask, ProtectedVisitor } from './protected-visitor.ts';

const WIKI = 'wiki.localhost';
const TOOLS = 'tools.localhost';

/** Spellings that programs behind a proxy take for our names, and names that only begin like them. */
const FORGED: [string, string][] = [
  ['Remote-User', 'owner'],
  ['Remote-User', 'owner-again'],
  ['REMOTE-USER', 'owner'],
  ['remote-name', 'owner'],
  ['Remote_User', 'owner'],
  ['Remote_Name', 'owner'],
  ['Remote.User', 'owner'],
  ['Remote-User_', 'owner'],
];

/** What must hold behind the example of a proxy for protected sites. */
export function describeForwardAuth(startProxy: (plan: ProtectedPlan) => Promise<RunningProxy>): void {
  jest.setTimeout(60_000);
  afterAll(closeChromium);
  const start = (letsIn?: string) => startProtectedSites(startProxy, letsIn);

  /** A person who has signed in to the wiki. */
  async function signedIn(sites: ProtectedSites): Promise<ProtectedVisitor> {
    const visitor = await ProtectedVisitor.open(sites);
    await visitor.visit(WIKI, '/page?a=1');
    expect(visitor.place).toMatch(/^localhost\/interaction\/fa-/);
    await visitor.scanAndConfirm();
    return visitor;
  }

  test('a person signs in, comes back to where they were going, and the app is told who they are', async () => {
    const sites = await start();
    const visitor = await signedIn(sites);
    expect(visitor.place).toBe(`${WIKI}/page?a=1`);
    const [heard] = sites.heard(WIKI);
    expect(heard).toMatchObject({ method: 'GET', url: '/page?a=1' });
    expect(named(heard?.headers, /^remote/i)).toEqual([
      ['Remote-Name', expect.stringMatching(/^wx_/)],
      ['Remote-User', expect.stringMatching(/^[\w-]{22}$/)],
    ]);
    const cookies = await visitor.context.cookies(`https://${WIKI}:${sites.port}`);
    expect(cookies).toEqual([
      expect.objectContaining({
        name: `__Host-maqiao-forward-auth-${sites.port}`,
        secure: true,
        httpOnly: true,
      }),
    ]);

    // At the next site they are asked once.
    await visitor.visit(TOOLS, '/');
    await visitor.goOn();
    expect(visitor.place).toBe(`${TOOLS}/`);
    expect(sites.heard(TOOLS)).toHaveLength(1);
  });

  test('headers of our names from outside reach the app in no spelling', async () => {
    const sites = await start();
    const visitor = await signedIn(sites);
    const before = sites.heard(WIKI).length;
    const cookie = await visitor.cookiesOf(WIKI);
    const { status } = await ask(sites, WIKI, '/', { headers: [['Cookie', cookie], ...FORGED] });
    expect(status).toBe(200);
    const heard = sites.heard(WIKI)[before];
    expect(named(heard?.headers, /^remote/i)).toEqual([
      ['Remote-Name', expect.stringMatching(/^wx_/)],
      ['Remote-User', expect.stringMatching(/^[\w-]{22}$/)],
    ]);
    expect(JSON.stringify(heard)).not.toContain('owner');
  });

  test('without a sign-in nothing reaches the app, whatever is asked and claimed', async () => {
    const sites = await start();
    const navigation: [string, string][] = [
      ['Accept', 'text/html'],
      ['Sec-Fetch-Mode', 'navigate'],
    ];
    const sent = await ask(sites, WIKI, '/a?b=c', { headers: navigation });
    expect([sent.status, sent.location]).toEqual([
      302,
      `https://${WIKI}:${sites.port}/.maqiao/sign-in?to=${encodeURIComponent('/a?b=c')}`,
    ]);
    for (const method of ['POST', 'PUT', 'DELETE']) {
      const form = await ask(sites, WIKI, '/', { method, headers: navigation });
      expect([method, form.status, form.location]).toEqual([method, 401, undefined]);
    }
    for (const path of [
      '/',
      '/.maqiao/check',
      '/.maqiao/../secret',
      '/.maqiao%2f..%2fsecret',
      '//secret',
      '/.maqiaox',
    ]) {
      const { status } = await ask(sites, WIKI, path, {
        headers: [...FORGED, ['X-Forwarded-Uri', '/'], ['X-Original-URL', '/.maqiao/sign-in']],
      });
      expect([path, status]).toEqual([path, expect.any(Number)]);
      expect(status).toBeGreaterThanOrEqual(400);
    }
    expect(sites.heard(WIKI)).toEqual([]);
  });

  test('the cookie of one site opens no other, however the visitor names hosts', async () => {
    const sites = await start();
    const visitor = await signedIn(sites);
    const cookie = await visitor.cookiesOf(WIKI);
    const attempts: [string, string][][] = [
      [],
      [['X-Forwarded-Host', `${WIKI}:${sites.port}`]],
      [['X-Forwarded-Host', WIKI]],
      [['Forwarded', `host=${WIKI}:${sites.port}`]],
      [['X-Forwarded-Server', WIKI]],
    ];
    for (const headers of attempts) {
      const { status } = await ask(sites, TOOLS, '/', { headers: [['Cookie', cookie], ...headers] });
      expect([headers, status]).toEqual([headers, 401]);
    }
    const whole = `https://${TOOLS}:${sites.port}/`;
    expect((await ask(sites, WIKI, whole, { headers: [['Cookie', cookie]] })).status).toBe(401);
    expect(sites.heard(TOOLS)).toEqual([]);
  });

  test('a sign-out on the phone ends it at once', async () => {
    const sites = await start();
    const visitor = await signedIn(sites);
    expect(await visitor.visit(WIKI, '/')).toBe(200);
    expect(await visitor.signOutOnPhone()).toBe(204);
    await visitor.visit(WIKI, '/secret');
    expect(visitor.place).toMatch(/^localhost\/interaction\//);
    expect(sites.heard(WIKI).map(({ url }) => url)).not.toContain('/secret');
  });

  test('signing out at the site by its own link does, too; a link of another site asks', async () => {
    const sites = await start();
    const visitor = await signedIn(sites);
    expect(await visitor.visit(WIKI, '/.maqiao/sign-out')).toBe(200);
    expect(await visitor.page.title()).toContain('要退出');
    await visitor.page.click('a');
    await visitor.page.waitForFunction(() => document.title.includes('已退出'));
    await visitor.visit(WIKI, '/');
    expect(visitor.place).toMatch(/^localhost\/interaction\//);
  });

  test('an attacker’s own callback address signs nobody in', async () => {
    const sites = await start();
    const victim = await ProtectedVisitor.open(sites);
    const attacker = await ProtectedVisitor.open(sites);
    await attacker.visit(WIKI, '/');
    // They keep the address that would bring them back.
    let callback = '';
    await attacker.page.route('**/.maqiao/callback?**', async (route) => {
      callback = route.request().url();
      await route.fulfill({ body: 'kept' });
    });
    await attacker.scanAndConfirm();
    expect(callback).toContain(`https://${WIKI}:${sites.port}/.maqiao/callback?`);
    const answer = await victim.page.goto(callback);
    expect([answer?.status(), await victim.page.title()]).toEqual([403, expect.stringContaining('没有完成')]);
    await victim.visit(WIKI, '/');
    expect(victim.place).toMatch(/^localhost\/interaction\//);
    expect(sites.heard(WIKI)).toEqual([]);
  });

  test('somebody who is not listed reads so, and goes round in no circle', async () => {
    const sites = await start('somebody-else');
    const visitor = await signedIn(sites);
    expect(visitor.place).toBe(`${WIKI}/page?a=1`);
    expect(await visitor.page.title()).toContain('你的账号不能进入');
    expect(await visitor.visit(WIKI, '/again')).toBe(403);
    expect(sites.heard(WIKI)).toEqual([]);
  });

  test('while Maqiao is away nobody gets in', async () => {
    const sites = await start();
    const visitor = await signedIn(sites);
    const cookie = await visitor.cookiesOf(WIKI);
    const before = sites.heard(WIKI).length;
    await sites.instance.end('SIGKILL');
    const { status } = await ask(sites, WIKI, '/', { headers: [['Cookie', cookie]] });
    expect(status).toBeGreaterThanOrEqual(500);
    expect(sites.heard(WIKI)).toHaveLength(before);
  });
}

function named(headers: readonly [string, string][] = [], pattern: RegExp): [string, string][] {
  return headers.filter(([name]) => pattern.test(name)).sort(([one], [other]) => (one < other ? -1 : 1));
}
