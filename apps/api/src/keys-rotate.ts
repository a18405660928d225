import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ApiError } from './common/api-error.ts';
import { MonotonicClock } from './common/clock.ts';
import { readSettings, SettingsError, type Settings } from './config/settings.ts';
import { Database } from './database/database.ts';
import { databaseLocation } from './database/database-location.ts';
import { secretOf } from './secret/ownership.ts';
import { SigningKeys, type Succession } from './tokens/signing-keys.ts';

// What `npm run keys:rotate` runs: on the keys of a database that instances may be using meanwhile.

/** WeChat is not asked here; but in the demo, whose stand-in need not run now, the settings want an address of it. */
const demo = process.env.WECHAT_APP_ID ? {} : { WECHAT_API_BASE_URL: 'http://127.0.0.1' };

try {
  const { revoke } = parseArgs({ options: { revoke: { type: 'boolean', default: false } } }).values;
  const keys = await openKeys(readSettings({ ...demo, ...process.env }));
  const succession = revoke ? await keys.replaceAll() : await keys.rotate();
  end(`${(revoke ? toldAsRevocation : toldAsRotation)(succession)}\n`);
} catch (error) {
  const reason = sentenceOf(error);
  if (reason === undefined) throw error;
  end(`The signing keys were not rotated: ${reason}\n`, 1);
}

/** @throws SettingsError when there is nothing to rotate: a mistyped DATABASE_URL must not become a new database */
async function openKeys(settings: Settings): Promise<SigningKeys> {
  const location = databaseLocation(settings.databaseUrl);
  if (location.dialect === 'sqlite' && (location.file === null || !existsSync(location.file))) {
    throw new SettingsError('DATABASE_URL must name a database that exists: start Maqiao with it first.');
  }
  const database = await Database.open(settings.databaseUrl);
  const first = await database.queries.selectFrom('signing_keys').select('kid').executeTakeFirst();
  if (first === undefined) {
    throw new SettingsError(
      'DATABASE_URL names a database without a signing key: start Maqiao with it first.',
    );
  }
  return SigningKeys.open(database, await secretOf(database, settings), new MonotonicClock());
}

function toldAsRotation({ kid, signsFrom, previous, made }: Succession): string {
  const lines = [
    made
      ? `The key ${kid} was made. It is published now, and begins to sign at ${time(signsFrom)}.`
      : `Nothing was made: the key ${kid} is published already, and begins to sign at ${time(signsFrom)}.`,
  ];
  if (previous) {
    lines.push(
      `The key ${previous.kid} signs until then, and stays published until ${time(previous.publishedUntil)}.`,
    );
  }
  return lines.join('\n');
}

function toldAsRevocation({ kid }: Succession): string {
  return [
    `The key ${kid} signs from now on, and all others were removed. Instances that run notice within a minute.`,
    'Access tokens made before are refused then. Nobody has to sign in again: a page has a new one at its next refresh, ten minutes later at most.',
    'Other backends take the old ones until they read the JWKS again.',
  ].join('\n');
}

function time(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** What an operator can mend, in a sentence; undefined when it is a fault of ours. */
function sentenceOf(error: unknown): string | undefined {
  if (error instanceof SettingsError) return error.message;
  if (error instanceof ApiError) return error.operatorHint;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code.startsWith('ERR_PARSE_ARGS') ? 'the only option is --revoke.' : undefined;
}

/** The connections to the database would keep the process for a while. */
function end(text: string, status = 0): void {
  (status === 0 ? process.stdout : process.stderr).write(text, () => process.exit(status));
}
