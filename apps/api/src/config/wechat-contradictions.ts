import { message, type OperatorMessage } from '../platform/operator-messages/messages.ts';
import { isDemo, publicUrlOf } from './derived-settings.ts';
import { configuredMethods } from './configured-methods.ts';
import { isBuilt } from './login-methods.ts';
import type { Environment } from './settings-schema.ts';
import { isExposed, isHttp, isLoopback, isNearby } from './url-kinds.ts';
import { methodNeeds, wechatSettingsMessages } from './wechat-settings-messages.ts';

/** The first contradiction between the settings of WeChat's accounts; undefined when there is none. */
export function accountContradictionOf(env: Environment): OperatorMessage | undefined {
  return sameAppIdTwice(env) ?? unsafe(env) ?? unusableMethods(env);
}

export function halfSet(env: Environment): OperatorMessage | undefined {
  if (onlyOne(env.WECHAT_APP_ID, env.WECHAT_APP_SECRET))
    return message(wechatSettingsMessages.app_id_and_secret);
  if (onlyOne(env.WECHAT_WEBSITE_APP_ID, env.WECHAT_WEBSITE_APP_SECRET))
    return message(wechatSettingsMessages.website_id_and_secret);
  const {
    WECHAT_OFFICIAL_ACCOUNT_MODE: mode,
    WECHAT_OFFICIAL_ACCOUNT_APP_ID,
    WECHAT_OFFICIAL_ACCOUNT_TOKEN,
    WECHAT_OFFICIAL_ACCOUNT_ID,
    WECHAT_OFFICIAL_ACCOUNT_ENCODING_AES_KEY,
    WECHAT_OFFICIAL_ACCOUNT_APP_SECRET: secret,
    WECHAT_OFFICIAL_ACCOUNT_PREVIOUS_ENCODING_AES_KEY: previousKey,
    WECHAT_OFFICIAL_ACCOUNT_NAME: name,
    WECHAT_OFFICIAL_ACCOUNT_CODE_FILE: codeFile,
    WECHAT_OFFICIAL_ACCOUNT_FORWARD_URL: forwardUrl,
    WECHAT_OFFICIAL_ACCOUNT_CONFIRM: confirm,
  } = env;
  const page = confirm === 'page' ? confirm : undefined;
  const required = {
    WECHAT_OFFICIAL_ACCOUNT_APP_ID,
    WECHAT_OFFICIAL_ACCOUNT_TOKEN,
    WECHAT_OFFICIAL_ACCOUNT_ID,
    ...((mode !== 'plain' || previousKey !== undefined) && { WECHAT_OFFICIAL_ACCOUNT_ENCODING_AES_KEY }),
  };
  const all = {
    ...required,
    WECHAT_OFFICIAL_ACCOUNT_ENCODING_AES_KEY,
    secret,
    name,
    codeFile,
    forwardUrl,
    page,
  };
  if (Object.values(all).every((value) => value === undefined)) return undefined;
  const missing = Object.entries(required).flatMap(([key, value]) => (value === undefined ? [key] : []));
  if (missing.length > 0) return message(wechatSettingsMessages.official_account_incomplete, inBoth(missing));
  if (onlyOne(name, codeFile)) return message(wechatSettingsMessages.name_and_code_file);
  if (page !== undefined && secret === undefined) return message(wechatSettingsMessages.page_wants_secret);
  return secret === undefined && name === undefined
    ? message(wechatSettingsMessages.official_account_without_method)
    : undefined;
}

function sameAppIdTwice(env: Environment): OperatorMessage | undefined {
  const named = (
    ['WECHAT_APP_ID', 'WECHAT_OFFICIAL_ACCOUNT_APP_ID', 'WECHAT_WEBSITE_APP_ID'] as const
  ).filter((name) => env[name] !== undefined);
  for (const [index, one] of named.entries()) {
    const other = named.slice(index + 1).find((name) => env[name] === env[one]);
    if (other !== undefined) return message(wechatSettingsMessages.same_app_id, { one, other });
  }
  return undefined;
}

/** Settings by which somebody else could say who a person is, or read along. */
function unsafe(env: Environment): OperatorMessage | undefined {
  const { WECHAT_OPEN_BASE_URL: openUrl, WECHAT_OFFICIAL_ACCOUNT_FORWARD_URL: forwardUrl } = env;
  const publicUrl = publicUrlOf(env);
  // In the demo people sign in at its phone, which is where PUBLIC_URL is: it may be in a private network.
  const isAllowed = isDemo(env) ? isNearby : isLoopback;
  if (openUrl !== undefined && isHttp(openUrl) && !isAllowed(openUrl))
    return message(wechatSettingsMessages.open_wants_https);
  // A private network is not enough: the query of every message would be readable in it, and signs any other.
  if (env.WECHAT_OFFICIAL_ACCOUNT_MODE === 'plain' && isHttp(publicUrl) && !isLoopback(publicUrl))
    return message(wechatSettingsMessages.plain_wants_https);
  if (forwardUrl === undefined) return undefined;
  if (isExposed(forwardUrl)) return message(wechatSettingsMessages.forward_wants_https);
  const { origin, pathname } = new URL(forwardUrl);
  return origin === publicUrl && pathname === '/wechat/official-account'
    ? message(wechatSettingsMessages.forward_to_itself)
    : undefined;
}

function unusableMethods(env: Environment): OperatorMessage | undefined {
  const configured = configuredMethods(env, isDemo(env));
  const methods = env.LOGIN_METHODS ?? configured;
  const unbuilt = methods.find((id) => !isBuilt(id));
  if (unbuilt !== undefined) return message(wechatSettingsMessages.method_not_built, { method: unbuilt });
  const unknown = methods.find((id) => !configured.includes(id));
  if (unknown !== undefined)
    return message(wechatSettingsMessages.method_not_configured, {
      method: unknown,
      needs: methodNeeds[unknown],
    });
  return methods.every((id) => id === 'passkey') ? message(wechatSettingsMessages.only_passkeys) : undefined;
}

function inBoth(names: readonly string[]) {
  return { missing: { en: names.join(', '), zh: names.join('、') } };
}

function onlyOne(one: unknown, other: unknown): boolean {
  return (one === undefined) !== (other === undefined);
}
