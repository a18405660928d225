import type { BrandColor } from '@maqiao/shared';
import { message, type OperatorMessage } from '../platform/operator-messages/messages.ts';
import { isRelease } from '../platform/process/installation-root.ts';
import { avatarLocationOf } from './avatar-location.ts';
import { configuredMethods } from './configured-methods.ts';
import { contradictionOf } from './contradictions.ts';
import { databaseUrlOf, isDemo, publicUrlOf } from './derived-settings.ts';
import { missingSettings } from './missing-settings.ts';
import { SettingsError } from './settings-error.ts';
import { settingsMessages } from './settings-messages.ts';
import { settingsSchema, type Environment } from './settings-schema.ts';
import { SETTING_WORDS_ZH, type SettingName } from './settings-words.ts';
import { AA, brandColorOf, leastContrast, nearestReadable } from './site-color.ts';
import { wechatAccountSettingsOf } from './wechat-account-settings.ts';

export { SettingsError };

/** All settings, read once at the start and frozen. Durations are milliseconds. */
export type Settings = ReturnType<typeof settingsOf>;

export type MatchMode = Settings['confirmMode'];

/** Injection token of {@link Settings}. */
export const SETTINGS = Symbol('SETTINGS');

const DAY = 86_400_000;

/**
 * Reads and checks the environment. A variable that is empty counts as not set.
 * @throws SettingsError naming each variable that is bad, or the first contradiction between good ones
 */
export function readSettings(environment: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = settingsSchema.safeParse(given);
  if (!parsed.success) {
    const all = parsed.error.issues.map((issue) => mustBe(issue.path[0] as SettingName, issue.message));
    const distinct = new Map(all.map((each) => [each.en, each]));
    throw new SettingsError(...distinct.values());
  }
  const missing = isRelease() ? missingSettings(environment) : undefined;
  if (missing !== undefined) throw new SettingsError(missing);
  const contradiction = contradictionOf(parsed.data);
  if (contradiction !== undefined) throw new SettingsError(contradiction);
  return settingsOf(parsed.data);
}

function mustBe(name: SettingName, wants: string): OperatorMessage {
  // In Chinese a letter or a digit stands apart from the character before it.
  const zh = SETTING_WORDS_ZH[name].wants.replace(/^(?=[!-~])/, ' ');
  return message(settingsMessages.setting_must_be, { name, wants: { en: wants, zh } });
}

function settingsOf(env: Environment) {
  const demo = isDemo(env);
  const publicUrl = publicUrlOf(env);
  const corsOrigins = env.CORS_ORIGINS ?? [];
  return Object.freeze({
    production: env.NODE_ENV === 'production',
    demo,
    port: env.PORT,
    host: env.HOST ?? (demo ? '127.0.0.1' : '0.0.0.0'),
    /** Origin of PUBLIC_URL: no trailing slash. */
    publicUrl,
    siteName: env.SITE_NAME ?? new URL(publicUrl).host,
    /** Names of other sites, by their origins, where CORS_ORIGINS gives them one. */
    siteNames: namesByOrigin(corsOrigins),
    /** File of the logo, as the owner wrote it. */
    siteLogo: env.SITE_LOGO,
    siteColor: env.SITE_COLOR === undefined ? null : siteColor(env.SITE_COLOR),
    /** File with the owner's own texts, as they wrote it. */
    wordsFile: env.WORDS_FILE,
    corsOrigins: Object.freeze(corsOrigins.map(({ origin }) => origin)),
    /** File with OpenID Connect clients, as the owner wrote it. */
    clientsFile: env.CLIENTS_FILE,
    wechat: wechatAccountSettingsOf(env),
    /** Ids of the sign-in methods that are offered, in this order. */
    loginMethods: env.LOGIN_METHODS ?? configuredMethods(env, demo),
    /** Whether somebody who unfollows the official account, and has no other identity, is deleted. */
    unsubscribeDeletesUser: env.UNSUBSCRIBE_DELETES_USER,
    databaseUrl: databaseUrlOf(env),
    /** Where pictures of people are kept. */
    avatars: avatarLocationOf(env),
    /** Where instances share what is short-lived; undefined: this is the only instance, and keeps it in memory. */
    redisUrl: env.REDIS_URL,
    /** The secret when it was given; otherwise one is kept beside the SQLite file. */
    secret: env.MAQIAO_SECRET,
    secretFile: env.MAQIAO_SECRET_FILE,
    /** Keys of the site's own backends; none: what they open is switched off. */
    siteApiKeys: env.SITE_API_KEY ?? [],
    /** Keys of the owner; none: the backends' keys open the owner's calls too. */
    adminKeys: env.ADMIN_KEY ?? [],
    webhook: webhookOf(env),
    metricsToken: env.METRICS_TOKEN,
    confirmMode: env.CONFIRM_MODE,
    lifetimes: Object.freeze({
      pending: env.SCENE_TTL_SECONDS * 1000,
      scanned: env.CONFIRM_TTL_SECONDS * 1000,
      delivery: env.DELIVERY_TTL_SECONDS * 1000,
    }),
    sessions: Object.freeze({ idle: env.SESSION_IDLE_DAYS * DAY, max: env.SESSION_MAX_DAYS * DAY }),
    limits: Object.freeze({
      scenesPerMinute: env.SCENES_PER_MINUTE,
      scansPerMinute: env.SCANS_PER_MINUTE,
      scansPerPersonPerMinute: env.SCANS_PER_PERSON_PER_MINUTE,
      wxacodesPerMinute: env.WXACODES_PER_MINUTE,
    }),
    trustProxy: env.TRUST_PROXY,
    /** Sites that a proxy protects by asking us, and whom each lets in. */
    protectedHosts: Object.freeze(env.FORWARD_AUTH_HOSTS ?? []),
    logLevel: env.LOG_LEVEL,
    /** `auto`: for people where standard output is a terminal, else for programs. */
    logFormat: env.LOG_FORMAT,
    demoPhoneUrl: env.DEMO_PHONE_URL === undefined ? null : `${env.DEMO_PHONE_URL}/phone/`,
  });
}

function namesByOrigin(listed: NonNullable<Environment['CORS_ORIGINS']>): ReadonlyMap<string, string> {
  return new Map(listed.flatMap(({ origin, name }) => (name === undefined ? [] : [[origin, name]])));
}

/** Where sign-ins and sign-outs are reported to; each request is signed with every one of `keys`. */
function webhookOf({ WEBHOOK_URL: url, WEBHOOK_SECRET: keys }: Environment) {
  return url === undefined || keys === undefined ? undefined : Object.freeze({ url, keys });
}

/** The owner's colour for both themes. @throws SettingsError that names the nearest readable one */
function siteColor(color: string): BrandColor {
  const found = brandColorOf(color);
  if (found !== undefined) return found;
  const contrast = leastContrast(color, 'light').toFixed(1);
  throw new SettingsError(
    message(settingsMessages.color_unreadable, { contrast, least: AA, nearest: nearestReadable(color) }),
  );
}

/** Whether WeChat is asked at a host that is not WeChat's: worth a warning at every start. */
export function wechatIsElsewhere(settings: Settings): boolean {
  const host = new URL(settings.wechat.apiBaseUrl).hostname;
  return host !== 'weixin.qq.com' && !host.endsWith('.weixin.qq.com');
}
