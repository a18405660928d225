import { z } from 'zod';
import type { OfficialAccountOptions, WebsiteOptions } from './official-account/settings.ts';
import { describeIssues } from './problem.ts';
import type { SimulatorOptions } from './simulator-options.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const origin = z
  .string()
  .refine((value) => /^https?:$/.test(URL.parse(value)?.protocol ?? ''), 'must be an http or https address')
  .optional();

/** An empty variable counts as one that is not set, as in every `.env` file. */
const set = (value: unknown) => (value === '' ? undefined : value);

const schema = z.object({
  SIMULATOR_HOST: z.preprocess(set, z.string().optional()),
  SIMULATOR_PORT: z.preprocess(
    set,
    z.coerce
      .number('must be a port')
      .int('must be a port')
      .min(0, 'must be a port')
      .max(65_535, 'must be a port')
      .default(3001),
  ),
  SIMULATOR_PUBLIC_URL: z.preprocess(set, origin),
  SIMULATOR_APP_ID: z.preprocess(set, z.string('is required')),
  SIMULATOR_APP_SECRET: z.preprocess(set, z.string('is required')),
  SIMULATOR_ALLOWED_ORIGIN: z.preprocess(set, origin),
  MINI_PROGRAM_DIR: z.preprocess(set, z.string().optional()),
  SIMULATOR_RELOAD: z.preprocess(set, z.enum(['true', 'false'], 'must be true or false').optional()),
  SIMULATOR_MARK_WECHAT_BROWSER: z.preprocess(
    set,
    z.enum(['true', 'false'], 'must be true or false').optional(),
  ),
  SIMULATOR_BOUND: z.preprocess(set, z.enum(['true', 'false'], 'must be true or false').optional()),
});

const text = z.preprocess(set, z.string().optional());

/** Read only where the account's app id is set. */
const officialAccountSchema = z.object({
  SIMULATOR_OFFICIAL_ACCOUNT_APP_ID: z.string(),
  SIMULATOR_OFFICIAL_ACCOUNT_APP_SECRET: z.preprocess(set, z.string('is required')),
  SIMULATOR_OFFICIAL_ACCOUNT_TOKEN: z.preprocess(set, z.string('is required')),
  SIMULATOR_OFFICIAL_ACCOUNT_ENCODING_AES_KEY: text,
  SIMULATOR_OFFICIAL_ACCOUNT_ID: z.preprocess(set, z.string('is required')),
  SIMULATOR_OFFICIAL_ACCOUNT_NAME: text,
  SIMULATOR_OFFICIAL_ACCOUNT_KIND: z.preprocess(
    set,
    z.enum(['service', 'subscription', 'test'], 'must be service, subscription or test').optional(),
  ),
  SIMULATOR_OFFICIAL_ACCOUNT_MODE: z.preprocess(
    set,
    z.enum(['safe', 'compatible', 'plain'], 'must be safe, compatible or plain').optional(),
  ),
  SIMULATOR_OFFICIAL_ACCOUNT_FORMAT: z.preprocess(
    set,
    z.enum(['xml', 'json'], 'must be xml or json').optional(),
  ),
  SIMULATOR_OFFICIAL_ACCOUNT_PUSH_URL: z.preprocess(set, origin),
  SIMULATOR_OFFICIAL_ACCOUNT_WEB_DOMAIN: text,
});

/** Read only where the website's app id is set. */
const websiteSchema = z.object({
  SIMULATOR_WEBSITE_APP_ID: z.string(),
  SIMULATOR_WEBSITE_APP_SECRET: z.preprocess(set, z.string('is required')),
  SIMULATOR_WEBSITE_NAME: text,
  SIMULATOR_WEBSITE_WEB_DOMAIN: text,
});

/** Where the picture of the account's own code is written, as an owner downloads it from the console. */
export function accountCodeFile({
  SIMULATOR_OFFICIAL_ACCOUNT_CODE_FILE: file,
}: Environment): string | undefined {
  return file === '' ? undefined : file;
}

/** Reads the program's settings. Throws an Error that names each bad variable and never its value. */
export function readEnvironment(environment: Environment): SimulatorOptions {
  const settings = read(schema, environment);
  return {
    port: settings.SIMULATOR_PORT,
    appId: settings.SIMULATOR_APP_ID,
    appSecret: settings.SIMULATOR_APP_SECRET,
    ...(settings.SIMULATOR_HOST !== undefined && { host: settings.SIMULATOR_HOST }),
    ...(settings.SIMULATOR_PUBLIC_URL !== undefined && { publicUrl: settings.SIMULATOR_PUBLIC_URL }),
    ...(settings.SIMULATOR_ALLOWED_ORIGIN !== undefined && {
      allowedOrigin: settings.SIMULATOR_ALLOWED_ORIGIN,
    }),
    ...(settings.SIMULATOR_RELOAD === 'true' && { reloadPhones: true }),
    ...(settings.MINI_PROGRAM_DIR !== undefined && { miniProgramFolder: settings.MINI_PROGRAM_DIR }),
    ...(settings.SIMULATOR_MARK_WECHAT_BROWSER === 'true' && { markWechatBrowser: true }),
    ...(settings.SIMULATOR_BOUND === 'true' && { bound: true }),
    ...(environment.SIMULATOR_OFFICIAL_ACCOUNT_APP_ID && { officialAccount: officialAccount(environment) }),
    ...(environment.SIMULATOR_WEBSITE_APP_ID && { website: website(environment) }),
  };
}

function officialAccount(environment: Environment): OfficialAccountOptions {
  const settings = read(officialAccountSchema, environment);
  const given = {
    encodingAesKey: settings.SIMULATOR_OFFICIAL_ACCOUNT_ENCODING_AES_KEY,
    name: settings.SIMULATOR_OFFICIAL_ACCOUNT_NAME,
    kind: settings.SIMULATOR_OFFICIAL_ACCOUNT_KIND,
    mode: settings.SIMULATOR_OFFICIAL_ACCOUNT_MODE,
    format: settings.SIMULATOR_OFFICIAL_ACCOUNT_FORMAT,
    pushUrl: settings.SIMULATOR_OFFICIAL_ACCOUNT_PUSH_URL,
    webDomain: settings.SIMULATOR_OFFICIAL_ACCOUNT_WEB_DOMAIN,
  };
  return {
    appId: settings.SIMULATOR_OFFICIAL_ACCOUNT_APP_ID,
    appSecret: settings.SIMULATOR_OFFICIAL_ACCOUNT_APP_SECRET,
    token: settings.SIMULATOR_OFFICIAL_ACCOUNT_TOKEN,
    id: settings.SIMULATOR_OFFICIAL_ACCOUNT_ID,
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  };
}

function website(environment: Environment): WebsiteOptions {
  const settings = read(websiteSchema, environment);
  return {
    appId: settings.SIMULATOR_WEBSITE_APP_ID,
    appSecret: settings.SIMULATOR_WEBSITE_APP_SECRET,
    name: settings.SIMULATOR_WEBSITE_NAME,
    webDomain: settings.SIMULATOR_WEBSITE_WEB_DOMAIN,
  };
}

function read<Schema extends z.ZodType>(schema: Schema, environment: Environment): z.output<Schema> {
  const result = schema.safeParse(environment);
  if (!result.success) throw new Error(describeIssues(result.error));
  return result.data;
}
