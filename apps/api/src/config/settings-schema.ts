import { z } from 'zod';
import { parseAvatarStorage } from './avatar-location.ts';
import { decodeSecret, decodeWebhookSecrets } from './encoded-secrets.ts';
import { parseListedOrigins } from './listed-origins.ts';
import { parseLoginMethods } from './login-methods.ts';
import { parseProtectedHosts } from './protected-hosts.ts';
import { isKey, parseKeys } from './named-keys.ts';
import { parseRedisUrl } from './redis-url.ts';
import { httpAddress, httpOrigin, readBy, whole } from './setting-types.ts';
import { isColor } from './site-color.ts';
import { miniProgramSettings, officialAccountSettings, websiteSettings } from './wechat-settings.ts';

const key = z
  .string()
  .refine(
    isKey,
    'at least 16 visible ASCII characters without spaces that nobody can guess, such as openssl rand -base64 32 makes',
  )
  .optional();

const namedKeys = readBy(
  parseKeys,
  'one key, or several with a name each, such as shop:<key>,forum:<key>; a key has at least 16 visible ASCII characters without spaces and commas that nobody can guess, such as openssl rand -base64 32 makes, a name letters, digits, - and _',
).optional();

const s3Key = z
  .string()
  .regex(/^[\x21-\x7e]{1,256}$/, '1 to 256 visible ASCII characters')
  .optional();

/**
 * Every setting: its name in the environment, what it takes, its default, and what it is for. docs/settings.md and the
 * messages about a bad value are made from it, so that its texts end a sentence such as “PORT must be …”.
 */
