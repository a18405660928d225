import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { calledAs } from './command-name.ts';
import { failureCode } from '../platform/process/failure-code.ts';
import { installationRoot, isRelease } from '../platform/process/installation-root.ts';
import { localize, message } from '../platform/operator-messages/messages.ts';
import { initMessages } from '../operations/installation/init-messages.ts';
import { readSettings, SettingsError } from '../config/settings.ts';
import { fromRepository } from '../platform/database/database-location.ts';
import { collectAnswers, MissingAnswers } from '../operations/installation/collect-answers.ts';
import { CURRENT } from '../operations/installation/places.ts';
import type { Answers } from '../operations/installation/question.ts';
import { QUESTIONS, settingsOf } from '../operations/installation/questions.ts';
import { whereToEnter } from '../operations/installation/where-to-enter.ts';
import { settingsIn, withSettings, writeSettingsFile } from '../operations/installation/settings-file.ts';
import { waysIn } from '../operations/installation/sign-in-ways.ts';
import { CancelledError, ownTerminal } from '../operations/installation/terminal.ts';

// What `maqiao init` runs: asks, writes the settings, runs the doctor, prints the next step. Exit status: 0 when the
// settings are written, whatever the doctor found; 1 when not; 2 for wrong options.

/** Generated where not set: without METRICS_TOKEN /metrics is open, without the others their calls are switched off. */
const KEYS = ['ADMIN_KEY', 'SITE_API_KEY', 'METRICS_TOKEN'];

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  process.exitCode = 1;
  if (error instanceof CancelledError) print(`\n${localize(initMessages.init_left)}`);
  else if (error instanceof MissingAnswers)
    complain(localize(initMessages.init_missing, { options: error.options.join(', ') }), 2);
  else if (error instanceof SettingsError)
    complain(localize(initMessages.init_refused, { why: error.message }));
  else throw error;
}

async function run(args: string[]): Promise<number> {
  const chosen = readOptions(args);
  if (chosen === undefined)
    return complain(localize(initMessages.init_usage, { command: calledAs('init') }), 2);
  const { file, given, mayAsk } = chosen;
  const text = readOr(file, () => readOr(fromRepository('.env.example'), () => ''));
  const set = settingsIn(text);
  const terminal = mayAsk ? ownTerminal() : undefined;
  let collected: Awaited<ReturnType<typeof collectAnswers>>;
  try {
    if (terminal) terminal.print(`${localize(initMessages.init_begins, { file })}\n`);
    const before = { ...set, ...process.env };
    collected = await collectAnswers({ given, before: answersIn(before, given) }, terminal);
  } finally {
    terminal?.close();
  }
  const { answers } = collected;
  const made = KEYS.filter((name) => !set[name] && !process.env[name]);
  const keys = Object.fromEntries(made.map((name) => [name, randomBytes(32).toString('base64url')]));
  const wanted = withSettings(text, { ...settingsOf(answers, set), ...keys });
  // Other settings of the file may contradict the answers.
  readSettings({ ...process.env, ...settingsIn(wanted) });
  try {
    writeSettingsFile(file, wanted);
  } catch (error) {
    throw new SettingsError(
      message(initMessages.init_unwritable, { path: file, failure: failureCode(error) }),
    );
  }
  print(localize(initMessages.init_written, { file }));
  if (made.length > 0) print(localize(initMessages.init_made_keys, { names: made.join(', ') }));
  // What was made just now is shown to whoever sits there, and to no log.
  const shown = terminal === undefined ? new Set<string>() : collected.made;
  for (const text of whereToEnter(answers, file, shown)) print(`\n${text}`);
  print(`\n${localize(initMessages.init_doctor)}\n`);
  lookWithDoctor(file);
  print(`\n${next()}`);
  return 0;
}

