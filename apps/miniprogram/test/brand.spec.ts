import { describe, expect, test } from '@jest/globals';
import { problem, scanned } from './login-api.ts';
import { api, compiledFor, open, openAsking } from './phone.ts';

// Registered for every program: the Taro one here, the others in integrations.

const COLOR = { light: '#2563eb', onLight: '#ffffff', dark: '#5093ff', onDark: '#1b0e0a' };
const LOGO = 'http://127.0.0.1:9/api/site/logo?v=a';
const site = (more: object = {}) => ({
  status: 200,
  body: { name: '山前', logoUrl: null, color: null, ...more },
});

describe('issue 13, number 10: brand on the phone', () => {
  test('the owner’s colour takes the place of ours, in both themes', async () => {
    api.answer('site', site({ color: COLOR }));
    const phone = await openAsking();
    await phone.until(
      () => Object.values(COLOR).every((color) => phone.html().includes(color)),
      'the owner’s colours',
    );
  });

  test('a server that does not answer, or says something else, changes nothing', async () => {
    api.answer('site', 'lost', { status: 200, body: '<html>' });
    const phone = await openAsking();
    expect(phone.html()).not.toContain('#2563eb');
    expect(phone.text('#site-name')).toBe('Reading club');
  });

  test('words of the owner’s take the place of ours, in the phone’s language; others do not', async () => {
    const words = {
      confirm: '就这样登录',
      asks: 3,
      constructor: 'x',
      'errors.scene_taken.happened': '有人先扫了',
    };
    api.answer('site', site({ language: { tag: 'zh', name: '中文', words } }));
    const phone = await openAsking();
    await phone.until(() => phone.text('#confirm')?.includes('就这样登录'), 'the owner’s word');
    expect(api.siteCalls().at(-1)).toContain('?part=phone&language=zh');
    phone.close();
    api.answer('scan', problem('scene_taken'));
    const taken = await open();
    await taken.until(() => taken.text('#happened') === '有人先扫了', 'the owner’s word for it');
  });

  test('nothing waits for the look of the site', async () => {
    let answer: (() => void) | undefined;
    const asked = new Promise<void>((resolve) => (answer = resolve));
    api.answer('site', () => asked.then(() => site({ color: COLOR })));
    const phone = await openAsking();
    expect(phone.html()).not.toContain('#2563eb');
    answer?.();
    await phone.until(() => phone.html().includes('#2563eb'), 'the colour, once it is there');
  });

  test('the logo stands at the login page’s own request only: beside another site it would vouch for that', async () => {
    api.answer('site', site({ logoUrl: LOGO }));
    api.answer('scan', () => scanned({ siteUrl: compiledFor, siteName: '山前' }));
    const own = await openAsking();
    await own.until(() => own.html().includes(LOGO), 'the logo');
    own.close();
  });

  test('another site has no logo of ours', async () => {
    api.answer('site', site({ logoUrl: LOGO, color: COLOR }));
    const other = await openAsking();
    await other.until(() => other.html().includes('#2563eb'), 'the look of the site');
    expect(other.html()).not.toContain(LOGO);
  });

  test('a site with a name has name and address; one without is shown by its address, once', async () => {
    api.answer('scan', scanned({ siteName: '角落书店', siteUrl: 'https://shop.example.com' }));
    const named = await openAsking();
    expect([named.text('#site-name'), named.text('#site-url')]).toEqual([
      '角落书店',
      'https://shop.example.com',
    ]);
    named.close();
    api.answer('scan', scanned({ siteName: 'shop.example.com', siteUrl: 'https://shop.example.com' }));
    const plain = await open();
    await plain.until(() => plain.text('#confirm'), 'the request');
    expect([plain.text('#site-name'), plain.text('#site-url')]).toEqual([null, 'https://shop.example.com']);
  });
});
