import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSite } from '../../embed/support/site.ts';
import { afterTest } from '../../support/after-test.ts';
import { startStack, type Stack } from '../../support/stack.ts';
import { drawCode } from './freeze-page.ts';

const WEBSITE = { appId: 'wx3333333333333333', appSecret: 'website-secret' };
const ACCOUNT = {
  appId: 'wx2222222222222222',
  appSecret: 'account-secret',
  token: 'pushtoken',
  encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  id: 'gh_0123456789ab',
};

/** A server that offers every method, and a site of another domain that embeds its element. */
export interface MethodStack {
  readonly stack: Stack;
  /** Its page is in English at `/en`; at `/cut-off` it cuts itself off from its windows. */
  readonly shop: string;
}

/** Starts both; they are stopped after the test. */
export async function startMethods(): Promise<MethodStack> {
  const folder = mkdtempSync(join(tmpdir(), 'maqiao-methods-'));
  afterTest(() => rmSync(folder, { recursive: true, force: true }));
  const code = join(folder, 'code.jpg');
  const [, picture = ''] = (await drawCode()).split(',');
  writeFileSync(code, Buffer.from(picture, 'base64'));
  const site = await startSite('shop.localhost');
  const stack = await startStack(
    {
      WECHAT_WEBSITE_APP_ID: WEBSITE.appId,
      WECHAT_WEBSITE_APP_SECRET: WEBSITE.appSecret,
      WECHAT_OFFICIAL_ACCOUNT_APP_ID: ACCOUNT.appId,
      WECHAT_OFFICIAL_ACCOUNT_APP_SECRET: ACCOUNT.appSecret,
      WECHAT_OFFICIAL_ACCOUNT_TOKEN: ACCOUNT.token,
      WECHAT_OFFICIAL_ACCOUNT_ENCODING_AES_KEY: ACCOUNT.encodingAesKey,
      WECHAT_OFFICIAL_ACCOUNT_ID: ACCOUNT.id,
      WECHAT_OFFICIAL_ACCOUNT_NAME: '山前书店',
      WECHAT_OFFICIAL_ACCOUNT_CODE_FILE: code,
      LOGIN_METHODS: 'mini-program,official-account,message,official-account-web,website',
      CORS_ORIGINS: site.origin,
    },
    {
      wechat: {
        website: { ...WEBSITE, name: '山前书店', webDomain: 'localhost' },
        officialAccount: { ...ACCOUNT, name: '山前书店', webDomain: 'localhost' },
      },
    },
  );
  stack.simulator.officialAccount.configure({ pushUrl: `${stack.url}/wechat/official-account` });
  const page = (lang: string) => ({
    type: 'text/html',
    text: `<!doctype html><html lang="${lang}"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>Shop</title>
<script src="${stack.url}/maqiao.js" defer></script>
<main><maqiao-login site-name="山前书店" heading-level="1" style="margin:24px auto;color-scheme:light dark"></maqiao-login></main></html>`,
  });
  Object.assign(site.files, { '/': page('zh-CN'), '/en': page('en') });
  for (const [path, lang] of [
    ['/cut-off', 'zh-CN'],
    ['/cut-off/en', 'en'],
  ] as const)
    site.files[path] = { ...page(lang), headers: { 'cross-origin-opener-policy': 'same-origin' } };
  return { stack, shop: site.origin };
}
