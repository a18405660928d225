import { beforeEach, describe, expect, test } from '@jest/globals';
import { PHONE_WORDS } from '@maqiao/shared/words/phone';
import { scanned } from './login-api.ts';
import { api, open, openAsking } from './phone.ts';

// Registered for every program: the Taro one here, the others in integrations.

const LINK = { purpose: 'link' as const, account: { nickname: '$& 王小明' } };

describe('a page asks to add this WeChat to an account', () => {
  beforeEach(() => api.answer('scan', scanned(LINK)));

  test.each([
    ['zh_CN', PHONE_WORDS.zh],
    ['en', PHONE_WORDS.en],
  ])('%s: it says to whose, what that means, and asks for no sign-in', async (language, words) => {
    const phone = await openAsking({ language });
    expect(phone.text('#asks')).toBe(words.linkAsks.split('{nickname}').join('$& 王小明'));
    expect(phone.text('#purpose-told')).toBe(words.linkTold);
    expect(phone.text('#confirm')).toBe(words.linkConfirm);
    expect(phone.text('#site-name')).toBe('Reading club');
    expect(phone.html()).not.toContain(`>${words.asks}<`);
    phone.tap('#confirm');
    await phone.until(() => phone.text('#happened') !== null, 'the outcome');
    expect(phone.text('#happened')).toBe(words['linked.happened']);
    expect(phone.text('#next')).toBe(words['linked.next']);
    expect(phone.text('#undo')).toBe(words.linkUndo);
  });

  test('to an account without a nickname', async () => {
    api.answer('scan', scanned({ ...LINK, account: { nickname: null } }));
    const phone = await openAsking();
    expect(phone.text('#asks')).toBe(PHONE_WORDS.zh.linkAsksNameless);
  });

  test('declined: it was added nowhere', async () => {
    const phone = await openAsking();
    phone.tap('#reject');
    await phone.until(() => phone.text('#happened') !== null, 'the outcome');
    expect(phone.text('#next')).toBe(PHONE_WORDS.zh['linkDeclined.next']);
  });

  test('the scan says that this phone knows what it is for', async () => {
    await openAsking();
    expect(api.callsTo('scan').at(-1)?.body).toMatchObject({ purposes: ['link', 'step-up'] });
  });
});

describe('a page asks its own person to prove once more who they are', () => {
  const STEP_UP = {
    purpose: 'step-up' as const,
    action: 'delete_account' as const,
    account: { nickname: '$& 王小明' },
  };

  beforeEach(() => api.answer('scan', scanned(STEP_UP)));

  test.each([
    ['zh_CN', PHONE_WORDS.zh],
    ['en', PHONE_WORDS.en],
  ])('%s: it says what for, and asks for no sign-in', async (language, words) => {
    const phone = await openAsking({ language });
    const action = words['action.delete_account'];
    expect(phone.text('#asks')).toBe(words.stepUpAsks.replace('{action}', action));
    expect(phone.text('#purpose-told')).toBe(words.stepUpTold.split('{nickname}').join('$& 王小明'));
    expect(phone.text('#confirm')).toBe(words.stepUpConfirm);
    expect(phone.html()).not.toContain(`>${words.asks}<`);
    phone.tap('#confirm');
    await phone.until(() => phone.text('#happened') !== null, 'the outcome');
    expect(phone.text('#happened')).toBe(words['steppedUp.happened']);
    expect(phone.text('#next')).toBe(words['steppedUp.next']);
    expect(phone.text('#undo')).toBe(words.stepUpUndo);
  });

  test('of an account without a nickname; declined', async () => {
    api.answer('scan', scanned({ ...STEP_UP, account: { nickname: null } }));
    const phone = await openAsking();
    expect(phone.text('#purpose-told')).toBe(PHONE_WORDS.zh.stepUpToldNameless);
    phone.tap('#reject');
    await phone.until(() => phone.text('#happened') !== null, 'the outcome');
    expect(phone.text('#next')).toBe(PHONE_WORDS.zh['stepUpDeclined.next']);
  });

  test('an action that this phone does not know is not shown, and cannot be confirmed', async () => {
    const unknown = { ...STEP_UP, action: 'something_new' as 'export' };
    api.answer('scan', scanned(unknown));
    const phone = await open();
    await phone.until(() => phone.text('#happened') !== null, 'the outcome');
    expect(phone.text('#confirm')).toBeNull();
  });
});