function readOptions(args: string[]) {
  const text = { type: 'string' } as const;
  const options = {
    ways: text,
    'app-id': text,
    'app-secret-file': text,
    'account-app-id': text,
    'account-secret-file': text,
    'account-id': text,
    'account-token-file': text,
    'account-key-file': text,
    'account-name': text,
    'account-code-file': text,
    'website-app-id': text,
    'website-secret-file': text,
    'public-url': text,
    'site-name': text,
    'env-version': text,
    proxy: text,
    file: text,
    yes: { type: 'boolean', default: false },
  } as const;
  let values;
  try {
    ({ values } = parseArgs({ args, options }));
  } catch {
    return undefined;
  }
  const secretFiles = [
    values['app-secret-file'],
    values['account-secret-file'],
    values['account-token-file'],
    values['account-key-file'],
    values['website-secret-file'],
  ];
  const secret = (file: string | undefined) => (file === undefined ? undefined : readSecret(file));
  const stated = {
    ways: values.ways,
    WECHAT_APP_ID: values['app-id'],
    WECHAT_APP_SECRET: secret(values['app-secret-file']),
    WECHAT_OFFICIAL_ACCOUNT_APP_ID: values['account-app-id'],
    WECHAT_OFFICIAL_ACCOUNT_APP_SECRET: secret(values['account-secret-file']),
    WECHAT_OFFICIAL_ACCOUNT_ID: values['account-id'],
    WECHAT_OFFICIAL_ACCOUNT_TOKEN: secret(values['account-token-file']),
    WECHAT_OFFICIAL_ACCOUNT_ENCODING_AES_KEY: secret(values['account-key-file']),
    WECHAT_OFFICIAL_ACCOUNT_NAME: values['account-name'],
    WECHAT_OFFICIAL_ACCOUNT_CODE_FILE: values['account-code-file'],
    WECHAT_WEBSITE_APP_ID: values['website-app-id'],
    WECHAT_WEBSITE_APP_SECRET: secret(values['website-secret-file']),
    PUBLIC_URL: values['public-url'],
    SITE_NAME: values['site-name'],
    WECHAT_ENV_VERSION: values['env-version'],
    proxy: values.proxy,
  };
  const given = Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== undefined));
  const file = resolve(values.file ?? process.env.MAQIAO_ENV_FILE ?? fromRepository('.env'));
  // When the secret is piped in, the standard input cannot be asked.
  return { file, given: given as Partial<Answers>, mayAsk: !values.yes && !secretFiles.includes('-') };
}

/** Reads the secret from a file, as arguments can be read by every account of the machine. */
function readSecret(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8').trim();
  } catch (error) {
    throw new SettingsError(
      message(initMessages.init_unreadable, { path: file, failure: failureCode(error) }),
    );
  }
}

function readOr(file: string, otherwise: () => string): string {
  if (!existsSync(file)) return otherwise();
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new SettingsError(
      message(initMessages.init_unreadable, { path: file, failure: failureCode(error) }),
    );
  }
}

function answersIn(
  set: Readonly<Record<string, string | undefined>>,
  given: Partial<Answers>,
): Partial<Answers> {
  const names = QUESTIONS.map(({ name }) => name).filter((name) => /^[A-Z]/.test(name));
  const answers = Object.fromEntries(names.flatMap((name) => (set[name] ? [[name, set[name]]] : [])));
  answers.ways = waysIn({ ...set, ...given });
  if (set.TRUST_PROXY) answers.proxy = set.TRUST_PROXY === '0' ? 'no' : 'yes';
  return answers;
}

/** Runs the doctor as the owner of the file: the service could not write to files that root creates. */
function lookWithDoctor(file: string): void {
  const { uid, gid } = statSync(file);
  const other = process.getuid?.() === 0 && uid !== 0 ? { uid, gid } : {};
  // In the same folder as this file, in `dist/commands` and in a release.
  const doctor = join(import.meta.dirname, 'doctor.js');
  spawnSync(process.execPath, [`--env-file=${file}`, doctor, '--before-start'], {
    stdio: 'inherit',
    cwd: installationRoot(),
    env: { ...process.env, MAQIAO_ENV_FILE: file },
    ...other,
  });
}

function next(): string {
  const root = installationRoot();
  if (!isRelease() || root === undefined) return localize(initMessages.next_npm_start);
  const installed = existsSync(CURRENT) && realpathSync(CURRENT) === realpathSync(root);
  return installed
    ? localize(initMessages.next_restart)
    : localize(initMessages.next_install, { command: join(root, 'maqiao') });
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function complain(text: string, status = 1): number {
  process.stderr.write(`${text}\n`);
  process.exitCode = status;
  return status;
}
