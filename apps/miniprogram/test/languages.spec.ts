import { describe, expect, test } from '@jest/globals';
import { PHONE_WORDS } from '@maqiao/shared/words/phone';
import { problem, scanned } from './login-api.ts';
import { api, happened, open, openAsking } from './phone.ts';

/** An invented language that says all: English, marked. */
const words: Record<string, string> = {
  ...Object.fromEntries(Object.entries(PHONE_WORDS.en).map(([key, word]) => [key, `Q ${word}`])),
  'errors.scene_taken.happened': 'Q taken',
  'errors.scene_taken.next': 'Q try another',
};
const site = {
  status: 200,
  body: {
    name: 'Reading club',
    logoUrl: null,
    color: null,
    language: { tag: 'tlh', name: 'Tlhingan', words },
  },
};

describe('issue 13, number 10: a further language on the phone', () => {
  test('is asked for as WeChat names it, and spoken from the question to the end', async () => {
    api.answer('site', site);
    api.answer('scan', () => scanned({ near: 'same-network', knownBrowser: true }));
    const phone = await openAsking({ language: 'tlh' });
    await phone.until(() => phone.text('#confirm')?.startsWith('Q '), 'the further language');
    expect(api.siteCalls().at(-1)).toContain('language=tlh');
    const shown = ['#reject', '#confirm', '#advice'].map((id) => phone.text(id));
    expect(shown.every((text) => text?.startsWith('Q '))).toBe(true);
    for (const key of ['browser', 'near.same-network', 'knownBrowser.yes', 'ways.camera'] as const)
      expect(phone.html()).toContain(`Q ${PHONE_WORDS.en[key]}`);
    expect(phone.text('#time')).toMatch(/Q \d+ seconds ago/);
    phone.tap('#confirm');
    await happened(phone, {
      happened: words['signedIn.screen.happened'] ?? '',
      next: words['signedIn.screen.next'] ?? '',
    });
  });

  test('has its own words for errors, and ours for what it does not say', async () => {
    api.answer('site', site);
    api.answer('scan', problem('scene_taken'));
    const taken = await open({ language: 'tlh' });
    await happened(taken, { happened: 'Q taken', next: 'Q try another' });
    taken.close();
  });

  test('before the server has answered, and where it does not, the program speaks ours', async () => {
    api.answer('site', 'lost');
    const phone = await openAsking({ language: 'tlh' });
    expect(phone.text('#confirm')).toBe(PHONE_WORDS.en.confirm);
  });
});
