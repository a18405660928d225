import type { Timers } from './clock.ts';
import type { Fetch } from './fetch.ts';

/** Timeout of a probe in milliseconds. */
const PROBE_TIMEOUT_MS = 5_000;

/**
 * Whether the API is there and only this page's origin may not call it. Browsers do not let a page read such a refusal:
 * to its script it looks like no network at all (Fetch standard, CORS check). So a call with CORS is compared with one
 * without (`no-cors`).
 * @returns false when it is not certain
 */
export async function isOriginRefused(
  baseUrl: string,
  { fetch, timers }: { fetch: Fetch; timers: Timers },
): Promise<boolean> {
  const answers = async (path: string, mode: RequestMode): Promise<boolean | undefined> => {
    const abort = new AbortController();
    const timer = timers.setTimeout(() => abort.abort(), PROBE_TIMEOUT_MS);
    try {
      await fetch(baseUrl + path, {
        mode,
        credentials: 'omit',
        cache: 'no-store',
        redirect: mode === 'cors' ? 'error' : 'follow',
        signal: abort.signal,
      });
      return true;
    } catch {
      return abort.signal.aborted ? undefined : false;
    } finally {
      timers.clearTimeout(timer);
    }
  };
  const readable = () => answers('/api/me', 'cors');
  // Twice, around the proof that the API is there: a network that comes and goes must not look like a refusal.
  return (
    (await readable()) === false &&
    (await answers('/livez', 'no-cors')) === true &&
    (await readable()) === false
  );
}
