import { message, type InBoth, type OperatorMessage } from '../platform/operator-messages/messages.ts';
import { databaseUrlOf, isDemo, publicUrlOf, wechatBaseUrlOf } from './derived-settings.ts';
import { settingsMessages } from './settings-messages.ts';
import type { Environment } from './settings-schema.ts';
import { isExposed, isHttp, isLoopback, isNearby } from './url-kinds.ts';
import { accountContradictionOf, halfSet } from './wechat-contradictions.ts';

type Rule = readonly [message: InBoth, isBroken: (env: Environment) => boolean];

/** Settings that are good by themselves and contradict each other. */
const RULES: readonly Rule[] = [
  [settingsMessages.demo_in_public, (env) => isDemo(env) && !isNearby(publicUrlOf(env))],
  [settingsMessages.public_wants_https, (env) => isHttp(publicUrlOf(env)) && !isNearby(publicUrlOf(env))],

  [settingsMessages.demo_wants_simulator, (env) => isDemo(env) && env.WECHAT_API_BASE_URL === undefined],
  [settingsMessages.demo_wechat_elsewhere, (env) => isDemo(env) && !isLoopback(wechatBaseUrlOf(env))],
  [
    settingsMessages.wechat_wants_https,
    (env) => isHttp(wechatBaseUrlOf(env)) && !isLoopback(wechatBaseUrlOf(env)),
  ],

  [settingsMessages.demo_wants_sqlite, (env) => isDemo(env) && !isSqlite(env)],
  // With REDIS_URL there are several instances: what must be the same for all of them has to be shared too.
  [settingsMessages.redis_in_demo, (env) => env.REDIS_URL !== undefined && isDemo(env)],
  [settingsMessages.redis_wants_postgres, (env) => env.REDIS_URL !== undefined && isSqlite(env)],
  [settingsMessages.redis_wants_secret, (env) => env.REDIS_URL !== undefined && !hasSecret(env)],
  [settingsMessages.postgres_wants_secret, (env) => !isSqlite(env) && !hasSecret(env)],
  [
    settingsMessages.one_secret,
    (env) => env.MAQIAO_SECRET !== undefined && env.MAQIAO_SECRET_FILE !== undefined,
  ],
  [settingsMessages.idle_beyond_max, (env) => env.SESSION_IDLE_DAYS > env.SESSION_MAX_DAYS],

  [
    settingsMessages.admin_key_of_backend,
    (env) => (env.SITE_API_KEY ?? []).some(({ key }) => isAdminKey(env, key)),
  ],
  [settingsMessages.admin_key_of_metrics, (env) => isAdminKey(env, env.METRICS_TOKEN)],

  // Cookies know no ports (RFC 6265 §8.5).
  [
    settingsMessages.protects_own_host,
    (env) =>
      (env.FORWARD_AUTH_HOSTS ?? []).some(
        ({ host }) => new URL(`http://${host}`).hostname === new URL(publicUrlOf(env)).hostname,
      ),
  ],

  [settingsMessages.webhook_url_and_secret, (env) => onlyOne(env.WEBHOOK_URL, env.WEBHOOK_SECRET)],
  [settingsMessages.webhook_wants_https, ({ WEBHOOK_URL: url }) => url !== undefined && isExposed(url)],
];

/** The first contradiction between settings; undefined when there is none. */
export function contradictionOf(env: Environment): OperatorMessage | undefined {
  // Half of an account first: without it, the rest would be taken for the demo.
  return halfSet(env) ?? brokenRule(env) ?? accountContradictionOf(env);
}

function brokenRule(env: Environment): OperatorMessage | undefined {
  const broken = RULES.find(([, isBroken]) => isBroken(env));
  return broken && message(broken[0]);
}

function isSqlite(env: Environment): boolean {
  return databaseUrlOf(env).startsWith('sqlite:');
}

function hasSecret(env: Environment): boolean {
  return env.MAQIAO_SECRET !== undefined || env.MAQIAO_SECRET_FILE !== undefined;
}

function isAdminKey(env: Environment, key: string | undefined): boolean {
  return (env.ADMIN_KEY ?? []).some((own) => own.key === key);
}

function onlyOne(one: unknown, other: unknown): boolean {
  return (one === undefined) !== (other === undefined);
}
