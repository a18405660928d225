import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSettings, type Settings } from './settings.ts';

const DOCS = join(import.meta.dirname, '../../../../docs');

/** What an owner would write in place of the `…` of a guide. */
const FILLED: Readonly<Record<string, string>> = {
  WECHAT_OFFICIAL_ACCOUNT_APP_ID: 'wx1111111111111111',
  WECHAT_OFFICIAL_ACCOUNT_APP_SECRET: 'fedcba9876543210fedcba9876543210',
  WECHAT_OFFICIAL_ACCOUNT_TOKEN: '0123456789abcdef0123456789abcdef',
  WECHAT_OFFICIAL_ACCOUNT_ENCODING_AES_KEY: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  WECHAT_OFFICIAL_ACCOUNT_ID: 'gh_0123456789ab',
};

/** The blocks of a guide that set up an account of WeChat's, as settings. */
function setupsIn(page: string): Record<string, string>[] {
  const text = readFileSync(join(DOCS, page), 'utf8');
  return [...text.matchAll(/^ *```\n([^]*?)^ *```$/gm)]
    .map(([, block = '']) => [...block.matchAll(/^ *([A-Z_]+)=(.*)$/gm)])
    .filter((lines) => lines.some(([, name]) => name === 'PUBLIC_URL'))
    .map((lines) =>
      Object.fromEntries(
        lines.map(([, name = '', value = '']) => [name, value.endsWith('…') ? (FILLED[name] ?? '') : value]),
      ),
    );
}

/** Those that need an account of WeChat's. */
const methodsOf = ({ loginMethods }: Settings) => loginMethods.filter((id) => id !== 'passkey');

test.each(['other-ways.md', 'zh/other-ways.md'])('%s: its settings offer what it says', (page) => {
  expect(setupsIn(page).map((setup) => methodsOf(readSettings(setup)))).toEqual([
    ['official-account', 'official-account-web'],
    ['message'],
  ]);
});

test.each(['test-account.md', 'zh/test-account.md'])('%s: its settings offer what it says', (page) => {
  const setups = setupsIn(page).map((setup) => readSettings(setup));
  expect(setups.map(methodsOf)).toEqual([['official-account', 'official-account-web']]);
  expect(setups[0]?.wechat.officialAccount).toMatchObject({ mode: 'plain', encodingAesKeys: [] });
});
