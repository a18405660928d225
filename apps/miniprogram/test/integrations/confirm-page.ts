import { expect, test } from '@jest/globals';
import { scanEntry } from '@maqiao/mini-program-host/node';
import { problem, scanned, SCENE } from '../login-api.ts';
import { api, LOGIN, open, openAsking, pack } from '../phone.ts';
import { program } from '../program-under-test.ts';

// What the pages of integrations do beside the flows that they share with the Taro program. Importing this registers
// the tests for the program under test.

test.each([
  [1047, '相机扫码'],
  [1048, '长按图片'],
  [1049, '相册里的图片'],
])('entry %i: the page says how the code came', async (entry, words) => {
  const phone = await openAsking({ entry: scanEntry(SCENE, LOGIN, entry) });
  expect(phone.text('#way')).toBe(words);
});

test('a code that came some other way, in a trial version, is no reason to act differently', async () => {
  const phone = await openAsking({ entry: scanEntry(SCENE, LOGIN, 1011), envVersion: 'trial' });
  expect(api.callsTo('scan')).toMatchObject([{ body: { entry: 1011 } }]);
  expect(phone.text('#forwarded')).toBeNull();
});

test('the page cannot be shared', async () => {
  const hidden = `wx.hideShareMenu = function () { console.log('sharing is off') };\n`;
  const phone = await openAsking({
    pack: { ...pack, scripts: { ...pack.scripts, app: hidden + pack.scripts.app } },
  });
  expect(phone.consoleLines.map(({ text }) => text)).toContain('sharing is off');
});

test('what WeChat broke off in the background goes on by itself when the person is back', async () => {
  let calls = 0;
  const phone = await open({
    fetch: (url, init) => {
      if (new URL(url).pathname === '/api/site') return fetch(`${api.origin}/api/site`, init);
      calls += 1;
      if (calls === 1) return Promise.reject(new Error('interrupted'));
      return fetch(api.origin + new URL(url).pathname, init);
    },
  });
  await phone.until(() => phone.text('#happened'), 'that it broke off');
  phone.hide();
  phone.show();
  await phone.until(() => phone.text('#confirm'), 'the request');
  phone.hide();
  phone.show();
  expect(calls).toBe(2);
});

test('with a token that runs out twice it gives up, and nobody is signed in', async () => {
  api.answer('scan', scanned(), scanned({}, { token: 'token-2' }));
  api.answer('confirm', problem('invalid_token'));
  const phone = await openAsking();
  phone.tap('#confirm');
  await phone.until(() => phone.text('#trouble'), 'the trouble');
  expect(api.callsTo('confirm')).toHaveLength(2);
  expect(phone.text('#happened')).toBeNull();
});

test('refuse stands first, and neither answer is smaller', async () => {
  const phone = await openAsking();
  const { reject, confirm } = program.copyFor('zh');
  const html = phone.html();
  expect(html.indexOf(`>${reject}<`)).toBeGreaterThan(0);
  expect(html.indexOf(`>${reject}<`)).toBeLessThan(html.indexOf(`>${confirm}<`));
});

test('light and dark have the colours of the program, and the safe area is kept free', async () => {
  const css = (await openAsking()).css();
  for (const colour of ['#faf8f3', '#b23a22', '#161513', '#f0765a']) expect(css).toContain(colour);
  expect(css).toMatch(/prefers-color-scheme:\s*dark/);
  // What the host makes of env(safe-area-inset-bottom).
  expect(css).toContain('var(--mp-safe-bottom, 0px)');
});
