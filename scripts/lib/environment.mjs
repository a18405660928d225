// What the commands that build and run are told from outside: the environment, and .env below it.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as util from 'node:util';
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

/**
 * Checks what the commands themselves read, before anything is installed: the ports, PUBLIC_URL and where .env is. The
 * API's schema, which knows all settings, needs an installed workspace (settings-check.mjs).
 * @throws CommandError with a sentence that names the setting
 */
export function checkEarly() {
  const file = settingsFile();
  // Not into our own environment, which the installation inherits. Node reads such files from 20.12 up.
  const read = file === undefined ? undefined : util.parseEnv?.(readFileSync(file, 'utf8'));
  const environment = { ...read, ...process.env };
  buildSettings(environment);
  simulatorPort(environment);
  exampleOrigin(environment);
}

/** A port from the environment. @throws CommandError when it is none */
function portOf(name, fallback, environment) {
  const port = Number(environment[name] || fallback);
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw new CommandError(say('port_wants', { name }));
}

/** Whether the mini program is built with the page for nickname and picture. @throws CommandError */
function profilePage(environment) {
  const wanted = environment.WECHAT_PROFILE_PAGE || 'true';
  if (wanted === 'true' || wanted === 'false') return wanted;
  throw new CommandError(say('profile_page_wants'));
}

/** Without an AppID a stand-in plays WeChat. */
export const isDemo = (environment = process.env) => !environment.WECHAT_APP_ID;

/** Where the API listens: the demo on this machine alone. */
export const listenHost = () => process.env.HOST || (isDemo() ? '127.0.0.1' : '0.0.0.0');

/** Where `npm run example` serves its site. @throws CommandError when EXAMPLE_PORT is no port */
export const examplePort = (environment = process.env) => portOf('EXAMPLE_PORT', 3100, environment);

/** The origin of that site. @throws CommandError when EXAMPLE_PORT is no port */
export const exampleOrigin = (environment = process.env) => `http://localhost:${examplePort(environment)}`;

/** The stand-in phone's port. @throws CommandError when SIMULATOR_PORT is no port */
export const simulatorPort = (environment = process.env) =>
  portOf('SIMULATOR_PORT', portOf('PORT', 3000, environment) + 1, environment);

/** What the mini program and the servers agree on. @throws CommandError when one of them is none */
export function buildSettings(environment = process.env) {
  const port = portOf('PORT', 3000, environment);
  const url = environment.PUBLIC_URL || `http://localhost:${port}`;
  if (!URL.canParse(url)) {
    throw new CommandError(say('public_url_wants'));
  }
  const { origin, hostname } = new URL(url);
  return {
    port,
    publicUrl: origin,
    appId: environment.WECHAT_APP_ID || 'touristappid',
    siteName: environment.SITE_NAME,
    /** Where the stand-in phone is; null when real phones scan. */
    phoneUrl: isDemo(environment) ? `http://${hostname}:${simulatorPort(environment)}/phone/` : null,
    profilePage: profilePage(environment),
  };
}
