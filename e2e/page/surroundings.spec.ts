import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { closeChromium } from '../support/chromium.ts';
import { scanInNode } from '../support/phone-in-node.ts';
import { scanScreen, sceneOf } from '../support/scan-screen.ts';
import { DEVICES, type Device } from './support/devices.ts';
import { openPage, phase, prepareVisit, type Visit } from './support/hosted-page.ts';

jest.setTimeout(120_000);
afterAll(closeChromium);

/** Opens the page on a device. @returns what it registered, as well */
async function openOn(device: Device, locale = 'zh-CN'): Promise<Visit & { registered: unknown }> {
  const visit = await prepareVisit({ browser: { ...DEVICES[device], locale } });
  const registered = visit.page
    .waitForRequest(/\/api\/scenes$/)
    .then((request) => request.postDataJSON() as unknown);
  await openPage(visit);
  return { ...visit, registered: await registered };
}

describe('at a desk', () => {
  test.each(['desktop', 'tablet'] as const)('%s: the code is scanned with the phone', async (device) => {
    const { page, registered } = await openOn(device);
    expect(await page.textContent('h1')).toBe('用微信扫一扫，登录 山前书店');
    expect(registered).toEqual({ scene: sceneOf(await scanScreen(page)) });
    expect(await page.$('.card a')).toBeNull();
  });
});

describe('on a phone', () => {
  test('the picture is explained, saved and scanned from the album, and the phone knows where it came from', async () => {
    const { page, stack, registered } = await openOn('phone');
    expect(registered).toMatchObject({ display: 'same-phone' });
    const card = await page.textContent('.card');
    expect(card).toContain('手机不能扫自己的屏幕：保存图片，再从微信“扫一扫 › 相册”打开');
    expect(card).toContain('长按图片保存');
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('.card .primary')]);
    expect(download.suggestedFilename()).toMatch(/^maqiao\.(png|jpg)$/);
    const saved = readFileSync(await download.path());
    const shown = await page.getAttribute('.code', 'src');
    expect(shown?.split(',')[1]).toBe(saved.toString('base64'));

    const program = await scanInNode(stack, sceneOf(await scanScreen(page)), { entry: 1049 });
    await program.until(() => program.text('#confirm'), 'who asks');
    await phase(page, 'scanned');
    expect(await page.textContent('h1')).toBe('已扫码，请在微信里确认');
    program.tap('#confirm');
    await phase(page, 'signed-in');
  });

  test('on an iPhone the share sheet is opened, which can put it into the album', async () => {
    const visit = await prepareVisit({
      browser: {
        ...DEVICES.phone,
        userAgent:
          'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1',
      },
    });
    // Chromium on a computer has no such sheet.
    await visit.context.addInitScript(() => {
      navigator.canShare = () => true;
      navigator.share = ({ files = [] } = {}) => {
        (window as unknown as { shared: unknown }).shared = files.map(({ name, type, size }) => [
          name.split('.')[0],
          type,
          size > 100,
        ]);
        return Promise.reject(new DOMException('closed', 'AbortError'));
      };
    });
    await openPage(visit);
    await visit.page.click('.card .primary');
    const shared = await visit.page.waitForFunction(() => (window as unknown as { shared?: unknown }).shared);
    expect(await shared.jsonValue()).toEqual([
      ['maqiao', expect.stringMatching(/^image\/(png|jpeg)$/), true],
    ]);
  });
});

describe('inside WeChat', () => {
  test('the code is a picture that can be pressed, and nothing lies over it', async () => {
    const { page, registered } = await openOn('wechat', 'en-US');
    expect(registered).toMatchObject({ display: 'same-phone' });
    expect(await page.textContent('h1')).toBe('Press and hold the code to sign in to 山前书店');
    expect(await page.$('.card a')).toBeNull();
    const pressed = await page.$eval('img.code', (image) => {
      const { left, top, width, height } = image.getBoundingClientRect();
      const under = (image.getRootNode() as ShadowRoot).elementFromPoint(left + width / 2, top + height / 2);
      return [under === image, (image as HTMLImageElement).src.startsWith('data:image/')];
    });
    expect(pressed).toEqual([true, true]);
  });
});

test.each([
  ['en-GB', 'en', 'Scan with WeChat to sign in to 山前书店'],
  ['zh-TW', 'zh-CN', '用微信扫一扫，登录 山前书店'],
  ['fr-FR', 'en', 'Scan with WeChat to sign in to 山前书店'],
])(
  'a browser that speaks %s reads %s, and its person’s own choice is remembered',
  async (locale, tag, headline) => {
    const visit = await prepareVisit({ browser: { locale } });
    await openPage(visit);
    expect(await visit.page.getAttribute('html', 'lang')).toBe(tag);
    expect(await visit.page.textContent('h1')).toBe(headline);
    await visit.page.click('.language-switch');
    const chosen = await visit.page.getAttribute('html', 'lang');
    expect(chosen).not.toBe(tag);
    await visit.page.reload();
    await phase(visit.page, 'waiting');
    expect(await visit.page.getAttribute('html', 'lang')).toBe(chosen);
  },
);
