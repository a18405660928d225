import { existsSync } from 'node:fs';
import { readCommandSettings } from '../config/command-settings.ts';
import { SettingsError } from '../config/settings.ts';
import { ClientsService } from '../oidc/clients/clients.service.ts';
import { ClientsTable } from '../oidc/clients/clients-table.ts';
import { MachineClock } from '../platform/clock/clock.ts';
import { databaseLocation } from '../platform/database/database-location.ts';
import { Database } from '../platform/database/database.ts';
import { message } from '../platform/operator-messages/messages.ts';
import { verifyInstallation } from '../platform/secret/verify-installation.ts';
import { clientsMessages } from './clients-messages.ts';

/**
 * Opens the clients of the database that the settings name. A server that runs on it sees a change at its next request.
 * @throws SettingsError when there is no database: a mistyped DATABASE_URL must not become a new one
 */
export async function openClients(): Promise<{ clients: ClientsService; publicUrl: string }> {
  const settings = readCommandSettings();
  const location = databaseLocation(settings.databaseUrl);
  if (location.dialect === 'sqlite' && (location.file === null || !existsSync(location.file)))
    throw new SettingsError(message(clientsMessages.clients_without_database));
  const database = await Database.open(settings.databaseUrl);
  const secret = await verifyInstallation(database, settings);
  const clock = new MachineClock();
  const table = new ClientsTable(database, secret, clock);
  return { clients: new ClientsService(table, clock, settings), publicUrl: settings.publicUrl };
}
