// Settings of the commands that build and run: from the environment, and from .env.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as util from 'node:util';
import { say } from './words.mjs';
import { CommandError, root } from './workspace.mjs';

/**
 * The file with the settings: MAQIAO_ENV_FILE, else .env; undefined when there is none.
 * @throws CommandError when MAQIAO_ENV_FILE does not exist
 */
export function settingsFile() {
  const named = process.env.MAQIAO_ENV_FILE;
  const file = named ? resolve(root, named) : join(root, '.env');
  if (existsSync(file)) return file;
  if (named) throw new CommandError(say('env_file_missing', { path: named }));
  return undefined;
}

/** Loads that file into the environment, which takes precedence. Needs the pinned Node. @throws CommandError */
export function readDotenv() {
  const file = settingsFile();
  if (file !== undefined) process.loadEnvFile(file);
}

/**
 * Checks the settings that the commands themselves read, before anything is installed: the ports, PUBLIC_URL and
 * MAQIAO_ENV_FILE. The API's schema checks all settings, but needs an installed workspace (settings-check.mjs).
 * @throws CommandError that names the setting
 */
export function checkEarly() {
  const file = settingsFile();
  // Not loaded into our own environment, which the installation would inherit. `parseEnv` exists from Node 20.12 on.
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

/**
 * Whether this is the demo, in which a simulator takes the place of WeChat: there is no account of WeChat's. App ids of
 * the simulator's own accounts begin with `wxdemo`.
 */
export const isDemo = (environment = process.env) =>
  !environment.WECHAT_APP_ID &&
  [environment.WECHAT_OFFICIAL_ACCOUNT_APP_ID, environment.WECHAT_WEBSITE_APP_ID].every(
    (appId) => !appId || appId.startsWith('wxdemo'),
  );

/** The address that the API listens on; the demo is reachable from this machine only. */
export const listenHost = () => process.env.HOST || (isDemo() ? '127.0.0.1' : '0.0.0.0');

/** The port of the site of `npm run example`. @throws CommandError when EXAMPLE_PORT is not a port */
export const examplePort = (environment = process.env) => portOf('EXAMPLE_PORT', 3100, environment);

/** The origin of that site. @throws CommandError when EXAMPLE_PORT is not a port */
export const exampleOrigin = (environment = process.env) => `http://localhost:${examplePort(environment)}`;

/** The port of the simulated phone. @throws CommandError when SIMULATOR_PORT is not a port */
export const simulatorPort = (environment = process.env) =>
  portOf('SIMULATOR_PORT', portOf('PORT', 3000, environment) + 1, environment);

/** The settings that mini program and servers share. @throws CommandError when one is not valid */
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
    /** The address of the simulated phone; null when real phones scan. */
    phoneUrl: isDemo(environment) ? `http://${hostname}:${simulatorPort(environment)}/phone/` : null,
    profilePage: profilePage(environment),
  };
}
