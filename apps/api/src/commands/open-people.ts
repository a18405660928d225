import { readCommandSettings } from '../config/command-settings.ts';
import { OwnerUsersQuery } from '../owner/owner-users.ts';
import { IdentitiesTable } from '../people/identities/identities-table.ts';
import { MachineClock } from '../platform/clock/clock.ts';
import { openExistingDatabase } from '../platform/database/existing-database.ts';
import { PersonChanges } from './person-changes.ts';

/** What the command reads and changes. */
export interface OpenedPeople {
  users: OwnerUsersQuery;
  changes: PersonChanges;
}

/**
 * Opens the people of the database that the settings name.
 * @throws SettingsError as `openExistingDatabase`
 */
export async function openPeople(): Promise<OpenedPeople> {
  const settings = readCommandSettings();
  const database = await openExistingDatabase(settings.databaseUrl);
  return {
    users: new OwnerUsersQuery(database, new IdentitiesTable(database), new MachineClock(), settings),
    changes: new PersonChanges(database, settings),
  };
}
