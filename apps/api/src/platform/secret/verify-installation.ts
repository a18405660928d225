import { IDENTITY_PROVIDERS, type IdentityProvider } from '@maqiao/shared';
import { message } from '../operator-messages/messages.ts';
import type { Settings } from '../../config/settings.ts';
import { SettingsError } from '../../config/settings.ts';
import { wechatAccountsOf, type WechatAccount } from '../../config/wechat-accounts.ts';
import type { Database } from '../database/database.ts';
import { MaqiaoSecret } from './maqiao-secret.ts';
import { findSecret } from './secret-source.ts';
import { secretMessages } from './secret-messages.ts';

/** The key of the mini program's AppID. Other accounts have rows of their own, `app_id:<provider>`. */
const APP_ID = 'app_id';
const SECRET_CHECK = 'secret_check';
const CHECK_TEXT = 'maqiao';

/**
 * The secret of this database, after checking that secret and WeChat accounts are those that it was first used with. A
 * new database records them, and a guessable secret is refused for it; of two instances that start together one
 * records, and both check. An account that the settings no longer name stays recorded.
 * @throws SettingsError naming the variables, never their values
 */
export async function verifyInstallation(
  database: Database,
  settings: Pick<Settings, 'secret' | 'secretFile' | 'wechat'>,
): Promise<MaqiaoSecret> {
  await requireAccounts(database, wechatAccountsOf(settings));
  const isNew = (await read(database, SECRET_CHECK)) === undefined;
  const secret = new MaqiaoSecret(findSecret(settings, database.location, isNew));
  // A guessable secret that is in use is accepted: replacing it would sign everybody out, which the owner must decide.
  if (isNew && secret.isGuessable) throw new SettingsError(message(secretMessages.secret_guessable));
  const check = await remember(database, SECRET_CHECK, secret.seal('check', SECRET_CHECK, CHECK_TEXT));
  if (!opensCheck(secret, check)) {
    throw new SettingsError(message(secretMessages.other_secret));
  }
  return secret;
}

/**
 * Checks that each provider's account is the one that this database was first used with, and records accounts of new
 * providers. With another AppID every user would get another openid, and so a new account.
 * @throws SettingsError when an AppID differs
 */
export async function requireAccounts(database: Database, accounts: readonly WechatAccount[]): Promise<void> {
  for (const { provider, appId } of accounts) {
    if ((await remember(database, keyOf(provider), appId)) !== appId)
      throw new SettingsError(message(secretMessages.other_app_id));
  }
}

/** The AppIDs and the check value that a database was first used with. Writes nothing. */
export async function readMarks(database: Database): Promise<{
  /** The first of them, which a backup names. */
  appId: string | undefined;
  accounts: ReadonlyMap<IdentityProvider, string>;
  secretCheck: string | undefined;
}> {
  const accounts = new Map<IdentityProvider, string>();
  for (const provider of IDENTITY_PROVIDERS) {
    const appId = await read(database, keyOf(provider));
    if (appId !== undefined) accounts.set(provider, appId);
  }
  const [appId] = accounts.values();
  return { appId, accounts, secretCheck: await read(database, SECRET_CHECK) };
}

function keyOf(provider: IdentityProvider): string {
  return provider === 'wechat-mini-program' ? APP_ID : `${APP_ID}:${provider}`;
}

/**
 * Deletes everything that is encrypted with the lost secret, or is of no use without it: sessions, signing keys,
 * WeChat's session keys. The next start accepts another secret. Users keep their ids.
 */
export async function deleteSealedData(database: Database): Promise<void> {
  await database.queries.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('sessions').execute();
    await transaction.deleteFrom('signing_keys').execute();
    await transaction.deleteFrom('rsa_signing_keys').execute();
    await transaction.deleteFrom('client_secrets').execute();
    await transaction.deleteFrom('oidc_records').execute();
    await transaction.deleteFrom('forward_auth_sign_ins').execute();
    await transaction.updateTable('identities').set({ session_key_sealed: null }).execute();
    await transaction.updateTable('wechat_grants').set({ tokens_sealed: null }).execute();
    await transaction.deleteFrom('meta').where('key', '=', SECRET_CHECK).execute();
  });
}

/** Whether the secret decrypts the check value of a database. */
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

/** Writes a value unless the database already has one. @returns the value in the database */
async function remember(database: Database, key: string, value: string): Promise<string> {
  await database.queries
    .insertInto('meta')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
  return (await read(database, key)) ?? value;
}
