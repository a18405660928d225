import { expect, test } from '@jest/globals';
import { meaningOfErrcode } from '../../wechat/errcodes.ts';
import { refusedByWechat } from '../../wechat/wechat-error.ts';
import { checkWebsite } from './check-website.ts';

const APP = { appId: 'wx0000000000000003', appSecret: 'a-website-secret' };

/** What is found when WeChat refuses with this errcode. */
async function findingsAt(errcode: number) {
  const at = ['oauth2_access_token', errcode] as const;
  const refused = refusedByWechat(...at, 'no', meaningOfErrcode(...at, 'wechat-website'));
  return checkWebsite(APP, { call: () => Promise.reject(refused) }, 'api.weixin.qq.com');
}

test('WeChat refuses the code alone: it knows the website app', async () => {
  expect(await findingsAt(40029)).toMatchObject([{ code: 'website_ok' }]);
});

test.each([
  [40125, 'WECHAT_WEBSITE_APP_SECRET'],
  [40013, 'WECHAT_WEBSITE_APP_ID'],
])('WeChat refuses with %i: the setting is named, and no secret', async (errcode, setting) => {
  const [finding] = await findingsAt(errcode);
  expect(finding).toMatchObject({ code: 'website_refused' });
  expect(JSON.stringify(finding)).toContain(setting);
  expect(JSON.stringify(finding)).not.toContain(APP.appSecret);
});

test('a busy WeChat says nothing of the app', async () => {
  expect(await findingsAt(-1)).toMatchObject([{ code: 'website_busy' }]);
});
