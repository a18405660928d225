import { readCommandSettings } from '../config/command-settings.ts';
import { wechatAccountsOf } from '../config/wechat-accounts.ts';
import { MergeFacts } from '../owner/merging/merge-facts.ts';
import { OwnerAuditQuery } from '../owner/audit/owner-audit.ts';
import { OwnerUsersQuery } from '../owner/owner-users.ts';
import { IdentitiesTable } from '../people/identities/identities-table.ts';
import { MachineClock } from '../platform/clock/clock.ts';
import { openExistingDatabase } from '../platform/database/existing-database.ts';
import { PersonChanges } from './person-changes.ts';

/** What the command reads and changes. */
export interface OpenedPeople {
  users: OwnerUsersQuery;
  changes: PersonChanges;
  merges: MergeFacts;
  audit: OwnerAuditQuery;
}

/**
 * Opens the people of the database that the settings name.
 * @throws SettingsError as `openExistingDatabase`
 */
export async function openPeople(): Promise<OpenedPeople> {
  const settings = readCommandSettings();
  const database = await openExistingDatabase(settings.databaseUrl);
  const [clock, identities] = [new MachineClock(), new IdentitiesTable(database)];
  const users = new OwnerUsersQuery(database, identities, clock, settings);
  return {
    users,
    changes: new PersonChanges(database, settings),
    merges: new MergeFacts(database, users, identities, clock, wechatAccountsOf(settings)),
    audit: new OwnerAuditQuery(database, clock),
  };
}
