import { existsSync } from 'node:fs';
import { readCommandSettings } from '../config/command-settings.ts';
import { SettingsError } from '../config/settings.ts';
import { OwnerUsersQuery } from '../owner/owner-users.ts';
import { IdentitiesTable } from '../people/identities/identities-table.ts';
import { MachineClock } from '../platform/clock/clock.ts';
import { databaseLocation } from '../platform/database/database-location.ts';
import { Database } from '../platform/database/database.ts';
import { message } from '../platform/operator-messages/messages.ts';
import { PersonChanges } from './person-changes.ts';
import { usersMessages } from './users-messages.ts';

/** What the command reads and changes. */
export interface OpenedPeople {
  users: OwnerUsersQuery;
  changes: PersonChanges;
}

/**
 * Opens the people of the database that the settings name.
 * @throws SettingsError when there is no database: a mistyped DATABASE_URL must not become a new one
 */
export async function openPeople(): Promise<OpenedPeople> {
  const settings = readCommandSettings();
  const location = databaseLocation(settings.databaseUrl);
  if (location.dialect === 'sqlite' && (location.file === null || !existsSync(location.file))) {
    throw new SettingsError(message(usersMessages.users_without_database));
  }
  const database = await Database.open(settings.databaseUrl);
  return {
    users: new OwnerUsersQuery(database, new IdentitiesTable(database), new MachineClock(), settings),
    changes: new PersonChanges(database, settings),
  };
}
