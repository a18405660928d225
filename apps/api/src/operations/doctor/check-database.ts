import { joinMessages, message, type InBoth } from '../../platform/operator-messages/messages.ts';
import { databaseMessages } from '../../platform/database/database-messages.ts';
import { secretMessages } from '../../platform/secret/secret-messages.ts';
import { settingsMessages } from '../../config/settings-messages.ts';
import { doctorMessages } from './doctor-messages.ts';
import type { Settings } from '../../config/settings.ts';
import { SettingsError } from '../../config/settings.ts';
import { wechatAccountsOf } from '../../config/wechat-accounts.ts';
import { Database } from '../../platform/database/database.ts';
import { databaseLocation } from '../../platform/database/database-location.ts';
import { MIGRATIONS } from '../../platform/database/migrate.ts';
import { schemaStateOf } from '../../platform/database/schema-state.ts';
import { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';
import { opensCheck, readMarks } from '../../platform/secret/verify-installation.ts';
import { findSecret } from '../../platform/secret/secret-source.ts';
import { found, type Finding } from './finding.ts';

/** Sentences that say: there is none. Every other one says that what is there cannot be used. */
const MISSING_SECRET: ReadonlySet<InBoth> = new Set([
  secretMessages.secret_gone,
  secretMessages.secret_file_missing,
  settingsMessages.postgres_wants_secret,
]);

/** Sentences that know no cause: what the doctor says instead names what may be looked at. */
const NOT_OPENED: ReadonlySet<InBoth> = new Set([
  databaseMessages.postgres_not_opened,
  databaseMessages.sqlite_not_opened,
]);

/** What was found of the database, and the secret when it is the right one. */
export interface DatabaseFindings {
  readonly findings: Finding[];
  readonly secret: MaqiaoSecret | undefined;
}

/** Looks at the database and changes nothing: does it answer, whose is it, which schema, does the secret open it? */
export async function checkDatabase(settings: Settings): Promise<DatabaseFindings> {
  let database: Database | undefined;
  try {
    database = await Database.openAsItIs(settings.databaseUrl);
  } catch (error) {
    return { findings: [notOpened(error)], secret: undefined };
  }
  if (database === undefined)
    return { findings: [found('database_new'), ...newSecret(settings)], secret: undefined };
  try {
    const faults = await database.faults();
    if (faults.length > 0) {
      const unusable = faults.map((fault) => found('database_unusable', { sentence: fault }));
      return { findings: unusable, secret: undefined };
    }
    const { applied, missing, unknown } = await schemaStateOf(
      database.queries,
      database.location.dialect,
      Object.keys(MIGRATIONS),
    );
    if (unknown.length > 0) {
      return { findings: [found('schema_newer', { unknown: unknown.join(', ') })], secret: undefined };
    }
    const pooled = database.pooled ? [found('database_pooled')] : [];
    if (applied.length === 0)
      return { findings: [found('database_new'), ...pooled, ...newSecret(settings)], secret: undefined };
    const schema =
      missing.length > 0
        ? found('schema_older', { missing: missing.join(', ') })
        : found('database_ok', { dialect: nameOf(database), schema: applied.at(-1) ?? '' });
    const { findings, secret } = await checkSecret(database, settings);
    return { findings: [schema, ...pooled, ...findings], secret };
  } catch {
    return {
      findings: [
        found('database_away', {
          reason: message(doctorMessages.query_failed),
          sentence: message(doctorMessages.look_at_database),
        }),
      ],
      secret: undefined,
    };
  } finally {
    await database.onApplicationShutdown();
  }
}

async function checkSecret(database: Database, settings: Settings): Promise<DatabaseFindings> {
  const { accounts, secretCheck } = await readMarks(database);
  const isOther = wechatAccountsOf(settings).some(
    ({ provider, appId }) => accounts.has(provider) && accounts.get(provider) !== appId,
  );
  if (isOther) {
    return { findings: [found('database_other_app')], secret: undefined };
  }
  if (secretCheck === undefined) return { findings: newSecret(settings), secret: undefined };
  try {
    const secret = new MaqiaoSecret(findSecret(settings, database.location, false));
    if (!opensCheck(secret, secretCheck)) return { findings: [found('secret_wrong')], secret: undefined };
    return { findings: secret.isGuessable ? [found('secret_guessable')] : [], secret };
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    const missing = error.messages.some(({ template }) => MISSING_SECRET.has(template));
    const code = missing ? 'secret_missing' : 'secret_unusable';
    return { findings: [found(code, { sentence: joinMessages(...error.messages) })], secret: undefined };
  }
}

/** Of a database that was never used: with SQLite a secret is made, unless one is named. */
function newSecret(settings: Settings): Finding[] {
  if (settings.secret !== undefined) return [];
  const location = databaseLocation(settings.databaseUrl);
  if (settings.secretFile === undefined && location.dialect === 'sqlite' && location.file !== null) {
    return [found('secret_to_be_made', { path: `${location.file}.secret` })];
  }
  try {
    findSecret(settings, location, false);
    return [];
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return [found('secret_missing', { sentence: joinMessages(...error.messages) })];
  }
}

/** Of a database that could not be opened: the sentence that stops a start has its own cure, where one is known. */
function notOpened(error: unknown): Finding {
  const [said] = error instanceof SettingsError ? error.messages : [];
  const reason = said?.facts.failure ?? message(doctorMessages.reason_unknown);
  if (said?.template === databaseMessages.sqlite_damaged) return found('database_damaged', { reason });
  const general = said === undefined || NOT_OPENED.has(said.template);
  return found('database_away', {
    reason,
    sentence: general ? message(doctorMessages.look_at_database) : said,
  });
}

function nameOf({ location }: Database): string {
  return location.dialect === 'sqlite' ? 'SQLite' : 'PostgreSQL';
}
