// What the commands that build and run are told from outside: the environment, and .env below it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { say } from './words.mjs';
import { CommandError, root } from './workspace.mjs';

/** Reads .env into the environment; what is set there already stays. Needs the pinned Node. */
export function readDotenv() {
  const file = join(root, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
}

/** A port from the environment. @throws CommandError when it is none */
export function portOf(name, fallback) {
  const port = Number(process.env[name] || fallback);
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw new CommandError(say('port_wants', { name }));
}

/** What the mini program and the servers agree on. @throws CommandError when PUBLIC_URL is no address */
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
  };
}
