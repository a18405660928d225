import type { BrandColor } from '@maqiao/shared';
import { isLoopbackHost, isPrivateHost } from '../platform/http/addresses.ts';
import { isRelease } from '../platform/process/installation-root.ts';
import {
  operatorLanguage,
  joinMessages,
  message,
  type OperatorMessage,
} from '../platform/operator-messages/messages.ts';
import { settingsMessages } from './settings-messages.ts';
import { parseAvatarStorage, type AvatarLocation } from './avatar-location.ts';
import { missingSettings } from './missing-settings.ts';
import { parseKeys, type NamedKey } from './named-keys.ts';
import { AA, brandColorOf, leastContrast, nearestReadable } from './site-color.ts';
import { decodeSecret, decodeWebhookSecrets, settingsSchema, type Environment } from './settings-schema.ts';
import { SETTING_WORDS_ZH, type SettingName } from './settings-words.ts';

export type MatchMode = 'auto' | 'always' | 'never';

/** Everything the process is told from outside, read once and frozen. Durations are milliseconds. */
export interface Settings {
  readonly production: boolean;
  readonly demo: boolean;
  readonly port: number;
  readonly host: string;
  /** Origin of PUBLIC_URL: no trailing slash. */
  readonly publicUrl: string;
  readonly siteName: string;
  /** Names of other sites, by their origins, where the owner has given them some. */
  readonly siteNames: ReadonlyMap<string, string>;
  /** File of the logo, as the owner wrote it. */
  readonly siteLogo: string | undefined;
  readonly siteColor: BrandColor | null;
  /** File with words of the owner's, as they wrote it. */
  readonly wordsFile: string | undefined;
  readonly corsOrigins: readonly string[];
  readonly wechat: {
    readonly appId: string;
    readonly appSecret: string;
    readonly apiBaseUrl: string;
    readonly page: string;
    readonly envVersion: 'release' | 'trial' | 'develop';
    readonly checkPath: boolean;
  };
  readonly databaseUrl: string;
  /** Where the pictures are that people choose. */
  readonly avatars: AvatarLocation;
  /** Where instances share what is short-lived; undefined: this is the only one, and keeps it in memory. */
  readonly redisUrl: string | undefined;
  /** The secret when it was given; otherwise one is kept beside the SQLite file. */
  readonly secret: Buffer | undefined;
  readonly secretFile: string | undefined;
  /** Keys of the site's own backends; none: what they open is switched off. */
  readonly siteApiKeys: readonly NamedKey[];
  /** Keys of the owner; none: those of the backends open the owner's doors too. */
  readonly adminKeys: readonly NamedKey[];
  /** Whom to tell of sign-ins and sign-outs; each message is signed with every one of `keys`. */
  readonly webhook: { readonly url: string; readonly keys: readonly Buffer[] } | undefined;
  readonly metricsToken: string | undefined;
  readonly confirmMode: MatchMode;
  readonly lifetimes: { readonly pending: number; readonly scanned: number; readonly delivery: number };
  readonly sessions: { readonly idle: number; readonly max: number };
  readonly limits: {
    readonly scenesPerMinute: number;
    readonly scansPerMinute: number;
    readonly scansPerPersonPerMinute: number;
    readonly wxacodesPerMinute: number;
  };
  readonly trustProxy: number;
  readonly logLevel: string;
  /** `auto`: for people where standard output is a terminal, else for programs. */
  readonly logFormat: 'auto' | 'json' | 'text';
  readonly demoPhoneUrl: string | null;
}

/** Injection token of {@link Settings}. */
export const SETTINGS = Symbol('SETTINGS');

/**
 * What stops the start: sentences that name the variable and what it wants, never its value. The message is in the
 * operator's language; `told` has them in both, for whoever was asked for another one.
 */
export class SettingsError extends Error {
  override name = 'SettingsError';
  readonly told: readonly OperatorMessage[];

  constructor(...sentences: readonly OperatorMessage[]) {
    super(joinMessages(...sentences)[operatorLanguage()]);
    this.told = sentences;
  }
}

/** The AppID of the stand-in; no real one looks like it. */
const DEMO_APP_ID = 'wxdemo';
const DEMO_APP_SECRET = 'demo';
const DAY = 86_400_000;

/**
 * Reads and checks the environment.
 * @throws SettingsError naming each variable that is bad, or contradicts another.
 */
