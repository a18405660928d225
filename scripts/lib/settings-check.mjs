// The settings of the API, read by its own schema before anything is built for them. Needs the pinned Node.
import { CommandError } from './command-error.mjs';
import { say } from './words.mjs';

/**
 * @param {Record<string, string | undefined>} environment of the server
 * @throws CommandError with the API's own sentences
 */
export async function requireGoodSettings(environment) {
  // Only now: it imports packages that have to be installed.
  const { readSettings, SettingsError } = await import('../../apps/api/src/config/settings.ts');
  try {
    readSettings(environment);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    throw new CommandError(say('settings_wrong', { why: error.message }));
  }
}
