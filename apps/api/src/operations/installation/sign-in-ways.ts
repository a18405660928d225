import { message, type OperatorMessage } from '../../platform/operator-messages/messages.ts';
import { initWayMessages } from './init-way-messages.ts';

/** What an owner can have at WeChat that people sign in with, in the order in which it is offered. */
const SIGN_IN_WAYS = [
  'mini-program',
  'test-account',
  'service-account',
  'personal-account',
  'website',
] as const;

type SignInWay = (typeof SIGN_IN_WAYS)[number];

/** Official accounts: a server has one. */
export const ACCOUNTS: readonly SignInWay[] = ['test-account', 'service-account', 'personal-account'];

/** The ways in an answer that {@link normalizedWays} has made. */
function waysOf(answer: string | undefined): readonly SignInWay[] {
  const named = (answer ?? '').split(',');
  return SIGN_IN_WAYS.filter((way) => named.includes(way));
}

/** Whether one of these ways is among those of the answer. */
export function hasWay(answer: string | undefined, ...ways: readonly SignInWay[]): boolean {
  return waysOf(answer).some((way) => ways.includes(way));
}

/** Numbers of the list, or ids, as ids with commas between them; what is neither stays, and is a fault. */
export function normalizedWays(answer: string): string {
  return answer
    .split(/[\s,，、]+/)
    .filter((part) => part !== '')
    .map((part) => SIGN_IN_WAYS[Number(part) - 1] ?? part)
    .join(',');
}

/** Why these are no ways; undefined when they are. */
export function faultOfWays(answer: string): OperatorMessage | undefined {
  const parts = answer.split(',');
  if (parts.some((part) => !SIGN_IN_WAYS.some((way) => way === part)))
    return message(initWayMessages.unknown_way, { known: SIGN_IN_WAYS.join(', ') });
  return ACCOUNTS.filter((way) => parts.includes(way)).length > 1
    ? message(initWayMessages.one_account)
    : undefined;
}

/** The ways that these settings are for; the mini program where they are for none yet. */
export function waysIn(set: Readonly<Record<string, string | undefined>>): string {
  const account = set.WECHAT_OFFICIAL_ACCOUNT_APP_ID;
  const kind: SignInWay =
    set.WECHAT_OFFICIAL_ACCOUNT_MODE === 'plain'
      ? 'test-account'
      : set.WECHAT_OFFICIAL_ACCOUNT_APP_SECRET
        ? 'service-account'
        : 'personal-account';
  const ways: SignInWay[] = [
    ...(set.WECHAT_APP_ID ? (['mini-program'] as const) : []),
    ...(account ? [kind] : []),
    ...(set.WECHAT_WEBSITE_APP_ID ? (['website'] as const) : []),
  ];
  return ways.length === 0 ? 'mini-program' : ways.join(',');
}
