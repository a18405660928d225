import { z } from 'zod';
import { decodeEncodingAesKey } from './encoded-secrets.ts';
import { httpAddress, httpOrigin, readBy } from './setting-types.ts';

const appId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{4,64}$/, 'the AppID from the console: wx and 16 characters')
  .optional();

const appSecret = z
  .string()
  .regex(/^[\x21-\x7e]{4,128}$/, 'the AppSecret from the console: 32 characters')
  .optional();

const encodingAesKey = readBy(
  decodeEncodingAesKey,
  'the EncodingAESKey from the console: 43 letters and digits',
).optional();

/** The mini program, and where WeChat is. */
export const miniProgramSettings = {
  WECHAT_APP_ID: appId.describe('AppID of the mini program'),
  WECHAT_APP_SECRET: appSecret.describe(
    'AppSecret of the mini program; set it together with WECHAT_APP_ID, or neither',
  ),
  WECHAT_API_BASE_URL: httpOrigin
    .optional()
    .describe(
      'address of WeChat’s API: one of its spare hosts, or your own forwarding proxy; https or loopback. Whoever answers there decides who each user is, so every start warns of a host outside weixin.qq.com',
    ),
  WECHAT_OPEN_BASE_URL: httpOrigin
    .optional()
    .describe(
      'where browsers are sent to sign in at WeChat itself, by the methods official-account-web and website; https or loopback',
    ),
  WECHAT_PAGE: z
    .string()
    .regex(/^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)*$/, 'a page path without leading slash or query')
    .default('pages/login/index')
    .describe('page of the mini program that the code opens'),
  WECHAT_ENV_VERSION: z
    .enum(['release', 'trial', 'develop'], 'release, trial or develop')
    .default('release')
    .describe('which version of the mini program the code opens'),
  WECHAT_CHECK_PATH: z
    .stringbool({ truthy: ['true'], falsy: ['false'], case: 'sensitive', error: 'true or false' })
    .optional()
    .describe('whether WeChat checks that the page is published'),
  WECHAT_UNIONID: z
    .enum(['expected'], 'expected, or nothing')
    .optional()
    .describe(
      'whether your accounts are bound to one account of WeChat’s open platform, so that a person has one unionid in all of them. With expected, nobody is taken for a new user before WeChat has told their unionid',
    ),
};

/** The official account, for the methods official-account, message and official-account-web. */
export const officialAccountSettings = {
  WECHAT_OFFICIAL_ACCOUNT_APP_ID: appId.describe(
    'AppID of the official account, or of WeChat’s free test account; set it together with the next ones',
  ),
  WECHAT_OFFICIAL_ACCOUNT_APP_SECRET: appSecret.describe(
    'AppSecret of the official account, for the methods official-account and official-account-web; the method message does without',
  ),
  WECHAT_OFFICIAL_ACCOUNT_TOKEN: z
    .string()
    .regex(/^[A-Za-z0-9]{3,32}$/, '3 to 32 letters and digits, the same as in the console')
    .optional()
    .describe(
      'token that WeChat signs its messages to /wechat/official-account with; enter the same in the console',
    ),
  WECHAT_OFFICIAL_ACCOUNT_ENCODING_AES_KEY: encodingAesKey.describe(
    'EncodingAESKey that these messages are encrypted with; only the mode plain does without',
  ),
  WECHAT_OFFICIAL_ACCOUNT_PREVIOUS_ENCODING_AES_KEY: encodingAesKey.describe(
    'the EncodingAESKey before a change: messages that are encrypted with it are still read. Remove it a day after the change',
  ),
  WECHAT_OFFICIAL_ACCOUNT_ID: z
    .string()
    .regex(/^gh_[A-Za-z0-9_-]{4,61}$/, 'the original ID from the console: gh_ and 12 characters')
    .optional()
    .describe('original ID of the account (gh_…), which every message must be addressed to'),
  WECHAT_OFFICIAL_ACCOUNT_MODE: z
    .enum(['safe', 'compatible', 'plain'], 'safe, compatible or plain')
    .default('safe')
    .describe(
      'how WeChat sends messages, as the console says: safe (encrypted), compatible (both, of which the encrypted one is read) or plain. Plain is for WeChat’s test account, which cannot encrypt: it needs PUBLIC_URL with https, or a loopback address',
    ),
  WECHAT_OFFICIAL_ACCOUNT_NAME: z
    .string()
    .trim()
    .min(1)
    .max(60, 'at most 60 characters')
    .optional()
    .describe(
      'name of the account, by which people search for it in WeChat: for the method message, together with the next one',
    ),
  WECHAT_OFFICIAL_ACCOUNT_CODE_FILE: z
    .string()
    .min(1, 'the path of a PNG or JPEG file')
    .optional()
    .describe(
      'file with the picture of the account’s code, PNG or JPEG of at most 256 KB, from the console; a path is relative to the folder of Maqiao',
    ),
  WECHAT_OFFICIAL_ACCOUNT_CONFIRM: z
    .enum(['chat', 'page'], 'chat or page')
    .default('chat')
    .describe(
      'where people decide who have scanned the account’s code or sent it six digits: chat (they answer with the two digits that the browser shows) or page (the account answers with a link to a page of this server, which asks as the mini program does). The page is for certified service accounts and the test account: it needs the AppSecret, and the domain of PUBLIC_URL in the console as 网页授权域名',
    ),
  UNSUBSCRIBE_DELETES_USER: z
    .stringbool({ truthy: ['true'], falsy: ['false'], case: 'sensitive', error: 'true or false' })
    .default(false)
    .describe(
      'whether a user who unfollows your official account, and has no other way to sign in, is deleted; otherwise only what that account supplied is erased. Your backend gets `user.unsubscribed` in either case',
    ),
  WECHAT_OFFICIAL_ACCOUNT_FORWARD_URL: httpAddress('https://www.example.com/wechat').describe(
    'address of your own program that gets every message which is not about signing in, as WeChat has sent it; its answer is given back to WeChat',
  ),
};

/** The website app of the open platform, for the method website. */
export const websiteSettings = {
  WECHAT_WEBSITE_APP_ID: appId.describe('AppID of the website app at open.weixin.qq.com'),
  WECHAT_WEBSITE_APP_SECRET: appSecret.describe(
    'AppSecret of the website app; set it together with WECHAT_WEBSITE_APP_ID, or neither',
  ),
  WECHAT_VERIFY_FILES: z
    .string()
    .min(1, 'the path of a folder')
    .optional()
    .describe(
      'folder with the files MP_verify_….txt that WeChat asks for when you enter your domain in the console: they are served under their names; a path is relative to the folder of Maqiao',
    ),
};