export const settingsSchema = z.object({
  NODE_ENV: z
    .enum(['production', 'development', 'test'], 'production, development or test')
    .default('development')
    .describe('production switches off /api/docs; npm start sets it when there is an AppID'),
  PORT: whole(0, 65535, 3000).describe('port of the API and the login page'),
  HOST: z.string().min(1).optional().describe('address to listen on'),
  PUBLIC_URL: httpOrigin
    .optional()
    .describe(
      'origin under which users and phones reach the server: it is the issuer of tokens, decides the cookies, is shown on the phone, and is compiled into the mini program; https unless it is a loopback or private address',
    ),
  SITE_NAME: z
    .string()
    .trim()
    .min(1)
    .max(60, 'at most 60 characters')
    .optional()
    .describe('name of the site, shown on the login page and on the phone'),
  SITE_LOGO: z
    .string()
    .min(1, 'the path of a PNG, SVG or WebP file')
    .optional()
    .describe(
      'file of your logo, PNG, SVG or WebP of at most 256 KB, shown on the login page, in the web component and on the phone; a path is relative to the folder of Maqiao',
    ),
  SITE_COLOR: z
    .string()
    .refine(isColor, 'a colour such as #b23a22')
    .optional()
    .describe(
      'colour of buttons, links and the seal; the colour for dark screens is derived from it. It must be readable on white (WCAG AA); otherwise the start fails and names the nearest colour that is',
    ),
  WORDS_FILE: z
    .string()
    .min(1, 'the path of a JSON file')
    .optional()
    .describe(
      'JSON file that replaces texts that users see, by language; a path is relative to the folder of Maqiao',
    ),
  ...miniProgramSettings,
  ...officialAccountSettings,
  ...websiteSettings,
  DATABASE_URL: z
    .string()
    .regex(/^(sqlite:.+|postgres(ql)?:\/\/.+)$/, 'sqlite:<path> or postgres://…')
    .optional()
    .describe(
      'where users, sessions and keys are stored; a path is relative to the folder of Maqiao. A database belongs to one AppID of each kind of account',
    ),
  REDIS_URL: z
    .string()
    .refine(
      (text) => parseRedisUrl(text) !== undefined,
      'redis://[user:password@]host[:port][/database], rediss:// for TLS, redis-cluster://host1,host2 or redis-sentinel://host1,host2/master-name',
    )
    .optional()
    .describe('where several instances share login attempts and limits; needs PostgreSQL and MAQIAO_SECRET'),
  MAQIAO_SECRET: readBy(decodeSecret, '32 random bytes as base64, base64url or hexadecimal')
    .optional()
    .describe('the secret that all other keys are derived from: keep it apart from the database'),
  MAQIAO_SECRET_FILE: z.string().min(1).optional().describe('file that holds MAQIAO_SECRET'),
  AVATAR_STORAGE: readBy(
    parseAvatarStorage,
    'disk:<folder> or s3://<bucket>, with a prefix s3://<bucket>/<prefix>',
  )
    .prefault('disk:./data/avatars')
    .describe('where the avatars that users choose are stored'),
  S3_ENDPOINT: httpOrigin
    .optional()
    .describe('address of the S3 service; that of Amazon in S3_REGION otherwise'),
  S3_REGION: z
    .string()
    .regex(/^[a-z0-9-]{1,64}$/, 'a region such as us-east-1')
    .default('us-east-1')
    .describe('region that requests to S3 are signed for'),
  S3_ACCESS_KEY_ID: s3Key.describe('key of a user that may read, write and delete under the prefix'),
  S3_SECRET_ACCESS_KEY: s3Key.describe('secret of that key'),
  SITE_API_KEY: namedKeys.describe(
    'key of the site’s own backend, or one for each of your backends: for the calls that check tokens, read single users, and extend and end sessions. A key that you remove stops working at the next start',
  ),
  ADMIN_KEY: namedKeys.describe(
    'key of the owner, or one for each administrator: opens /admin, and the calls that list, block and delete users. Of the backend’s calls it opens only the one that reads a user; do not put it into your programs',
  ),
  WEBHOOK_URL: httpAddress('https://www.example.com/hooks').describe(
    'address of the site’s own backend that receives webhooks about sign-ins, sign-outs and deleted accounts',
  ),
  WEBHOOK_SECRET: readBy(
    decodeWebhookSecrets,
    'whsec_ and the base64 of 24 to 64 random bytes, such as openssl rand -base64 32 makes; two, separated by a comma, while the secret changes',
  )
    .optional()
    .describe('what webhooks are signed with'),
  METRICS_TOKEN: key.describe('bearer token that /metrics requires'),
  LOGIN_METHODS: readBy(
    parseLoginMethods,
    'ids of sign-in methods, each once, separated by commas: mini-program, official-account, message, official-account-web, website',
  )
    .optional()
    .describe(
      'which ways to sign in are offered, in this order, as in official-account,mini-program: each must be configured',
    ),
  CONFIRM_MODE: z
    .enum(['auto', 'always', 'never'], 'auto, always or never')
    .default('auto')
    .describe(
      'when the user must type two digits from the screen on the phone; auto: unless both are on one network, or the user has signed in with this browser before; when a client waits for the sign-in, never means auto, and a device always asks',
    ),
  SCENE_TTL_SECONDS: whole(5, 600, 180).describe('lifetime of a code that nobody has scanned, in seconds'),
  CONFIRM_TTL_SECONDS: whole(5, 600, 120).describe('time to decide after the scan, in seconds'),
  DELIVERY_TTL_SECONDS: whole(5, 600, 60).describe('time to fetch the tokens after the confirm, in seconds'),
  SESSION_IDLE_DAYS: whole(1, 365, 14).describe('a session ends after so many days without use'),
  SESSION_MAX_DAYS: whole(1, 365, 30).describe('a session ends after so many days in any case'),
  SCENES_PER_MINUTE: whole(1, 1_000_000, 30).describe(
    'codes for new visitors per network address and minute, and four times as many for pages that renew theirs; IPv6 is counted per /64, with 4 and 16 times the limit per /56 and /48',
  ),
  SCANS_PER_MINUTE: whole(1, 1_000_000, 120).describe(
    'scans per network address and minute; IPv6 is counted per /64, with 4 and 16 times the limit per /56 and /48',
  ),
  SCANS_PER_PERSON_PER_MINUTE: whole(1, 1_000_000, 20).describe('scans per user and minute'),
  WXACODES_PER_MINUTE: whole(1, 5000, 4000).describe(
    'code pictures requested from WeChat per minute, in total; WeChat allows 5,000',
  ),
  TRUST_PROXY: whole(0, 10, 0).describe(
    'how many proxies in front write X-Forwarded-For: the exact number of addresses in that header when a request arrives',
  ),
  CORS_ORIGINS: readBy(
    parseListedOrigins,
    'http(s) origins, separated by commas; each may have a name of at most 60 characters, as in https://shop.example.com=Corner shop',
  )
    .optional()
    .describe(
      'other origins whose pages may show the login and call the API, separated by commas; with =name the phone shows that name, as in https://shop.example.com=Corner shop',
    ),
  CLIENTS_FILE: z
    .string()
    .min(1, 'the path of a JSON file')
    .optional()
    .describe(
      'JSON file with OpenID Connect clients, by the names of RFC 7591: at each start those of the file are registered, and those it no longer has are removed; a path is relative to the folder of Maqiao',
    ),
  FORWARD_AUTH_HOSTS: readBy(
    parseProtectedHosts,
    'host names, separated by commas, each once and with who may enter: * for everybody who signs in, or the ids of users with | between them, as in tools.example.com=*,wiki.example.com=<id>|<id>',
  )
    .optional()
    .describe(
      'sites that know no sign-in of their own, which your proxy protects by asking GET /forward-auth; each with the users whom it lets in, as in tools.example.com=*,wiki.example.com=<id>|<id>. They use the scheme of PUBLIC_URL',
    ),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'a level of pino')
    .default('info')
    .describe('least important level that is logged'),
  LOG_FORMAT: z
    .enum(['auto', 'json', 'text'], 'auto, json or text')
    .default('auto')
    .describe(
      'how the log is written: one JSON object a line for programs, or sentences for people; auto: sentences on a terminal, else JSON',
    ),
  DEMO_PHONE_URL: httpOrigin.optional().describe('demo only: address of the simulated phone'),
});

/** The environment, each variable read and checked by itself. */
export type Environment = z.output<typeof settingsSchema>;
