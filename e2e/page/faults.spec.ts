import { afterAll, describe, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { look, suspendPages } from '../support/browser-faults.ts';
import { closeChromium, openContext } from '../support/chromium.ts';
import { scanInNode } from '../support/phone-in-node.ts';
import { codeOf, scan } from '../support/scan.ts';
import { scanScreen, sceneOf } from '../support/scan-screen.ts';
import { startStack } from '../support/stack.ts';
import { until } from '../support/until.ts';
import { openPage, phase, prepareVisit, signIn } from './support/hosted-page.ts';

jest.setTimeout(180_000);
afterAll(closeChromium);

// Offline and back, a server killed and started again, blocked sockets and reloads are in ../login.spec.ts; a
// duplicated tab and blocked storage in ../embed/faults.spec.ts.

const MINUTE = 60_000;
const YEAR = 365 * 24 * 60 * MINUTE;

/** The seconds that the countdown shows. */
const secondsShown = async (page: Page): Promise<number> =>
  Number(/\d+/.exec((await page.textContent('.time')) ?? '')?.[0]);

/** The scene that the tab keeps as the one on its screen. */
const sceneKept = (page: Page): Promise<string> =>
  page.evaluate(
    () =>
      (JSON.parse(sessionStorage.getItem('maqiao:attempt') ?? '{}') as { attempt?: { scene: string } })
        .attempt?.scene ?? '',
  );

/** Waits until the next code has taken the place of this one. */
const untilSucceeded = (page: Page, scene: string) =>
  until(async () => {
    const kept = await sceneKept(page);
    return kept !== '' && kept !== scene;
  }, 'the next code');

describe('the clock', () => {
  test.each([
    ['five minutes slow', -5 * MINUTE],
    ['five minutes fast', 5 * MINUTE],
    ['five years slow', -5 * YEAR],
    ['five years fast', 5 * YEAR],
  ])('is %s: the code comes, the countdown is right, the login works and lasts', async (_name, off) => {
    const stack = await startStack();
    const context = await openContext();
    const page = await context.newPage();
    await page.clock.install({ time: Date.now() + off });
    const visit = { stack, context, page };
    await openPage(visit);
    const seconds = await secondsShown(page);
    expect(seconds).toBeGreaterThan(100);
    expect(seconds).toBeLessThanOrEqual(170);
    await page.reload();
    await phase(page, 'waiting');
    expect(await secondsShown(page)).toBeLessThanOrEqual(seconds);
    await signIn(visit);
    await page.reload();
    await phase(page, 'signed-in');
  });

  test('jumps by eight hours, as when a laptop slept: a valid code is shown with the right countdown', async () => {
    const visit = await prepareVisit();
    await openPage(visit);
    await visit.page.clock.fastForward('08:00:00');
    await visit.page.waitForFunction(() => {
      const seconds = Number(
        /\d+/.exec(
          document.querySelector('maqiao-login')?.shadowRoot?.querySelector('.time')?.textContent ?? '',
        )?.[0],
      );
      return seconds > 60 && seconds <= 170;
    });
    await signIn(visit);
  });
});

describe('a tab', () => {
  test('hidden for five minutes asks for no codes, and has a new one as soon as it is looked at', async () => {
    const visit = await prepareVisit({ environment: { SCENE_TTL_SECONDS: '5' } });
    const { page, stack } = visit;
    await openPage(visit);
    await look(page, false);
    const drawn = () => stack.simulator.calls('getwxacodeunlimit').length;
    await phase(page, 'expired');
    const before = drawn();
    await page.clock.fastForward('05:00');
    expect(drawn()).toBe(before);
    await look(page, true);
    await phase(page, 'waiting');
    await signIn(visit);
    expect(drawn()).toBeGreaterThan(before);
  });

  test('hidden while the phone scans and confirms has signed in when it is looked at', async () => {
    const visit = await prepareVisit();
    await openPage(visit);
    const scene = sceneOf(await scanScreen(visit.page));
    await look(visit.page, false);
    const program = await scanInNode(visit.stack, scene, { entry: 1047 });
    await program.until(() => program.text('#confirm'), 'who asks');
    program.tap('#confirm');
    await program.until(() => program.text('#happened'), 'the outcome');
    await look(visit.page, true);
    await phase(visit.page, 'signed-in');
  });

  test('that stood still past the end of its code, as on a laptop asleep, comes back with a new one', async () => {
    const stack = await startStack({ SCENE_TTL_SECONDS: '5' });
    const context = await openContext();
    const page = await context.newPage();
    await openPage({ stack, context, page });
    const first = sceneOf(await scanScreen(page));
    const resume = await suspendPages(context);
    await until(async () => (await codeOf({ stack }, first)) === 'scene_expired', 'the end of the code');
    resume();
    await untilSucceeded(page, first);
    await phase(page, 'waiting');
    await signIn({ stack, context, page });
  });

  test('that nobody scans from is given a code six times, and then asks whether somebody is there', async () => {
    const visit = await prepareVisit({ environment: { SCENE_TTL_SECONDS: '5' } });
    const { page, stack } = visit;
    await openPage(visit);
    await page.waitForSelector('.card[data-phase=expired] .button', { timeout: 120_000 });
    expect(await page.textContent('.card')).toContain('这个码过期了');
    expect(stack.simulator.calls('getwxacodeunlimit')).toHaveLength(6);
    await page.click('.card .button');
    await phase(page, 'waiting');
    await signIn(visit);
  });
});

describe('reloaded while two codes live', () => {
  test('it shows the new one, and a scan of the old one still signs in', async () => {
    // Both live for ten seconds then.
    const visit = await prepareVisit({ environment: { SCENE_TTL_SECONDS: '60' } });
    const { page, stack } = visit;
    await openPage(visit);
    const old = await sceneKept(page);
    // The page's time is let run, so that on the server there is plenty left of the old one's.
    await until(async () => {
      await page.clock.runFor(5000);
      return (await sceneKept(page)) !== old;
    }, 'the next code');
    const young = await sceneKept(page);
    await page.reload();
    await phase(page, 'waiting');
    expect(await sceneKept(page)).toBe(young);
    const program = await scanInNode(stack, old);
    await program.until(() => program.text('#confirm'), 'who asks');
    await phase(page, 'scanned');
    program.tap('#confirm');
    await phase(page, 'signed-in');
    await until(async () => (await codeOf({ stack }, young)) === 'scene_closed', 'the withdrawal');
  });
});

describe('signed out', () => {
  test('in one tab, the others say so, and lead to a new login', async () => {
    const visit = await prepareVisit();
    const { page, context, stack } = visit;
    await openPage(visit);
    await signIn(visit);
    const other = await context.newPage();
    await other.goto(stack.url);
    await phase(other, 'signed-in');
    await page.click('.card .button');
    await phase(page, 'waiting');
    await phase(other, 'signed-out');
    expect(await other.textContent('.card')).toContain('已退出登录');
    await other.click('.card .button');
    await phase(other, 'waiting');
    const program = await scan({ stack }, other);
    program.tap('#confirm');
    await phase(other, 'signed-in');
    await phase(page, 'signed-in');
  });
});
