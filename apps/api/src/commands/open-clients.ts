import { readCommandSettings } from '../config/command-settings.ts';
import { ClientsService } from '../oidc/clients/clients.service.ts';
import { ClientsTable } from '../oidc/clients/clients-table.ts';
import { MachineClock } from '../platform/clock/clock.ts';
import { openExistingDatabase } from '../platform/database/existing-database.ts';
import { verifyInstallation } from '../platform/secret/verify-installation.ts';

/**
 * Opens the clients of the database that the settings name. A server that runs on it sees a change at its next request.
 * @throws SettingsError as `openExistingDatabase`
 */
export async function openClients(): Promise<{ clients: ClientsService; publicUrl: string }> {
  const settings = readCommandSettings();
  const database = await openExistingDatabase(settings.databaseUrl);
  const secret = await verifyInstallation(database, settings);
  const clock = new MachineClock();
  const table = new ClientsTable(database, secret, clock);
  return { clients: new ClientsService(table, clock, settings), publicUrl: settings.publicUrl };
}
