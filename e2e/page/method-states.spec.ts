import { afterAll, expect, jest, test } from '@jest/globals';
import { axeFindings } from '../support/axe.ts';
import { closeChromium } from '../support/chromium.ts';
import { METHOD_STATES, visitMethod } from './support/method-states.ts';
import { startMethods } from './support/method-stack.ts';

jest.setTimeout(300_000);
afterAll(closeChromium);

test('what is seen of every way to sign in can be read by everybody, on a small phone too', async () => {
  const started = await startMethods();
  for (const [index, state] of METHOD_STATES.entries()) {
    // In turn: the two languages differ by their words alone.
    const language = index % 2 === 0 ? 'zh' : 'en';
    const page = await visitMethod(state, started, language, state.devices[0]);
    const said = await page.evaluate(() => {
      const card = document.querySelector('maqiao-login')?.shadowRoot?.querySelector('.card');
      return `${document.body.innerText} ${card?.textContent ?? ''}`;
    });
    expect([state.name, said]).toEqual([
      state.name,
      expect.not.stringMatching(/[a-z]_[a-z]|undefined|\bnull\b|\{/),
    ]);
    await page.setViewportSize({ width: 320, height: 568 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect([state.name, colorScheme, ...(await axeFindings(page))]).toEqual([state.name, colorScheme]);
    }
    expect([state.name, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([
      state.name,
      320,
    ]);
    await page.context().close();
  }
});
