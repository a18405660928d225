import { randomInt } from 'node:crypto';
import { ACCOUNT_MENUS } from '@maqiao/shared';
import { message } from '../../platform/operator-messages/messages.ts';
import { initWayMessages } from './init-way-messages.ts';
import type { Question } from './question.ts';
import { ACCOUNTS, hasWay } from './sign-in-ways.ts';

const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** As long as WeChat allows, and in no other characters than those that it takes. */
const random = (length: number) => (): string =>
  Array.from({ length }, () => LETTERS_AND_DIGITS[randomInt(LETTERS_AND_DIGITS.length)]).join('');

const ofAccount: Question['applies'] = ({ ways }) => hasWay(ways, ...ACCOUNTS);
const ofWebsite: Question['applies'] = ({ ways }) => hasWay(ways, 'website');
const byMessage: Question['applies'] = ({ ways }) => hasWay(ways, 'personal-account');

/** About the official account and the website app, in the order in which they are asked. */
export const ACCOUNT_QUESTIONS: readonly Question[] = [
  {
    name: 'WECHAT_OFFICIAL_ACCOUNT_APP_ID',
    option: '--account-app-id',
    asks: message(initWayMessages.ask_account_app_id, { console: ACCOUNT_MENUS.credentials }),
    placeholder: 'not-yet-account',
    applies: ofAccount,
  },
  {
    name: 'WECHAT_OFFICIAL_ACCOUNT_APP_SECRET',
    option: '--account-secret-file',
    asks: message(initWayMessages.ask_account_secret),
    placeholder: '0'.repeat(32),
    secret: true,
    // Without a right to make codes it would be of no use.
    applies: ({ ways }) => hasWay(ways, 'test-account', 'service-account'),
  },
  {
    name: 'WECHAT_OFFICIAL_ACCOUNT_ID',
    option: '--account-id',
    asks: message(initWayMessages.ask_account_id),
    placeholder: 'gh_000000000000',
    applies: ofAccount,
  },
  {
    name: 'WECHAT_OFFICIAL_ACCOUNT_TOKEN',
    option: '--account-token-file',
    asks: message(initWayMessages.ask_account_token),
    placeholder: '0'.repeat(32),
    secret: true,
    makes: random(32),
    applies: ofAccount,
  },
  {
    name: 'WECHAT_OFFICIAL_ACCOUNT_ENCODING_AES_KEY',
    option: '--account-key-file',
    asks: message(initWayMessages.ask_account_key),
    placeholder: '0'.repeat(43),
    secret: true,
    makes: random(43),
    // The page of the test account takes none.
    applies: ({ ways }) => hasWay(ways, 'service-account', 'personal-account'),
  },
  {
    name: 'WECHAT_OFFICIAL_ACCOUNT_NAME',
    option: '--account-name',
    asks: message(initWayMessages.ask_account_name),
    placeholder: 'not yet',
    applies: byMessage,
  },
  {
    name: 'WECHAT_OFFICIAL_ACCOUNT_CODE_FILE',
    option: '--account-code-file',
    asks: message(initWayMessages.ask_account_code),
    placeholder: 'not-yet.png',
    isFile: true,
    applies: byMessage,
  },
  {
    name: 'WECHAT_WEBSITE_APP_ID',
    option: '--website-app-id',
    asks: message(initWayMessages.ask_website_app_id),
    placeholder: 'not-yet-website',
    applies: ofWebsite,
  },
  {
    name: 'WECHAT_WEBSITE_APP_SECRET',
    option: '--website-secret-file',
    asks: message(initWayMessages.ask_website_secret),
    placeholder: '0'.repeat(32),
    secret: true,
    applies: ofWebsite,
  },
];
