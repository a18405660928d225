// Reads and checks what `npm start` will run, before anything is built. Needs the pinned Node.
import { demoKey } from './demo.mjs';
import { demoAccounts } from './demo-accounts.mjs';
import {
  buildSettings,
  exampleOrigin,
  isDemo,
  listenHost,
  readDotenv,
  simulatorPort,
} from './environment.mjs';
import { requireFreePort } from './ports.mjs';
import { requireValidSettings } from './settings-check.mjs';
import { say } from './words.mjs';

/**
 * Reads the environment and .env, and checks all settings by the API's own schema, and the ports.
 * @returns {Promise<{ demo: boolean, settings: ReturnType<typeof buildSettings>, host: string, phonePort: number,
 * environment: Record<string, string | undefined>, key: string | undefined }>}   `environment` is the API's; `key` is
 * the demo's generated key for /admin
 * @throws CommandError that names the setting
 */
export async function planServers() {
  readDotenv();
  const demo = isDemo();
  const settings = buildSettings();
  const host = listenHost();
  const phonePort = simulatorPort();
  const key = demo ? demoKey() : undefined;
  const environment = serverEnvironment(settings, host, phonePort, key);
  await requireValidSettings(environment);
  await requireFreePort('PORT', settings.port, host);
  if (demo) await requireFreePort('SIMULATOR_PORT', phonePort, host);
  return { demo, settings, host, phonePort, environment, key };
}

/** The environment of the API; in the demo also the addresses of the simulator and of the example's site. */
function serverEnvironment({ port, publicUrl, phoneUrl, siteName }, host, phonePort, key) {
  const common = { ...process.env, PORT: String(port), HOST: host, PUBLIC_URL: publicUrl };
  if (phoneUrl === null) return { ...common, NODE_ENV: process.env.NODE_ENV || 'production' };
  return {
    ...common,
    // For the server only, which the mini program asks, so that another language needs no new build.
    SITE_NAME: siteName || say('demo_site'),
    ...(key !== undefined && { ADMIN_KEY: key }),
    WECHAT_API_BASE_URL: `http://127.0.0.1:${phonePort}`,
    ...demoAccounts(phoneUrl, phonePort),
    DEMO_PHONE_URL: new URL(phoneUrl).origin,
    // `npm run example` may be started at any time.
    CORS_ORIGINS: [process.env.CORS_ORIGINS, exampleOrigin()].filter(Boolean).join(','),
  };
}
