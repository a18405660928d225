import { readCommandSettings } from '../config/command-settings.ts';
import { joiningAccountsOf } from '../config/wechat-accounts.ts';
import type { Settings } from '../config/settings.ts';
import { PersonArchive } from '../account/archive/person-archive.ts';
import { MergeFacts } from '../owner/merging/merge-facts.ts';
import { OwnerAuditQuery } from '../owner/audit/owner-audit.ts';
import { MoveFacts } from '../owner/moving/move-facts.ts';
import { OwnerUsersQuery } from '../owner/owner-users.ts';
import { TouchedClients } from '../owner/touched-clients.ts';
import { avatarStorageOf } from '../people/avatars/avatar-storage-of.ts';
import { IdentitiesTable } from '../people/identities/identities-table.ts';
import { MachineClock } from '../platform/clock/clock.ts';
import type { Database } from '../platform/database/database.ts';
import { openExistingDatabase } from '../platform/database/existing-database.ts';
import { PersonChanges } from './person-changes.ts';

/** What the command reads and changes. */
export interface OpenedPeople {
  settings: Settings;
  database: Database;
  users: OwnerUsersQuery;
  changes: PersonChanges;
  merges: MergeFacts;
  audit: OwnerAuditQuery;
  moves: MoveFacts;
  archive: PersonArchive;
}

/**
 * Opens the people of the database that the settings name.
 * @throws SettingsError as `openExistingDatabase`
 */
export async function openPeople(): Promise<OpenedPeople> {
  const settings = readCommandSettings();
  const database = await openExistingDatabase(settings.databaseUrl);
  const [clock, identities] = [new MachineClock(), new IdentitiesTable(database)];
  const [users, clients] = [
    new OwnerUsersQuery(database, identities, clock, settings),
    new TouchedClients(database),
  ];
  return {
    settings,
    database,
    users,
    changes: new PersonChanges(database, settings),
    merges: new MergeFacts(database, users, identities, clients, clock, joiningAccountsOf(settings)),
    audit: new OwnerAuditQuery(database, clock),
    moves: new MoveFacts(users, identities, clients),
    archive: new PersonArchive(database, avatarStorageOf(settings), clock, settings),
  };
}
