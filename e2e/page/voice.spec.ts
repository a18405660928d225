import { afterAll, describe, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { closeChromium } from '../support/chromium.ts';
import { scan } from '../support/scan.ts';
import { openPage, phase, prepareVisit, signIn } from './support/hosted-page.ts';
import { PAGE_STATES, visitState } from './support/states.ts';

jest.setTimeout(120_000);
afterAll(closeChromium);

/** Writes down what a screen reader would say from now on: every text that comes into a live region. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const said: string[] = [];
    (window as unknown as { said: string[] }).said = said;
    const observer = new MutationObserver((changes) => {
      const regions = new Set(
        changes.map(({ target }) => {
          const element = target instanceof Element ? target : target.parentElement;
          return element?.closest('[role=status], [role=alert], [aria-live]:not([aria-live=off])');
        }),
      );
      for (const region of regions) if (region?.textContent) said.push(region.textContent);
    });
    const card = document.querySelector('maqiao-login')?.shadowRoot;
    for (const root of [document.body, card])
      if (root) observer.observe(root, { subtree: true, childList: true, characterData: true });
  });
  return () => page.evaluate(() => (window as unknown as { said: string[] }).said);
}

const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement } = document;
    if (activeElement === document.body) return 'nothing';
    return activeElement?.closest('maqiao-login') ? 'the card' : 'something else';
  });

describe('who cannot see the page', () => {
  test('hears each change once, and no countdown', async () => {
    const visit = await prepareVisit();
    const { page } = visit;
    await openPage(visit);
    const said = await listen(page);
    const before = await page.textContent('.time');
    await page.clock.runFor(8000);
    await page.waitForSelector(`.card .time:not(:text-is("${before}"))`);
    expect(await said()).toEqual([]);
    const program = await scan(visit, page);
    await phase(page, 'scanned');
    await page.clock.runFor(4000);
    program.tap('#confirm');
    await phase(page, 'signed-in');
    const heard = await said();
    // The way through "signing in" may be too short to be rendered.
    expect(heard.filter((text) => text !== '正在登录')).toEqual(['已扫码，请在手机上确认', '已登录']);
    expect(new Set(heard).size).toBe(heard.length);
  });

  test('hears of what is slow', async () => {
    const loading = PAGE_STATES.find(({ name }) => name === 'loading');
    if (!loading) throw new Error('there is no such state');
    const { page } = await visitState(loading);
    const said = await listen(page);
    await page.clock.runFor(6000);
    await page.waitForSelector('.slow:text("比平时慢一些，还在等微信生成登录码")');
    expect(await said()).toEqual(['比平时慢一些，还在等微信生成登录码']);
  });

  test('hears that signing out is under way, and that it failed', async () => {
    const visit = await prepareVisit();
    const { page, context } = visit;
    await openPage(visit);
    await signIn(visit);
    const said = await listen(page);
    await context.setOffline(true);
    await page.click('.card .button');
    await page.waitForSelector('.caution');
    expect(await said()).toEqual(['正在退出', '没能退出：连不上服务器，请再试一次']);
  });
});

describe('who has only a keyboard', () => {
  test.each(['scanned', 'refused', 'expired', 'signed-in', 'failed-busy'])(
    '%s: the button is pressed, and the focus stays where it was',
    async (name) => {
      const state = PAGE_STATES.find((each) => each.name === name);
      if (!state) throw new Error('there is no such state');
      const { page, stack } = await visitState(state);
      stack.simulator.reset();
      // Past the language.
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      expect(await focused(page)).toBe('the card');
      await page.keyboard.press('Enter');
      await phase(page, 'waiting');
      expect(await focused(page)).toBe('the card');
      // From there on Tab does not begin at the top again.
      await page.keyboard.press('Shift+Tab');
      expect(await page.evaluate(() => document.activeElement?.className)).toBe('language-switch');
    },
  );

  test('a focus outside of the card is left alone', async () => {
    const visit = await prepareVisit();
    await openPage(visit);
    await visit.page.focus('.language-switch');
    await signIn(visit);
    expect(await visit.page.evaluate(() => document.activeElement?.className)).toBe('language-switch');
  });
});
