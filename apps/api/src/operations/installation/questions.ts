import { CONSOLE_MENUS } from '@maqiao/shared';
import { message, type OperatorMessage } from '../../platform/operator-messages/messages.ts';
import { initMessages } from './init-messages.ts';
import { readSettings, SettingsError } from '../../config/settings.ts';

/** What an owner decides before the first start. */
export interface Answers {
  readonly WECHAT_APP_ID: string;
  readonly WECHAT_APP_SECRET: string;
  readonly PUBLIC_URL: string;
  readonly SITE_NAME: string | undefined;
  readonly WECHAT_ENV_VERSION: string;
  /** Whether a proxy on this machine takes the calls: `yes` or `no`. */
  readonly proxy: string;
}

export interface Question {
  readonly name: keyof Answers;
  /** Of the command line. */
  readonly option: string;
  readonly asks: OperatorMessage;
  /** Not shown while it is typed, and never afterwards. */
  readonly secret?: true;
  /** May stay without an answer. */
  readonly optional?: true;
  /** What an answer becomes. */
  readonly tidied?: (answer: string) => string;
  /** The answer that Enter alone means, where nothing is set yet. */
  readonly usual?: (answers: Partial<Answers>) => string | undefined;
  /** Left out where what was answered decides it. */
  readonly asked?: (answers: Partial<Answers>) => boolean;
}

/** In the order in which they are asked. */
export const QUESTIONS: readonly Question[] = [
  {
    name: 'WECHAT_APP_ID',
    option: '--app-id',
    asks: message(initMessages.ask_app_id, { console: CONSOLE_MENUS.credentials }),
  },
  {
    name: 'WECHAT_APP_SECRET',
    option: '--app-secret-file',
    asks: message(initMessages.ask_app_secret),
    secret: true,
  },
  {
    name: 'PUBLIC_URL',
    option: '--public-url',
    asks: message(initMessages.ask_public_url),
    // As people write it; a slash at the end is no part of an origin.
    tidied: (answer) =>
      (answer === '' || answer.includes('://') ? answer : `https://${answer}`).replace(/\/+$/, ''),
  },
  {
    name: 'SITE_NAME',
    option: '--site-name',
    asks: message(initMessages.ask_site_name),
    optional: true,
    usual: ({ PUBLIC_URL }) => (PUBLIC_URL === undefined ? undefined : new URL(PUBLIC_URL).host),
  },
  {
    name: 'WECHAT_ENV_VERSION',
    option: '--env-version',
    asks: message(initMessages.ask_env_version),
    usual: () => 'trial',
  },
  {
    name: 'proxy',
    option: '--proxy',
    asks: message(initMessages.ask_proxy),
    tidied: (answer) =>
      ({ y: 'yes', n: 'no', 是: 'yes', 否: 'no' })[answer.toLowerCase()] ?? answer.toLowerCase(),
    usual: () => 'yes',
    // Without https there is no certificate, and so no proxy that holds one.
    asked: ({ PUBLIC_URL }) => PUBLIC_URL?.startsWith('https:') === true,
  },
];

/** Stands where nobody has answered yet: settings are judged together. */
const FILLER = { WECHAT_APP_ID: 'wx0000000000000000', WECHAT_APP_SECRET: '0'.repeat(32) };

/** Why an answer will not do, as the start itself would say it; undefined when it will. */
export function faultOf(
  { name, optional }: Question,
  answer: string,
  answers: Partial<Answers>,
): OperatorMessage | undefined {
  if (answer === '') return optional ? undefined : message(initMessages.answer_wanted);
  if (name === 'proxy')
    return answer === 'yes' || answer === 'no' ? undefined : message(initMessages.yes_or_no);
  try {
    readSettings({ ...FILLER, ...answers, proxy: undefined, [name]: answer });
    return undefined;
  } catch (error) {
    if (error instanceof SettingsError) return error.messages[0];
    throw error;
  }
}

/**
 * The settings that answers mean; `undefined` takes one away. What was set already for the same purpose stays: two
 * proxies in front, or another address to listen at.
 */
export function settingsOf(
  { proxy, ...answers }: Answers,
  set: Readonly<Record<string, string | undefined>> = {},
): Record<string, string | undefined> {
  // The server takes the host for the name where there is none, also of another address some day.
  const SITE_NAME = answers.SITE_NAME === new URL(answers.PUBLIC_URL).host ? undefined : answers.SITE_NAME;
  const around =
    proxy === 'yes'
      ? { HOST: set.HOST || HERE_ONLY, TRUST_PROXY: Number(set.TRUST_PROXY) > 0 ? set.TRUST_PROXY : '1' }
      : { HOST: set.HOST === HERE_ONLY ? undefined : set.HOST, TRUST_PROXY: undefined };
  return { ...answers, SITE_NAME, ...around };
}

/** What comes past the proxy could choose its own address. */
const HERE_ONLY = '127.0.0.1';
