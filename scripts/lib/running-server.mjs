// Finds a Maqiao that runs on this machine already, and whether it accepts an origin. Needs the pinned Node.
import { PAGE_SETTINGS_META } from '../../libs/shared/src/page-settings.ts';

const TIMEOUT_MS = 5_000;
/** The settings that apps/api puts into the login page. */
const PAGE_SETTINGS = new RegExp(`<meta name="${PAGE_SETTINGS_META}" content="([^"]*)"`);

/**
 * Requests the login page from a server on this machine.
 * @param {{ host: string, port: number }} where it listens
 * @returns {Promise<{ phoneUrl: string | null } | undefined>} undefined when nothing answers, or not Maqiao; `phoneUrl`
 * is the address of the demo's phone, null when real phones scan
 */
export async function runningServer(where) {
  const answer = await ask(where, '/');
  const [, settings] = PAGE_SETTINGS.exec((await answer?.text()) ?? '') ?? [];
  if (settings === undefined) return undefined;
  const { phoneUrl } = JSON.parse(unescaped(settings));
  return { phoneUrl: typeof phoneUrl === 'string' ? phoneUrl : null };
}

/** Whether it allows pages of that origin to use the login: sends a CORS preflight, as a browser does. */
export async function takesOrigin(
  /** @type {{ host: string, port: number }} */ where,
  /** @type {string} */ origin,
) {
  const headers = { origin, 'access-control-request-method': 'POST' };
  const answer = await ask(where, '/api/scenes', { method: 'OPTIONS', headers });
  return answer?.headers.get('access-control-allow-origin') === origin;
}

async function ask({ host, port }, path, init = {}) {
  // A server that listens on all addresses is asked through the loopback address.
  const name =
    host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host;
  return fetch(`http://${name}:${port}${path}`, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) }).catch(
    () => undefined,
  );
}

const unescaped = (/** @type {string} */ text) =>
  text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
