import { beforeEach, describe, expect, test } from '@jest/globals';
import { scanEntry } from '@maqiao/mini-program-host/node';
import { problem, scanned, SCENE } from './login-api.ts';
import { api, happened, LOGIN, open, openAsking } from './phone.ts';
import { program, testWith } from './program-under-test.ts';

const { copyFor, failureWords } = program;
const zh = copyFor('zh');
const en = copyFor('en');

describe('a login', () => {
  test('shows who asks, confirms with the token of the scan, and says where to look', async () => {
    const phone = await openAsking();
    expect(api.callsTo('scan')).toEqual([
      {
        method: 'POST',
        path: `/api/scenes/${SCENE}/scan`,
        body: { code: 'login-code-1', entry: 1047, purposes: ['link', 'step-up'] },
        authorization: undefined,
      },
    ]);
    expect(phone.text('#site-name')).toBe('Reading club');
    expect(phone.text('#site-url')).toBe('https://read.example.com');
    expect(phone.text('#browser')).toBe('Chrome');
    expect(phone.text('#system')).toBe('Windows');
    expect(phone.text('#place')).toBe(`浙江 杭州${zh.near['same-region']} · 112.64.*.*`);
    expect(phone.text('#time')).toBe('30 秒前');
    expect(phone.text('#way')).toBe(zh.ways.camera);
    expect(phone.navigationBar.shareable).toBe(false);
    expect(phone.text('#advice')).toBe(zh.advice);
    expect(phone.text('#forwarded')).toBeNull();
    expect(phone.text('#number')).toBeNull();
    expect(phone.html().indexOf('id="reject"')).toBeLessThan(phone.html().indexOf('id="confirm"'));

    phone.tap('#confirm');
    await happened(phone, zh.signedIn.screen);
    expect(api.callsTo('confirm')).toEqual([
      { method: 'POST', path: `/api/scenes/${SCENE}/confirm`, body: {}, authorization: 'Bearer token-1' },
    ]);
  });

  test('in English for a phone in another language', async () => {
    const phone = await openAsking({ language: 'en' });
    expect(phone.text('#advice')).toBe(en.advice);
    expect(phone.text('#reject')).toBe(en.reject);
    await phone.until(() => phone.navigationBar.title === en.loginTitle, 'the title in English');
    phone.tap('#confirm');
    await happened(phone, en.signedIn.screen);
  });

  describe('issue 12, number 8: whether the browser is known', () => {
    test.each([
      ['zh_CN', true, `Chrome${zh.knownBrowser.yes}`],
      ['zh_CN', false, `Chrome${zh.knownBrowser.no}`],
      ['en', true, `Chrome${en.knownBrowser.yes}`],
      ['en', false, `Chrome${en.knownBrowser.no}`],
      // A server that cannot tell, or is older.
      ['zh_CN', undefined, 'Chrome'],
    ] as const)('%s, %p: the phone says %p', async (language, knownBrowser, said) => {
      api.answer('scan', scanned(knownBrowser === undefined ? {} : { knownBrowser }));
      const phone = await openAsking({ language });
      expect(phone.text('#browser')).toBe(said);
    });
  });

  test('refused', async () => {
    const phone = await openAsking();
    phone.tap('#reject');
    await happened(phone, zh.declined);
    expect(api.callsTo('reject')).toMatchObject([{ body: {}, authorization: 'Bearer token-1' }]);
    expect(api.callsTo('confirm')).toEqual([]);
  });

  test('refused as a stranger’s: says so, in one tap', async () => {
    const phone = await openAsking();
    expect(phone.text('#not-me')).toBe(zh.notMe);
    phone.tap('#not-me');
    await happened(phone, zh.declined);
    expect(api.callsTo('reject')).toMatchObject([
      { body: { reason: 'not_me' }, authorization: 'Bearer token-1' },
    ]);
    expect(api.callsTo('confirm')).toEqual([]);
  });

  testWith('undo')('taken back after confirming', async () => {
    const phone = await openAsking();
    phone.tap('#confirm');
    await phone.until(() => phone.text('#undo'), 'the way to take it back');
    phone.tap('#undo');
    await happened(phone, zh.undone);
    expect(api.callsTo('reject')).toMatchObject([{ body: { reason: 'not_me' } }]);
  });

  testWith('undo')('too late to be taken back: says how to sign out', async () => {
    api.answer('reject', problem('scene_closed'));
    const phone = await openAsking();
    phone.tap('#confirm');
    await phone.until(() => phone.text('#undo'), 'the way to take it back');
    phone.tap('#undo');
    await phone.until(
      () => phone.text('#trouble') === zh.undoTooLate.happened + zh.undoTooLate.next,
      'too late',
    );
    expect(phone.text('#undo')).toBeNull();
  });

  test('scanned again by the person who confirmed: still signed in', async () => {
    api.answer('scan', scanned({}, { status: 'consumed' }));
    await happened(await open(), zh.signedIn.screen);
  });

  test('on the phone’s own browser it sends the person back there', async () => {
    api.answer('scan', scanned({ display: 'same-phone', near: 'same-network' }));
    const phone = await openAsking({ entry: scanEntry(SCENE, LOGIN, 1049) });
    expect(phone.text('#forwarded')).toBeNull();
    phone.tap('#confirm');
    await happened(phone, zh.signedIn['same-phone']);
  });

  test('Done closes the program, from the tap itself', async () => {
    let left = false;
    const phone = await openAsking({ onExit: () => (left = true) });
    phone.tap('#reject');
    await phone.until(() => phone.text('#done'), 'Done');
    phone.tap('#done');
    await phone.until(() => left, 'the program to close');
  });

  test('unknown browser, system and place are called unknown', async () => {
    api.answer(
      'scan',
      scanned({ browser: 'unknown', os: 'unknown', region: null, ip: null, near: 'unknown' }),
    );
    const phone = await openAsking();
    for (const row of ['#browser', '#system', '#place']) expect(phone.text(row)).toBe(zh.unknown);
  });

  test.each([1048, 1049])('entry %i: a forwarded picture is warned of', async (entry) => {
    const phone = await openAsking({ entry: scanEntry(SCENE, LOGIN, entry) });
    expect(api.callsTo('scan')).toMatchObject([{ body: { entry } }]);
    expect(phone.text('#forwarded')).toBe(zh.forwarded);
    expect(phone.text('#way')).toBe(entry === 1048 ? zh.ways.press : zh.ways.album);
  });

  test('how long ago it was asked for keeps counting', async () => {
    api.answer('scan', scanned({ createdAt: new Date(Date.now() - 55_000).toISOString() }));
    const phone = await openAsking();
    expect(phone.text('#time')).toBe('50 秒前');
    await phone.until(() => phone.text('#time') === '1 分钟前', 'a minute', 30_000);
  });

  testWith('text-size')('the person’s text size is followed', async () => {
    const phone = await openAsking({ textScale: 1.4 });
    expect(phone.html()).toContain('--text: 1.4');
    expect(phone.css()).toContain('var(--text, 1)');
  });

  testWith('text-size')('a size that no screen is drawn for is cut', async () => {
    expect((await openAsking({ textScale: 3 })).html()).toContain('--text: 1.75');
  });

  test('runs out by itself when nobody decides', async () => {
    api.answer('scan', scanned({}, { lifeMs: 300 }));
    const phone = await openAsking();
    await happened(phone, failureWords('scene_expired', 'zh'));
    expect(api.calls).toHaveLength(1);
  });
});

describe('number match', () => {
  beforeEach(() => api.answer('scan', scanned({ match: 'number', near: 'elsewhere' })));

  test('confirm waits for two digits and carries them', async () => {
    const phone = await openAsking();
    phone.tap('#confirm');
    phone.type('#number', '4');
    phone.tap('#confirm');
    phone.type('#number', '47');
    await phone.until(() => !phone.html().includes('disabled'), 'confirm to be open');
    expect(api.callsTo('confirm')).toEqual([]);
    phone.tap('#confirm');
    await happened(phone, zh.signedIn.screen);
    expect(api.callsTo('confirm')).toMatchObject([{ body: { number: '47' } }]);
  });

  test('a wrong number ends it', async () => {
    api.answer('confirm', problem('number_mismatch'));
    const phone = await openAsking();
    phone.type('#number', '48');
    await phone.until(() => !phone.html().includes('disabled'), 'confirm to be open');
    phone.tap('#confirm');
    await happened(phone, failureWords('number_mismatch', 'zh'));
    expect(phone.text('#retry')).toBeNull();
    expect(phone.text('#home')).toBe(program.has('home') ? zh.home : null);
  });
});
