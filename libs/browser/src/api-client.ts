import { errorCodeOfStatus, isErrorCode, type ErrorCode } from '@maqiao/shared';
import { asObject } from './answers.ts';
import type { Timers } from './clock.ts';
import type { Fetch } from './fetch.ts';
import { isOriginRefused } from './origin-probe.ts';

/** Timeout of every call, in milliseconds. */
const CALL_TIMEOUT_MS = 15_000;

/** The result of a call. Nothing is thrown, so that no error object can bring a secret into a log. */
export type ApiAnswer<T> =
  | { kind: 'ok'; body: T }
  | { kind: 'problem'; code: ErrorCode; problem: Record<string, unknown>; retryAfterMs: number | null }
  /** No answer, or one that is not the API's: no network, a time-out, a captive portal. */
  | { kind: 'unreachable' };

interface CallOptions {
  body?: object;
  timeoutMs?: number;
  signal?: AbortSignal;
  /** The browser finishes the call even when the page is left. */
  keepalive?: boolean;
}

export interface ApiClient {
  /**
   * One JSON call, a POST: firewalls in front refuse other methods. `read` turns the body of a 2xx into the answer, or
   * null when it is not what the protocol says. Paths carry public names only; secrets travel in the body.
   */
  call<T>(path: string, read: (body: unknown) => T | null, options?: CallOptions): Promise<ApiAnswer<T>>;
}

export interface ApiClientOptions {
  /** Origin of the API without a trailing slash; empty for the page's own. */
  baseUrl: string;
  /** Whether the page is of another origin, which the API's owner has to list. */
  crossOrigin: boolean;
  fetch: Fetch;
  timers: Timers;
  credentials: 'include' | 'omit';
}

/** A JSON client for the API with a timeout. */
export function createApiClient(env: ApiClientOptions): ApiClient {
  const { baseUrl, crossOrigin, fetch, timers, credentials } = env;
  return {
    async call(path, read, options = {}) {
      const abort = new AbortController();
      const giveUp = (): void => abort.abort();
      if (options.signal?.aborted) return { kind: 'unreachable' };
      options.signal?.addEventListener('abort', giveUp);
      const timer = timers.setTimeout(giveUp, options.timeoutMs ?? CALL_TIMEOUT_MS);
      try {
        const response = await fetch(baseUrl + path, {
          method: 'POST',
          credentials,
          cache: 'no-store',
          // The API never redirects; a secret in a body must not follow one.
          redirect: 'error',
          signal: abort.signal,
          ...(options.keepalive ? { keepalive: true } : undefined),
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(options.body ?? {}),
        });
        return await readAnswer(response, read);
      } catch {
        // Not after a timeout, or when nobody waits any more.
        if (!crossOrigin || abort.signal.aborted || !(await isOriginRefused(baseUrl, env))) {
          return { kind: 'unreachable' };
        }
        return { kind: 'problem', code: 'origin_not_allowed', problem: {}, retryAfterMs: null };
      } finally {
        timers.clearTimeout(timer);
        options.signal?.removeEventListener('abort', giveUp);
      }
    },
  };
}

async function readAnswer<T>(response: Response, read: (body: unknown) => T | null): Promise<ApiAnswer<T>> {
  const text = await response.text();
  let json: unknown;
  try {
    json = text === '' ? undefined : JSON.parse(text);
  } catch {
    json = NOT_JSON;
  }
  if (response.ok) {
    if (json === NOT_JSON) return { kind: 'unreachable' };
    const body = read(json);
    if (body !== null) return { kind: 'ok', body };
    return { kind: 'problem', code: 'internal', problem: {}, retryAfterMs: null };
  }
  const problem = asObject(json) ?? {};
  return {
    kind: 'problem',
    code: isErrorCode(problem.code) ? problem.code : codeOfOther(problem, response.status),
    problem,
    retryAfterMs: retryAfterMs(response.headers.get('retry-after')),
  };
}

const NOT_JSON = Symbol('not JSON');

/** With an unknown code the answer is of a newer server; without a code it is of a proxy in front. */
function codeOfOther(problem: Record<string, unknown>, status: number): ErrorCode {
  return typeof problem.code === 'string' ? 'internal' : errorCodeOfStatus(status);
}

/** Delay-seconds of RFC 9110 §10.2.3, bounded to a minute; the date form is not used by the API. */
function retryAfterMs(header: string | null): number | null {
  if (header === null || !/^\d{1,6}$/.test(header)) return null;
  return Math.min(60, Number(header)) * 1000;
}