export function readSettings(environment: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = settingsSchema.safeParse(given);
  if (!parsed.success) {
    const sentences = parsed.error.issues.map((issue) => mustBe(issue.path[0] as SettingName, issue.message));
    const each = new Map(sentences.map((sentence) => [sentence.en, sentence]));
    throw new SettingsError(...each.values());
  }
  const env = parsed.data;

  const missing = isRelease() ? missingSettings(environment) : undefined;
  if (missing !== undefined) throw new SettingsError(missing);
  if ((env.WECHAT_APP_ID === undefined) !== (env.WECHAT_APP_SECRET === undefined)) {
    throw new SettingsError(message(settingsMessages.app_id_and_secret));
  }
  const demo = env.WECHAT_APP_ID === undefined;
  const publicUrl = new URL(env.PUBLIC_URL ?? `http://localhost:${env.PORT}`);
  checkPublicUrl(publicUrl, demo);
  const apiBaseUrl = wechatBase(env.WECHAT_API_BASE_URL, demo);
  if (demo && env.DATABASE_URL?.startsWith('postgres')) {
    throw new SettingsError(message(settingsMessages.demo_wants_sqlite));
  }
  const databaseUrl = env.DATABASE_URL ?? (demo ? 'sqlite:./data/demo.db' : 'sqlite:./data/maqiao.db');
  const hasSecret = env.MAQIAO_SECRET !== undefined || env.MAQIAO_SECRET_FILE !== undefined;
  if (env.REDIS_URL !== undefined) checkSharing({ demo, databaseUrl, hasSecret });
  if (!databaseUrl.startsWith('sqlite:') && !hasSecret) {
    throw new SettingsError(message(settingsMessages.postgres_wants_secret));
  }
  if (env.MAQIAO_SECRET !== undefined && env.MAQIAO_SECRET_FILE !== undefined) {
    throw new SettingsError(message(settingsMessages.one_secret));
  }
  if (env.SESSION_IDLE_DAYS > env.SESSION_MAX_DAYS) {
    throw new SettingsError(message(settingsMessages.idle_beyond_max));
  }

  return Object.freeze<Settings>({
    production: env.NODE_ENV === 'production',
    demo,
    port: env.PORT,
    host: env.HOST ?? (demo ? '127.0.0.1' : '0.0.0.0'),
    publicUrl: publicUrl.origin,
    siteName: env.SITE_NAME ?? publicUrl.host,
    siteNames: new Map(
      (env.CORS_ORIGINS ?? []).flatMap(({ origin, name }) => (name === undefined ? [] : [[origin, name]])),
    ),
    siteLogo: env.SITE_LOGO,
    siteColor: env.SITE_COLOR === undefined ? null : siteColor(env.SITE_COLOR),
    wordsFile: env.WORDS_FILE,
    corsOrigins: (env.CORS_ORIGINS ?? []).map(({ origin }) => origin),
    wechat: {
      appId: env.WECHAT_APP_ID ?? DEMO_APP_ID,
      appSecret: env.WECHAT_APP_SECRET ?? DEMO_APP_SECRET,
      apiBaseUrl,
      page: env.WECHAT_PAGE,
      envVersion: env.WECHAT_ENV_VERSION,
      checkPath:
        env.WECHAT_CHECK_PATH === undefined
          ? env.WECHAT_ENV_VERSION === 'release'
          : env.WECHAT_CHECK_PATH === 'true',
    },
    databaseUrl,
    avatars: avatarLocation(env),
    redisUrl: env.REDIS_URL,
    secret: env.MAQIAO_SECRET === undefined ? undefined : decodeSecret(env.MAQIAO_SECRET),
    secretFile: env.MAQIAO_SECRET_FILE,
    ...ownKeys(env),
    webhook: webhookOf(env.WEBHOOK_URL, env.WEBHOOK_SECRET),
    metricsToken: env.METRICS_TOKEN,
    confirmMode: env.CONFIRM_MODE,
    lifetimes: {
      pending: env.SCENE_TTL_SECONDS * 1000,
      scanned: env.CONFIRM_TTL_SECONDS * 1000,
      delivery: env.DELIVERY_TTL_SECONDS * 1000,
    },
    sessions: { idle: env.SESSION_IDLE_DAYS * DAY, max: env.SESSION_MAX_DAYS * DAY },
    limits: {
      scenesPerMinute: env.SCENES_PER_MINUTE,
      scansPerMinute: env.SCANS_PER_MINUTE,
      scansPerPersonPerMinute: env.SCANS_PER_PERSON_PER_MINUTE,
      wxacodesPerMinute: env.WXACODES_PER_MINUTE,
    },
    trustProxy: env.TRUST_PROXY,
    logLevel: env.LOG_LEVEL,
    logFormat: env.LOG_FORMAT,
    demoPhoneUrl: env.DEMO_PHONE_URL === undefined ? null : `${new URL(env.DEMO_PHONE_URL).origin}/phone/`,
  });
}

