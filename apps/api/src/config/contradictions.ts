import { isLoopbackHost, isPrivateHost } from '../platform/http/addresses.ts';
import type { InBoth } from '../platform/operator-messages/messages.ts';
import { settingsMessages } from './settings-messages.ts';
import type { Environment } from './settings-schema.ts';

type Rule = readonly [message: InBoth, isBroken: (env: Environment) => boolean];

/** Settings that are good by themselves and contradict each other. */
const RULES: readonly Rule[] = [
  [settingsMessages.app_id_and_secret, (env) => onlyOne(env.WECHAT_APP_ID, env.WECHAT_APP_SECRET)],

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
  // A private address is allowed: the owner chose it, and the backend often runs on the same machine. Redirects, which
  // the receiver could choose, are never followed.
  [
    settingsMessages.webhook_wants_https,
    ({ WEBHOOK_URL: url }) => url !== undefined && isHttp(url) && !isNearby(url) && !isContainerName(url),
  ],
];

/** The first contradiction between settings; undefined when there is none. */
export function contradictionOf(env: Environment): InBoth | undefined {
  return RULES.find(([, isBroken]) => isBroken(env))?.[0];
}

/** Without an AppID this is the demo, in which a simulator answers in place of WeChat. */
export function isDemo(env: Environment): boolean {
  return env.WECHAT_APP_ID === undefined;
}

/** Origin of PUBLIC_URL: no trailing slash. */
export function publicUrlOf(env: Environment): string {
  return env.PUBLIC_URL ?? new URL(`http://localhost:${env.PORT}`).origin;
}

/** Origin of WECHAT_API_BASE_URL: no trailing slash. */
export function wechatBaseUrlOf(env: Environment): string {
  return env.WECHAT_API_BASE_URL ?? 'https://api.weixin.qq.com';
}

export function databaseUrlOf(env: Environment): string {
  return env.DATABASE_URL ?? (isDemo(env) ? 'sqlite:./data/demo.db' : 'sqlite:./data/maqiao.db');
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

function isHttp(url: string): boolean {
  return new URL(url).protocol === 'http:';
}

function isLoopback(url: string): boolean {
  return isLoopbackHost(new URL(url).hostname);
}

/** Loopback or a private address. */
function isNearby(url: string): boolean {
  return isLoopback(url) || isPrivateHost(new URL(url).hostname);
}

/** A host name without a dot, such as a container's, is known inside one network only. */
function isContainerName(url: string): boolean {
  return /^[\w-]+$/.test(new URL(url).hostname);
}
