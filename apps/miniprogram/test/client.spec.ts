import { beforeEach, describe, expect, test } from '@jest/globals';
import { PHONE_WORDS } from '@maqiao/shared/words/phone';
import { scanned } from './login-api.ts';
import { api, compiledFor, openAsking } from './phone.ts';

// Registered for every program: the Taro one here, the others in integrations.

const SHOP = { name: '山前书店', host: 'shop.example.com', scopes: ['openid', 'profile'] };
const DEVICE = { name: '客厅的电视', host: null, scopes: ['openid', 'offline_access'] };
/** What clients may be called at most, without a place to break it. */
const LONG = 'n'.repeat(60);

describe('issue 15, number 3: a client asks', () => {
  test.each([
    ['zh_CN', PHONE_WORDS.zh],
    ['en', PHONE_WORDS.en],
  ])(
    '%s: its name and host come first, then what it is told, and our page second',
    async (language, words) => {
      api.answer('scan', scanned({ client: SHOP }));
      const phone = await openAsking({ language });
      expect(phone.text('#client-name')).toBe(SHOP.name);
      expect(phone.text('#client-host')).toBe(SHOP.host);
      expect(phone.text('#client-told')).toBe(words.clientTold);
      expect(phone.text('#client-unknown')).toBeNull();
      expect(phone.text('#site-name')).toBe('Reading club');
      expect(phone.text('#site-url')).toBe('https://read.example.com');
      const html = phone.html();
      const places = [
        SHOP.name,
        SHOP.host,
        words.clientAsks,
        words.clientTold,
        words.clientPage,
        'Reading club',
      ];
      const found = places.map((text) => html.indexOf(`>${text}<`));
      expect(found).not.toContain(-1);
      expect(found).toEqual([...found].sort((a, b) => a - b));
      expect(html).not.toContain(`>${words.asks}<`);
    },
  );

  test.each([
    ['zh_CN', PHONE_WORDS.zh],
    ['en', PHONE_WORDS.en],
  ])('%s: of an app or a device it says that nobody can know whose it is', async (language, words) => {
    api.answer('scan', scanned({ client: DEVICE }));
    const phone = await openAsking({ language });
    expect(phone.text('#client-name')).toBe(DEVICE.name);
    expect(phone.text('#client-host')).toBeNull();
    expect(phone.text('#client-unknown')).toBe(words.clientUnknown);
  });

  describe.each([
    ['zh_CN', PHONE_WORDS.zh],
    ['en', PHONE_WORDS.en],
  ])('%s: what it gets beyond nickname and picture is one line more', (language, words) => {
    const everything = {
      zh_CN: '它还能知道你的微信编号，还能得到一个占位邮箱，还能在你退出后继续使用',
      en: 'It also learns your WeChat ids, and gets a placeholder email address, and keeps access after you sign out',
    }[language];
    const later = words.clientMore.replace('{what}', words.moreOffline);
    test.each([
      ['openid profile', words.clientTold, null],
      ['openid', words.clientToldId, null],
      ['openid offline_access', words.clientToldId, later],
      ['openid profile offline_access wechat email', words.clientTold, everything],
    ])('%s', async (scope, told, more) => {
      api.answer('scan', scanned({ client: { ...SHOP, scopes: scope.split(' ') } }));
      const phone = await openAsking({ language });
      expect([phone.text('#client-told'), phone.text('#client-more')]).toEqual([told, more]);
    });
  });

  test('where none asks, the site does, as before', async () => {
    const phone = await openAsking();
    for (const id of ['name', 'host', 'told', 'more', 'unknown'])
      expect(phone.text(`#client-${id}`)).toBeNull();
    expect(phone.html()).toContain(`>${PHONE_WORDS.zh.asks}<`);
    expect(phone.html()).not.toContain(PHONE_WORDS.zh.clientAsks);
  });

  test('our logo does not vouch for it, although the page is our own', async () => {
    const logoUrl = 'http://127.0.0.1:9/api/site/logo?v=a';
    const color = { light: '#2563eb', onLight: '#ffffff', dark: '#5093ff', onDark: '#1b0e0a' };
    api.answer('site', { status: 200, body: { name: '山前', logoUrl, color } });
    api.answer('scan', () => scanned({ siteUrl: compiledFor, siteName: '山前', client: SHOP }));
    const phone = await openAsking();
    await phone.until(() => phone.html().includes('#2563eb'), 'the look of the site');
    expect(phone.html()).not.toContain(logoUrl);
  });

  test('long names stand there whole', async () => {
    api.answer(
      'scan',
      scanned({ client: { ...SHOP, name: LONG, host: `${LONG}.example.com` }, siteName: LONG }),
    );
    const phone = await openAsking();
    expect(phone.text('#client-name')).toBe(LONG);
    expect(phone.text('#client-host')).toBe(`${LONG}.example.com`);
    expect(phone.text('#site-name')).toBe(LONG);
  });

  test('the owner’s words take the place of ours', async () => {
    const words = { clientAsks: '要认识你', clientTold: '只告诉它昵称', moreWechat: '看到微信号' };
    const body = { name: '山前', logoUrl: null, color: null, language: { tag: 'zh', name: '中文', words } };
    api.answer('site', { status: 200, body });
    api.answer('scan', scanned({ client: { ...SHOP, scopes: [...SHOP.scopes, 'wechat'] } }));
    const phone = await openAsking();
    await phone.until(() => phone.text('#client-told') === words.clientTold, 'the owner’s words');
    await phone.until(() => phone.text('#client-more') === '它还能看到微信号', 'the owner’s words');
    expect(phone.html()).toContain(`>${words.clientAsks}<`);
  });

  describe('and wants two digits, as it does for a device', () => {
    beforeEach(() => api.answer('scan', scanned({ client: DEVICE, match: 'number', near: 'same-network' })));

    test('the phone asks for them, and sends them', async () => {
      const phone = await openAsking();
      expect(phone.html()).toContain(PHONE_WORDS.zh.numberLabel);
      phone.tap('#confirm');
      phone.type('#number', '47');
      await phone.until(() => !phone.html().includes('disabled'), 'confirm to be open');
      expect(api.callsTo('confirm')).toEqual([]);
      phone.tap('#confirm');
      await phone.until(() => api.callsTo('confirm').length > 0, 'the confirm');
      expect(api.callsTo('confirm')).toMatchObject([{ body: { number: '47' } }]);
    });
  });
});
