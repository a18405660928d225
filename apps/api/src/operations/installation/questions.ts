import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { CONSOLE_MENUS } from '@maqiao/shared';
import { message, type OperatorMessage } from '../../platform/operator-messages/messages.ts';
import { installationRoot } from '../../platform/process/installation-root.ts';
import { ACCOUNT_QUESTIONS } from './account-questions.ts';
import { initMessages } from './init-messages.ts';
import { initWayMessages } from './init-way-messages.ts';
import type { Answers, Question } from './question.ts';
import { faultOfWays, hasWay, normalizedWays } from './sign-in-ways.ts';
import { readSettings, SettingsError } from '../../config/settings.ts';

const ofMiniProgram: Question['applies'] = ({ ways }) => hasWay(ways, 'mini-program');

/** In the order in which they are asked. */
export const QUESTIONS: readonly Question[] = [
  {
    name: 'ways',
    option: '--ways',
    asks: message(initWayMessages.ask_ways),
    normalize: normalizedWays,
  },
  {
    name: 'WECHAT_APP_ID',
    option: '--app-id',
    asks: message(initMessages.ask_app_id, { console: CONSOLE_MENUS.credentials }),
    placeholder: 'not-yet-mini-program',
    applies: ofMiniProgram,
  },
  {
    name: 'WECHAT_APP_SECRET',
    option: '--app-secret-file',
    asks: message(initMessages.ask_app_secret),
    placeholder: '0'.repeat(32),
    secret: true,
    applies: ofMiniProgram,
  },
  ...ACCOUNT_QUESTIONS,
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
    applies: ofMiniProgram,
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

/** Why an answer is invalid, in the words of the settings schema; undefined when it is valid. */
export function faultOf(
  { name, optional, isFile }: Question,
  answer: string,
  answers: Partial<Answers>,
): OperatorMessage | undefined {
  if (answer === '') return optional ? undefined : message(initMessages.answer_wanted);
  if (name === 'proxy')
    return answer === 'yes' || answer === 'no' ? undefined : message(initMessages.yes_or_no);
  if (name === 'ways') return faultOfWays(answer);
  if (isFile && !isReadable(answer)) return message(initWayMessages.no_such_file, { path: answer });
  try {
    const settings = { ...placeholdersOf(answers), ...answers, ...modeOf(answers.ways), [name]: answer };
    readSettings({ ...settings, proxy: undefined, ways: undefined });
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
  { proxy, ways, ...answers }: Answers,
  set: Readonly<Record<string, string | undefined>> = {},
): Record<string, string | undefined> {
  // The server's own default is the host, also after a change of the address: do not write it down.
  const SITE_NAME = answers.SITE_NAME === new URL(answers.PUBLIC_URL).host ? undefined : answers.SITE_NAME;
  const around =
    proxy === 'yes'
      ? { HOST: set.HOST || LOOPBACK, TRUST_PROXY: Number(set.TRUST_PROXY) > 0 ? set.TRUST_PROXY : '1' }
      : { HOST: set.HOST === LOOPBACK ? undefined : set.HOST, TRUST_PROXY: undefined };
  // What belongs to an account that the owner does not have any more, or never had.
  const others = Object.fromEntries(
    QUESTIONS.filter(({ name, placeholder }) => placeholder !== undefined && !(name in answers)).map(
      ({ name }) => [name, undefined],
    ),
  );
  return { ...others, ...answers, SITE_NAME, ...modeOf(ways, set), ...around };
}

/**
 * The mode of the event push: the test account cannot encrypt, and every other one must.
 * @returns nothing where the one that is set fits
 */
function modeOf(ways: string | undefined, set: Readonly<Record<string, string | undefined>> = {}) {
  if (hasWay(ways, 'test-account')) return { WECHAT_OFFICIAL_ACCOUNT_MODE: 'plain' };
  return set.WECHAT_OFFICIAL_ACCOUNT_MODE === 'plain' ? { WECHAT_OFFICIAL_ACCOUNT_MODE: undefined } : {};
}

function placeholdersOf(answers: Partial<Answers>): Record<string, string> {
  return Object.fromEntries(
    QUESTIONS.flatMap(({ name, placeholder, applies }) =>
      placeholder === undefined || applies?.(answers) === false ? [] : [[name, placeholder]],
    ),
  );
}

function isReadable(path: string): boolean {
  return statSync(resolve(installationRoot() ?? '.', path), { throwIfNoEntry: false })?.isFile() === true;
}

/** Behind a proxy the server listens here only: a request past the proxy could forge X-Forwarded-For. */
const LOOPBACK = '127.0.0.1';
