import { message } from '../operator-messages/messages.ts';
import type { Settings } from '../../config/settings.ts';
import { SettingsError } from '../../config/settings.ts';
import { wechatAccountsOf, type WechatAccount } from '../../config/wechat-accounts.ts';
import type { Database } from '../database/database.ts';
import { MaqiaoSecret } from './maqiao-secret.ts';
import { findSecret } from './secret-source.ts';
import { secretMessages } from './secret-messages.ts';

/** Of the mini program. Other accounts have rows of their own, `app_id:<provider>`. */
const APP_ID = 'app_id';
const SECRET_CHECK = 'secret_check';
const CHECK_TEXT = 'maqiao';

/**
 * The secret of this database, after checking that the accounts of WeChat and the secret are those it was first used
 * with. A new database is marked with them, and takes no secret that can be guessed; of two instances that start
 * together one marks and both check. An account that the settings no longer name may stay marked.
 * @throws SettingsError naming the variables, never their values
 */
export async function verifyInstallation(
  database: Database,
  settings: Pick<Settings, 'secret' | 'secretFile' | 'wechat'>,
): Promise<MaqiaoSecret> {
  await requireAccounts(database, wechatAccountsOf(settings));
  const isNew = (await read(database, SECRET_CHECK)) === undefined;
  const secret = new MaqiaoSecret(findSecret(settings, database.location, isNew));
  // One that is in use stays: another would sign everybody out, which is the owner's to decide.
  if (isNew && secret.isGuessable) throw new SettingsError(message(secretMessages.secret_guessable));
  const check = await remember(database, SECRET_CHECK, secret.seal('check', SECRET_CHECK, CHECK_TEXT));
  if (!opensCheck(secret, check)) {
    throw new SettingsError(message(secretMessages.other_secret));
  }
  return secret;
}

/**
 * Checks that each account is the one of its provider that this database was first used with, and marks the database
 * with those that are new: another AppID would make everybody somebody new.
 * @throws SettingsError when one is another
 */
export async function requireAccounts(database: Database, accounts: readonly WechatAccount[]): Promise<void> {
  for (const { provider, appId } of accounts) {
    const key = provider === 'wechat-mini-program' ? APP_ID : `${APP_ID}:${provider}`;
    if ((await remember(database, key, appId)) !== appId)
      throw new SettingsError(message(secretMessages.other_app_id));
  }
}

/** What a database was marked with when it was first used; nothing is written. `appId` is the mini program's. */
export async function readMarks(
  database: Database,
): Promise<{ appId: string | undefined; secretCheck: string | undefined }> {
  return { appId: await read(database, APP_ID), secretCheck: await read(database, SECRET_CHECK) };
}

/**
 * Takes everything out of a database that only its lost secret could open: sessions, signing keys, WeChat's session
 * keys. The next start marks it with another secret. People keep their ids.
 */
export async function forgetSecret(database: Database): Promise<void> {
  await database.queries.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('sessions').execute();
    await transaction.deleteFrom('signing_keys').execute();
    await transaction.deleteFrom('rsa_signing_keys').execute();
    await transaction.deleteFrom('client_secrets').execute();
    await transaction.deleteFrom('oidc_records').execute();
    await transaction.deleteFrom('forward_auth_sign_ins').execute();
    await transaction.updateTable('identities').set({ session_key_sealed: null }).execute();
    await transaction.deleteFrom('meta').where('key', '=', SECRET_CHECK).execute();
  });
}

/** Whether the secret opens the value that a database was marked with. */
export function opensCheck(secret: MaqiaoSecret, check: string): boolean {
  try {
    secret.open('check', SECRET_CHECK, check);
    return true;
  } catch {
    return false;
  }
}

async function read(database: Database, key: string): Promise<string | undefined> {
  const row = await database.queries
    .selectFrom('meta')
    .select('value')
    .where('key', '=', key)
    .executeTakeFirst();
  return row?.value;
}

/** Writes a fact unless the database already holds one. @returns the fact that counts */
async function remember(database: Database, key: string, value: string): Promise<string> {
  await database.queries
    .insertInto('meta')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
  return (await read(database, key)) ?? value;
}
