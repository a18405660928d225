// What `npm start` is about to run, settled before anything is built for it. Needs the pinned Node.
import { demoKey } from './demo.mjs';
import {
  buildSettings,
  exampleOrigin,
  isDemo,
  listenHost,
  readDotenv,
  simulatorPort,
} from './environment.mjs';
import { requireFreePort } from './ports.mjs';
import { requireGoodSettings } from './settings-check.mjs';
import { say } from './words.mjs';

/**
 * Reads the environment and .env, and checks all settings by the API's own schema, and the ports.
 * @returns {Promise<{ demo: boolean, settings: ReturnType<typeof buildSettings>, host: string, phonePort: number, environment: Record<string, string | undefined>, key: string | undefined }>}
 *   `environment` is the API's; `key` opens /admin, where the demo has made one
 * @throws CommandError with a sentence that names the setting
 */
export async function planServers() {
  readDotenv();
  const demo = isDemo();
  const settings = buildSettings();
  const host = listenHost();
  const phonePort = simulatorPort();
  const key = demo ? demoKey() : undefined;
  const environment = serverEnvironment(settings, host, phonePort, key);
  await requireGoodSettings(environment);
  await requireFreePort('PORT', settings.port, host);
  if (demo) await requireFreePort('SIMULATOR_PORT', phonePort, host);
  return { demo, settings, host, phonePort, environment, key };
}

/** What the API is told: what it was told here, and in the demo where the stand-in and the example's site are. */
function serverEnvironment({ port, publicUrl, phoneUrl, siteName }, host, phonePort, key) {
  const common = { ...process.env, PORT: String(port), HOST: host, PUBLIC_URL: publicUrl };
  if (phoneUrl === null) return { ...common, NODE_ENV: process.env.NODE_ENV || 'production' };
  return {
    ...common,
    // Not built into the mini program, which asks the server: another language builds nothing anew.
    SITE_NAME: siteName || say('demo_site'),
    ...(key !== undefined && { ADMIN_KEY: key }),
    WECHAT_API_BASE_URL: `http://127.0.0.1:${phonePort}`,
    DEMO_PHONE_URL: new URL(phoneUrl).origin,
    // `npm run example` may be started at any time.
    CORS_ORIGINS: [process.env.CORS_ORIGINS, exampleOrigin()].filter(Boolean).join(','),
  };
}
