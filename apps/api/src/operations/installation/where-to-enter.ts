import { ACCOUNT_MENUS, CHANNEL_NAMES, TEST_ACCOUNT_NAMES } from '@maqiao/shared';
import { localize, message, type Fact } from '../../platform/operator-messages/messages.ts';
import { initWayMessages } from './init-way-messages.ts';
import type { Answers } from './question.ts';
import { ACCOUNTS, hasWay } from './sign-in-ways.ts';

/** WeChat's page of the test account. */
const TEST_ACCOUNT_PAGE = 'https://mp.weixin.qq.com/debug/cgi-bin/sandbox?t=sandbox/login';

/**
 * What the owner has to enter in WeChat's consoles.
 * @param shows names of settings whose values may be shown: those that were made now, in a terminal
 * @returns a text for each console, in the operator's language
 */
export function whereToEnter(answers: Answers, file: string, shows: ReadonlySet<string>): string[] {
  const { ways, PUBLIC_URL } = answers;
  const { host } = new URL(PUBLIC_URL);
  const valueOf = (
    name: 'WECHAT_OFFICIAL_ACCOUNT_TOKEN' | 'WECHAT_OFFICIAL_ACCOUNT_ENCODING_AES_KEY',
  ): Fact => (shows.has(name) ? (answers[name] ?? '') : message(initWayMessages.as_in_file, { name, file }));
  const push = {
    url: `${PUBLIC_URL}/wechat/official-account`,
    token: valueOf('WECHAT_OFFICIAL_ACCOUNT_TOKEN'),
  };
  const texts: string[] = [];
  if (hasWay(ways, 'test-account'))
    texts.push(
      localize(initWayMessages.enter_test_account, {
        ...push,
        host,
        page: TEST_ACCOUNT_PAGE,
        place: TEST_ACCOUNT_NAMES.push,
        domain: TEST_ACCOUNT_NAMES.webDomain,
      }),
    );
  else if (hasWay(ways, ...ACCOUNTS))
    texts.push(
      localize(initWayMessages.enter_account, {
        ...push,
        key: valueOf('WECHAT_OFFICIAL_ACCOUNT_ENCODING_AES_KEY'),
        place: ACCOUNT_MENUS.push,
        mode: CHANNEL_NAMES.safeMode,
      }),
    );
  if (hasWay(ways, 'service-account'))
    texts.push(
      localize(initWayMessages.enter_account_lists, {
        host,
        ipList: ACCOUNT_MENUS.ipList,
        domain: ACCOUNT_MENUS.webDomain,
      }),
    );
  if (hasWay(ways, 'website'))
    texts.push(localize(initWayMessages.enter_website, { host, field: CHANNEL_NAMES.callbackDomain }));
  return texts;
}
