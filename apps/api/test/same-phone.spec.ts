import { describe, expect, test } from '@jest/globals';
import { startApi } from './support/api-under-test.ts';

const PICTURE_FROM_ALBUM = 1049;
const ANDROID =
  'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36';
const WINDOWS =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36';

describe('issue 12, number 7: a page that says the code is on the phone that scans it', () => {
  test.each([
    ['is believed on a phone', ANDROID, 'same-phone'],
    ['is not on a computer, so that the phone warns of forwarded pictures', WINDOWS, 'screen'],
    ['is not in a program', 'curl/8.5.0', 'screen'],
  ])('%s', async (_name, userAgent, display) => {
    const api = await startApi();
    const [browser, phone] = [api.browser({ userAgent }), api.phone()];
    expect((await browser.register({ display: 'same-phone' })).status).toBe(201);
    const { body } = await phone.scan(browser.scene, { entry: PICTURE_FROM_ALBUM });
    expect(body.request).toMatchObject({ display });
  });
});
