import { errorCodeOfStatus, isErrorCode, type ErrorCode } from '@maqiao/shared';

/** A sign-in method that leaves this page. */
export interface RedirectLink {
  readonly id: string;
  readonly href: string;
}

/** What a frame of WeChat's page has come back with. */
export interface FrameReturn {
  readonly method: string;
  readonly state: string;
  readonly code: string | undefined;
}

/** What became of it: where this page goes next, or why nowhere. */
export type ReturnAnswer = { readonly continueTo: string } | { readonly code: ErrorCode };

/** An answer that does not come by then is none, in milliseconds. */
const CALL_TIMEOUT_MS = 15_000;

/**
 * The redirect methods that are offered in this browser; none where the server does not say.
 * @param query that of `GET /api/sign-in-options`, with its question mark
 */
export async function readRedirects(query: string, fetchFrom: typeof fetch = fetch): Promise<RedirectLink[]> {
  try {
    const answer = await fetchFrom(`/api/sign-in-options${query}`, {
      cache: 'no-store',
      signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
    });
    const { methods } = asObject(await answer.json());
    return Array.isArray(methods) ? methods.flatMap(asLink) : [];
  } catch {
    return [];
  }
}

/** Gives the server what a frame has come back with: this page has the cookie, and the frame has not. */
export async function takeReturn(
  { method, state, code }: FrameReturn,
  fetchFrom: typeof fetch = fetch,
): Promise<ReturnAnswer> {
  try {
    const answer = await fetchFrom(`/sign-in/${encodeURIComponent(method)}/callback`, {
      method: 'POST',
      cache: 'no-store',
      redirect: 'error',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ state, code }),
      signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
    });
    const fields = asObject(await answer.json().catch(() => null));
    if (answer.ok && typeof fields.continueTo === 'string') return { continueTo: fields.continueTo };
    return { code: isErrorCode(fields.code) ? fields.code : errorCodeOfStatus(answer.status) };
  } catch {
    return { code: 'unavailable' };
  }
}

/** Reads what a frame says; undefined for everything else that pages say to each other. */
export function frameReturnIn(data: unknown): FrameReturn | undefined {
  const { type, method, state, code } = asObject(data);
  if (type !== 'maqiao-redirect' || typeof method !== 'string' || typeof state !== 'string') return undefined;
  return { method, state, code: typeof code === 'string' ? code : undefined };
}

/** Only a path of this server becomes a link. */
function asLink(value: unknown): RedirectLink[] {
  const { id, kind, href } = asObject(value);
  if (kind !== 'redirect' || typeof id !== 'string' || typeof href !== 'string') return [];
  return /^\/sign-in\//.test(href) ? [{ id, href }] : [];
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
