import { describe, expect, test } from '@jest/globals';
import { scanEntry, type LaunchInNodeOptions } from '@maqiao/mini-program-host/node';
import { problem, scanned, SCENE } from './login-api.ts';
import { api, codes, happened, LOGIN, open, openAsking, pack } from './phone.ts';
import { describeWith, program, testWith } from './program-under-test.ts';

const OTHER_SCENE = SCENE.split('').reverse().join('');
const zh = program.copyFor('zh');

describe('once a scan', () => {
  test('a second scan while alive replaces the first, whose late answer is dropped', async () => {
    let asked = (_answer: () => void) => {};
    const firstScan = new Promise<() => void>((resolve) => (asked = resolve));
    api.answer(
      'scan',
      () => new Promise((resolve) => asked(() => resolve(scanned({ siteName: 'First' })))),
      scanned({ siteName: 'Second' }),
    );
    const phone = await open();
    const answerFirst = await firstScan;
    phone.rescan(scanEntry(OTHER_SCENE, LOGIN, 1049));
    await phone.until(() => phone.text('#site-name') === 'Second', 'the second request');
    answerFirst();
    const first = () => phone.requests.find(({ url }) => url.endsWith('/scan'));
    await phone.until(() => first()?.statusCode === 200, 'the late answer');
    expect(phone.text('#site-name')).toBe('Second');
    expect(api.callsTo('scan')[1]).toMatchObject({
      path: `/api/scenes/${OTHER_SCENE}/scan`,
      body: { entry: 1049 },
    });
    phone.tap('#confirm');
    await happened(phone, zh.signedIn.screen);
    expect(api.callsTo('confirm')).toMatchObject([{ path: `/api/scenes/${OTHER_SCENE}/confirm` }]);
  });

  test('back from the background nothing is scanned again', async () => {
    const phone = await openAsking();
    phone.hide();
    phone.show();
    phone.hide();
    phone.show(scanEntry(SCENE, LOGIN, 1001));
    phone.tap('#confirm');
    await happened(phone, zh.signedIn.screen);
    expect(api.callsTo('scan')).toHaveLength(1);
  });

  test.each([
    ['no scene', undefined, zh.noVisit.no_code],
    ['a malformed escape', '%E0%A4%A', zh.noVisit.unreadable_code],
    ['something else', 'hello', zh.noVisit.unreadable_code],
  ])('%s: nothing is sent', async (_name, scene, words) => {
    const phone = await open({ entry: { path: LOGIN, query: scene ? { scene } : {}, scene: 1047 } });
    await happened(phone, words);
    expect(codes).toBe(0);
    expect(api.calls).toEqual([]);
  });

  test('the released program acts on scanned codes only', async () => {
    const shared = await open({ envVersion: 'release', entry: scanEntry(SCENE, LOGIN, 1007) });
    await happened(shared, zh.noVisit.not_scanned);
    expect(api.calls).toEqual([]);
    shared.rescan(scanEntry(SCENE, LOGIN, 1047));
    await shared.until(() => shared.text('#confirm'), 'the request');
  });
});

describeWith('scanner')('the program’s own scanner', () => {
  /** A phone that has wx.scanCode, whose camera meets this code. */
  function withScanner(path: string): Partial<LaunchInNodeOptions> {
    const answer = JSON.stringify({ errMsg: 'scanCode:ok', scanType: 'WX_CODE', result: '', path });
    const scanner = `wx.scanCode = function (options) { options.success(${answer}) };\n`;
    return { pack: { ...pack, scripts: { ...pack.scripts, app: scanner + pack.scripts.app } } };
  }

  testWith('home')('is not offered where the phone has none', async () => {
    const phone = await open({ entry: {} });
    await phone.until(() => phone.text('#about'), 'the home page');
    expect(phone.text('#new-code')).toBeNull();
    expect(phone.text()).toContain(zh.scanOutside);
  });

  testWith('home')(
    'starts a login from the home page, in the released program too, without an entry number',
    async () => {
      const phone = await open({
        ...withScanner(`${LOGIN}?scene=${SCENE}`),
        entry: {},
        envVersion: 'release',
      });
      await phone.until(() => phone.text('#new-code') === zh.scan, 'the button that scans');
      phone.tap('#new-code');
      await phone.until(() => phone.text('#confirm'), 'the request');
      expect(api.callsTo('scan')).toMatchObject([{ body: { code: 'login-code-1' } }]);
      expect(api.callsTo('scan')[0]?.body).not.toHaveProperty('entry');
      expect(phone.text('#forwarded')).toBeNull();
    },
  );

  test('goes on from a code that is over', async () => {
    api.answer('scan', problem('scene_expired'), scanned());
    const phone = await open(withScanner(`/${LOGIN}?scene=${OTHER_SCENE.replace('_', '%5F')}`));
    await phone.until(() => phone.text('#new-code') === zh.newCode, 'the way to a new code');
    phone.tap('#new-code');
    await phone.until(() => phone.text('#confirm'), 'the request');
    expect(api.callsTo('scan')[1]?.path).toBe(`/api/scenes/${OTHER_SCENE}/scan`);
  });

  testWith('home')('says so when the code is another one', async () => {
    const phone = await open({ ...withScanner('pages/shop/index?scene=1'), entry: {} });
    await phone.until(() => phone.text('#new-code'), 'the button that scans');
    phone.tap('#new-code');
    await phone.until(() => phone.text('#other-code') === zh.otherCode, 'that it is another code');
    expect(api.calls).toEqual([]);
  });
});

describeWith('home')('the other pages', () => {
  test('home says what this is for, how it goes and what is stored; nobody is signed in there', async () => {
    const phone = await open({ entry: {} });
    expect(phone.route).toBe('pages/home/index');
    await phone.until(() => phone.text('#about'), 'the home page');
    for (const words of [zh.homeLead, ...zh.steps.map((step) => step.text), ...zh.care, zh.storesPhone]) {
      expect(phone.text()).toContain(words);
    }
    expect(codes).toBe(0);
    expect(api.calls).toEqual([]);
    phone.tap('#about');
    await phone.until(() => phone.text()?.includes(zh.aboutNeverText(true)), 'the page about privacy');
    expect(phone.route).toBe('pages/about/index');
  });
});
