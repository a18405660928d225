// A Maqiao that runs on this machine already: whether there is one, and what it takes. Needs the pinned Node.
import { PAGE_SETTINGS_META } from '../../libs/shared/src/page-settings.ts';

const PATIENCE_MS = 5_000;
/** What the login page is told, as apps/api puts it into the page. */
const PAGE_SETTINGS = new RegExp(`<meta name="${PAGE_SETTINGS_META}" content="([^"]*)"`);

/**
 * Asks what listens there for its login page.
 * @param {{ host: string, port: number }} where it listens
 * @returns {Promise<{ phoneUrl: string | null } | undefined>} undefined when nothing answers, or something else than
 *   Maqiao; `phoneUrl` is where the demo's phone is, null when real phones scan
 */
export async function runningServer(where) {
  const answer = await ask(where, '/');
  const [, settings] = PAGE_SETTINGS.exec((await answer?.text()) ?? '') ?? [];
  if (settings === undefined) return undefined;
  const { phoneUrl } = JSON.parse(unescaped(settings));
  return { phoneUrl: typeof phoneUrl === 'string' ? phoneUrl : null };
}

/** Whether it lets pages of that origin sign people in: it answers a preflight as browsers send it (CORS). */
export async function takesOrigin(
  /** @type {{ host: string, port: number }} */ where,
  /** @type {string} */ origin,
) {
  const headers = { origin, 'access-control-request-method': 'POST' };
  const answer = await ask(where, '/api/scenes', { method: 'OPTIONS', headers });
  return answer?.headers.get('access-control-allow-origin') === origin;
}

async function ask({ host, port }, path, init = {}) {
  // Where a server listens on every address, this machine is one of them.
  const name =
    host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host;
  return fetch(`http://${name}:${port}${path}`, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) }).catch(
    () => undefined,
  );
}

const unescaped = (/** @type {string} */ text) =>
  text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
