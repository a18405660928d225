import { CONSOLE_MENUS } from '@maqiao/shared';
import { message, type OperatorMessage } from '../../platform/operator-messages/messages.ts';
import { initMessages } from './init-messages.ts';
import { readSettings, SettingsError } from '../../config/settings.ts';

/** What the owner answers before the first start. */
export interface Answers {
  readonly WECHAT_APP_ID: string;
  readonly WECHAT_APP_SECRET: string;
  readonly PUBLIC_URL: string;
  readonly SITE_NAME: string | undefined;
  readonly WECHAT_ENV_VERSION: string;
  /** Whether a proxy on this machine receives the requests: `yes` or `no`. */
  readonly proxy: string;
}

export interface Question {
  readonly name: keyof Answers;
  /** The option of the command line that answers it. */
  readonly option: string;
  readonly asks: OperatorMessage;
  /** Never shown, not even while it is typed. */
  readonly secret?: true;
  /** May stay without an answer. */
  readonly optional?: true;
  /** Normalizes a typed or given answer. */
  readonly normalize?: (answer: string) => string;
  /** The answer to offer when nothing is set yet. */
  readonly defaultAnswer?: (answers: Partial<Answers>) => string | undefined;
  /** Whether to ask, by the answers so far; always unless given. */
  readonly applies?: (answers: Partial<Answers>) => boolean;
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
    // People leave out the scheme, or add a slash, which an origin does not have.
    normalize: (answer) =>
      (answer === '' || answer.includes('://') ? answer : `https://${answer}`).replace(/\/+$/, ''),
  },
  {
    name: 'SITE_NAME',
    option: '--site-name',
    asks: message(initMessages.ask_site_name),
    optional: true,
    defaultAnswer: ({ PUBLIC_URL }) => (PUBLIC_URL === undefined ? undefined : new URL(PUBLIC_URL).host),
  },
  {
    name: 'WECHAT_ENV_VERSION',
    option: '--env-version',
    asks: message(initMessages.ask_env_version),
    defaultAnswer: () => 'trial',
  },
  {
    name: 'proxy',
    option: '--proxy',
    asks: message(initMessages.ask_proxy),
    normalize: (answer) =>
      ({ y: 'yes', n: 'no', 是: 'yes', 否: 'no' })[answer.toLowerCase()] ?? answer.toLowerCase(),
    defaultAnswer: () => 'yes',
    // The server speaks no TLS itself: only an https address needs a proxy.
    applies: ({ PUBLIC_URL }) => PUBLIC_URL?.startsWith('https:') === true,
  },
];

/** Valid values for questions not yet answered: the settings schema checks all settings together. */
const PLACEHOLDERS = { WECHAT_APP_ID: 'wx0000000000000000', WECHAT_APP_SECRET: '0'.repeat(32) };

/** Why an answer is invalid, in the words of the settings schema; undefined when it is valid. */
export function faultOf(
  { name, optional }: Question,
  answer: string,
  answers: Partial<Answers>,
): OperatorMessage | undefined {
  if (answer === '') return optional ? undefined : message(initMessages.answer_wanted);
  if (name === 'proxy')
    return answer === 'yes' || answer === 'no' ? undefined : message(initMessages.yes_or_no);
  try {
    readSettings({ ...PLACEHOLDERS, ...answers, proxy: undefined, [name]: answer });
    return undefined;
  } catch (error) {
    if (error instanceof SettingsError) return error.messages[0];
    throw error;
  }
}

/**
 * The settings that follow from the answers; `undefined` removes a setting. A HOST or TRUST_PROXY that is set already
 * and fits the answer stays, such as two proxies in front, or another address to listen at.
 * @param set the settings so far
 */
export function settingsOf(
  { proxy, ...answers }: Answers,
  set: Readonly<Record<string, string | undefined>> = {},
): Record<string, string | undefined> {
  // The server's own default is the host, also after a change of the address: do not write it down.
  const SITE_NAME = answers.SITE_NAME === new URL(answers.PUBLIC_URL).host ? undefined : answers.SITE_NAME;
  const around =
    proxy === 'yes'
      ? { HOST: set.HOST || LOOPBACK, TRUST_PROXY: Number(set.TRUST_PROXY) > 0 ? set.TRUST_PROXY : '1' }
      : { HOST: set.HOST === LOOPBACK ? undefined : set.HOST, TRUST_PROXY: undefined };
  return { ...answers, SITE_NAME, ...around };
}

/** Behind a proxy the server listens here only: a request past the proxy could forge X-Forwarded-For. */
const LOOPBACK = '127.0.0.1';
