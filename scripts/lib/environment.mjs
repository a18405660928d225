// What the commands that build and run are told from outside: the environment, and .env below it.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { say } from './words.mjs';
import { CommandError, root } from './workspace.mjs';

/**
 * The file with the settings: the one that MAQIAO_ENV_FILE names, else .env; undefined when there is none.
 * @throws CommandError when the one that is named is not there
 */
export function settingsFile() {
  const named = process.env.MAQIAO_ENV_FILE;
  const file = named ? resolve(root, named) : join(root, '.env');
  if (existsSync(file)) return file;
  if (named) throw new CommandError(say('env_file_missing', { path: named }));
  return undefined;
}

/** Reads that file into the environment; what is set there already stays. Needs the pinned Node. @throws CommandError */
export function readDotenv() {
  const file = settingsFile();
  if (file !== undefined) process.loadEnvFile(file);
}

/** A port from the environment. @throws CommandError when it is none */
export function portOf(name, fallback) {
  const port = Number(process.env[name] || fallback);
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw new CommandError(say('port_wants', { name }));
}

/** Whether the mini program is built with the page for nickname and picture. @throws CommandError */
function profilePage() {
  const wanted = process.env.WECHAT_PROFILE_PAGE || 'true';
  if (wanted === 'true' || wanted === 'false') return wanted;
  throw new CommandError(say('profile_page_wants'));
}

/** What the mini program and the servers agree on. @throws CommandError when one of them is none */
export function buildSettings() {
  const port = portOf('PORT', 3000);
  const url = process.env.PUBLIC_URL || `http://localhost:${port}`;
  if (!URL.canParse(url)) {
    throw new CommandError(say('public_url_wants'));
  }
  return {
    port,
    publicUrl: new URL(url).origin,
    appId: process.env.WECHAT_APP_ID || 'touristappid',
    siteName: process.env.SITE_NAME,
    profilePage: profilePage(),
  };
}
