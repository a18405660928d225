// Checks the settings of the API by its own schema, before anything is built. Needs the pinned Node.
import { CommandError } from './command-error.mjs';
import { say } from './words.mjs';

/**
 * @param {Record<string, string | undefined>} environment of the server
 * @throws CommandError with the API's own message
 */
export async function requireValidSettings(environment) {
  // Imported here, because it needs installed packages.
  const { readSettings, SettingsError } = await import('../../apps/api/src/config/settings.ts');
  try {
    readSettings(environment);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    throw new CommandError(say('settings_wrong', { why: error.message }));
  }
}
