import { startSimulator, type Simulator } from '@maqiao/wechat-simulator';
import { afterThisTest } from '../../support/after-this-test.ts';

export const WEBSITE = {
  appId: 'wx3333333333333333',
  appSecret: 'website-secret',
  webDomain: '127.0.0.1',
};
export const ACCOUNT = {
  appId: 'wx2222222222222222',
  appSecret: 'account-secret',
  token: 'pushtoken',
  id: 'gh_0123456789ab',
  webDomain: '127.0.0.1',
};

/** A WeChat with a mini program, a website app and an official account of one owner. Closed after the test. */
export async function startWechat({ bound = false } = {}): Promise<Simulator> {
  const simulator = await startSimulator({ website: WEBSITE, officialAccount: ACCOUNT, bound });
  afterThisTest(() => simulator.close());
  return simulator;
}

/** The settings of these accounts. */
export function accountsOf(simulator: Simulator): Record<string, string> {
  return {
    WECHAT_OPEN_BASE_URL: simulator.url,
    WECHAT_WEBSITE_APP_ID: WEBSITE.appId,
    WECHAT_WEBSITE_APP_SECRET: WEBSITE.appSecret,
    WECHAT_OFFICIAL_ACCOUNT_APP_ID: ACCOUNT.appId,
    WECHAT_OFFICIAL_ACCOUNT_APP_SECRET: ACCOUNT.appSecret,
    WECHAT_OFFICIAL_ACCOUNT_TOKEN: ACCOUNT.token,
    WECHAT_OFFICIAL_ACCOUNT_ID: ACCOUNT.id,
    WECHAT_OFFICIAL_ACCOUNT_ENCODING_AES_KEY: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  };
}