/** The keys of two doors. @throws SettingsError when one of them opens another door too */
function ownKeys({ SITE_API_KEY, ADMIN_KEY, METRICS_TOKEN }: Environment) {
  const siteApiKeys = parseKeys(SITE_API_KEY ?? '') ?? [];
  const adminKeys = parseKeys(ADMIN_KEY ?? '') ?? [];
  const isAdmins = (key: string | undefined) => adminKeys.some((own) => own.key === key);
  if (siteApiKeys.some(({ key }) => isAdmins(key)))
    throw new SettingsError(message(settingsMessages.admin_key_of_backend));
  if (isAdmins(METRICS_TOKEN)) throw new SettingsError(message(settingsMessages.admin_key_of_metrics));
  return { siteApiKeys, adminKeys };
}

/** The owner's colour for both themes. @throws SettingsError that names the nearest one, when it cannot be read */
function siteColor(color: string): BrandColor {
  const found = brandColorOf(color);
  if (found !== undefined) return found;
  const contrast = leastContrast(color, 'light').toFixed(1);
  throw new SettingsError(
    message(settingsMessages.color_unreadable, { contrast, least: AA, nearest: nearestReadable(color) }),
  );
}

function mustBe(name: SettingName, wants: string): OperatorMessage {
  // In Chinese a letter or a digit stands apart from the character before it.
  const zh = SETTING_WORDS_ZH[name].wants.replace(/^(?=[!-~])/, ' ');
  return message(settingsMessages.setting_must_be, { name, wants: { en: wants, zh } });
}

/**
 * A private address is as good as any here: the address is the owner's own setting, not a visitor's, and the
 * backend often stands on the same machine. What a receiver could choose, a redirect, is never followed.
 */
function webhookOf(url: string | undefined, secret: string | undefined): Settings['webhook'] {
  if ((url === undefined) !== (secret === undefined)) {
    throw new SettingsError(message(settingsMessages.webhook_url_and_secret));
  }
  if (url === undefined || secret === undefined) return undefined;
  const { protocol, hostname } = new URL(url);
  // A name without a dot, such as that of a container, is known inside one network only.
  const nearby = isLoopbackHost(hostname) || isPrivateHost(hostname) || /^[\w-]+$/.test(hostname);
  if (protocol === 'http:' && !nearby) {
    throw new SettingsError(message(settingsMessages.webhook_wants_https));
  }
  return { url, keys: decodeWebhookSecrets(secret) ?? [] };
}

function checkPublicUrl(url: URL, demo: boolean): void {
  const nearby = isLoopbackHost(url.hostname) || isPrivateHost(url.hostname);
  if (demo && !nearby) {
    throw new SettingsError(message(settingsMessages.demo_in_public));
  }
  if (url.protocol === 'http:' && !nearby) {
    throw new SettingsError(message(settingsMessages.public_wants_https));
  }
}

/** With REDIS_URL there are many instances: whatever must be the same for all of them has to be shared too. */
function checkSharing({
  demo,
  databaseUrl,
  hasSecret,
}: Record<'demo' | 'hasSecret', boolean> & { databaseUrl: string }) {
  if (demo) {
    throw new SettingsError(message(settingsMessages.redis_in_demo));
  }
  if (databaseUrl.startsWith('sqlite:')) {
    throw new SettingsError(message(settingsMessages.redis_wants_postgres));
  }
  if (!hasSecret) {
    throw new SettingsError(message(settingsMessages.redis_wants_secret));
  }
}

function avatarLocation(env: Environment): AvatarLocation {
  const where = parseAvatarStorage(env.AVATAR_STORAGE);
  if (where === undefined || where.kind === 'disk')
    return where ?? { kind: 'disk', folder: './data/avatars' };
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey, S3_REGION: region } = env;
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    throw new SettingsError(message(settingsMessages.s3_wants_key));
  }
  const endpoint = new URL(env.S3_ENDPOINT ?? `https://s3.${region}.amazonaws.com`).origin;
  return { ...where, endpoint, region, accessKeyId, secretAccessKey };
}

function wechatBase(given: string | undefined, demo: boolean): string {
  if (given === undefined) {
    if (demo) {
      throw new SettingsError(message(settingsMessages.demo_wants_simulator));
    }
    return 'https://api.weixin.qq.com';
  }
  const url = new URL(given);
  const loopback = isLoopbackHost(url.hostname);
  if (demo && !loopback) throw new SettingsError(message(settingsMessages.demo_wechat_elsewhere));
  if (url.protocol !== 'https:' && !loopback) {
    throw new SettingsError(message(settingsMessages.wechat_wants_https));
  }
  return url.origin;
}

/** Whether WeChat is asked at a host that is not WeChat's: worth a warning at every start. */
export function wechatIsElsewhere(settings: Settings): boolean {
  const host = new URL(settings.wechat.apiBaseUrl).hostname;
  return host !== 'weixin.qq.com' && !host.endsWith('.weixin.qq.com');
}
