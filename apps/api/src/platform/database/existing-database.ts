import { existsSync } from 'node:fs';
import { SettingsError } from '../../config/settings.ts';
import { message } from '../operator-messages/messages.ts';
import { databaseLocation } from './database-location.ts';
import { databaseMessages } from './database-messages.ts';
import { Database } from './database.ts';

/**
 * Opens a database that is there already, for commands: a mistyped DATABASE_URL must not become a new SQLite file.
 * @throws SettingsError when it is not there, and as `Database.open`
 */
export async function openExistingDatabase(databaseUrl: string): Promise<Database> {
  const location = databaseLocation(databaseUrl);
  if (location.dialect === 'sqlite' && (location.file === null || !existsSync(location.file)))
    throw new SettingsError(message(databaseMessages.database_not_there));
  return Database.open(databaseUrl);
}
