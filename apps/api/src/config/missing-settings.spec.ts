import { expect, test } from '@jest/globals';
import { missingSettings } from './missing-settings.ts';

const ALL = {
  WECHAT_APP_ID: 'wx0123456789abcdef',
  WECHAT_APP_SECRET: '0123456789abcdef0123456789abcdef',
  PUBLIC_URL: 'https://login.example.com',
};

test('issue 13, number 6: with AppID and AppSecret nothing is missing', () => {
  expect(missingSettings(ALL)).toBeUndefined();
});

test.each(['WECHAT_OFFICIAL_ACCOUNT_APP_ID', 'WECHAT_WEBSITE_APP_ID'])(
  'with %s a mini program is not missed, unless half of it is there',
  (name) => {
    const other = { [name]: 'wx1111111111111111', PUBLIC_URL: ALL.PUBLIC_URL };
    expect(missingSettings(other)).toBeUndefined();
    expect(missingSettings({ ...other, WECHAT_APP_ID: ALL.WECHAT_APP_ID })?.en).toContain(
      'WECHAT_APP_SECRET',
    );
  },
);

test.each(['WECHAT_APP_ID', 'WECHAT_APP_SECRET'] as const)(
  'issue 13, number 6: what is missing is named, with the place where it is found, and nothing else is',
  (name) => {
    const told = missingSettings({ ...ALL, [name]: '', MAQIAO_ENV_FILE: '/etc/maqiao.env' });
    for (const language of ['en', 'zh'] as const) {
      const text = told?.[language] ?? '';
      expect(text).toContain(name);
      expect(text).toContain('开发管理 → 开发设置');
      expect(text).toContain('/etc/maqiao.env');
      for (const other of Object.keys(ALL).filter((one) => one !== name)) expect(text).not.toContain(other);
      expect(text).not.toContain(ALL.WECHAT_APP_SECRET);
    }
  },
);
