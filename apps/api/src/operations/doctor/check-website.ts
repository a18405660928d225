import type { Settings } from '../../config/settings.ts';
import { readWebToken } from '../../wechat/web-oauth-replies.ts';
import { WechatError } from '../../wechat/wechat-error.ts';
import type { WechatTransport } from '../../wechat/wechat-transport.ts';
import { found, type Finding } from './finding.ts';
import { refusalOf } from './wechat-refusal.ts';

const APP = 'wechat-website';
/** No browser has come back with this code. */
const CODE = 'doctor';
/** “The code is none”: said once AppID and AppSecret are right. */
const WRONG_CODE = 40029;

/** Asks WeChat with a code that is none: which of its refusals comes shows whether it knows the website app. */
export async function checkWebsite(
  { appId, appSecret }: NonNullable<Settings['wechat']['website']>,
  transport: Pick<WechatTransport, 'call'>,
  host: string,
): Promise<Finding[]> {
  const query = { appid: appId, secret: appSecret, code: CODE, grant_type: 'authorization_code' };
  try {
    await transport.call('oauth2_access_token', { query, account: APP }, (answer) =>
      readWebToken('oauth2_access_token', answer, APP),
    );
    return [found('website_ok')];
  } catch (error) {
    const isKnown = error instanceof WechatError && error.errcode === WRONG_CODE;
    return [isKnown ? found('website_ok') : refusalOf(error, host, APP)];
  }
}
