import { publicUrlOf } from './derived-settings.ts';
import { isBuilt, LOGIN_METHOD_IDS, type LoginMethodId } from './login-methods.ts';
import type { Environment } from './settings-schema.ts';
import { isHttp, isLoopback } from './url-kinds.ts';

type Test = (env: Environment, demo: boolean) => boolean;

const hasAccount = (env: Environment) => env.WECHAT_OFFICIAL_ACCOUNT_APP_ID !== undefined;
const hasAccountSecret = (env: Environment) =>
  hasAccount(env) && env.WECHAT_OFFICIAL_ACCOUNT_APP_SECRET !== undefined;

const IS_CONFIGURED: Readonly<Record<LoginMethodId, Test>> = {
  'mini-program': (env, demo) => demo || env.WECHAT_APP_ID !== undefined,
  'official-account': hasAccountSecret,
  message: (env) => hasAccount(env) && env.WECHAT_OFFICIAL_ACCOUNT_CODE_FILE !== undefined,
  'official-account-web': hasAccountSecret,
  website: (env) => env.WECHAT_WEBSITE_APP_ID !== undefined,
  // WebAuthn wants a secure context, and takes no address in place of a domain.
  passkey: (env) => {
    const url = publicUrlOf(env);
    const { hostname } = new URL(url);
    return isHttp(url)
      ? isLoopback(url) && /[a-z]$/i.test(hostname)
      : /[a-z]/i.test(hostname) && !hostname.includes(':');
  },
};

/** The methods that the settings are enough for, in the order in which they are offered. */
export function configuredMethods(env: Environment, demo: boolean): readonly LoginMethodId[] {
  return LOGIN_METHOD_IDS.filter((id) => isBuilt(id) && IS_CONFIGURED[id](env, demo));
}
