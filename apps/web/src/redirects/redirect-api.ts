import { errorCodeOfStatus, isErrorCode, type ErrorCode } from '@maqiao/shared';
import { asObject } from '../plain-object.ts';

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
    const fields = asObject(await answer.json().catch(() => null)) ?? {};
    if (answer.ok && typeof fields.continueTo === 'string') return { continueTo: fields.continueTo };
    return { code: isErrorCode(fields.code) ? fields.code : errorCodeOfStatus(answer.status) };
  } catch {
    return { code: 'unavailable' };
  }
}

/** Reads what a frame says; undefined for everything else that pages say to each other. */
export function frameReturnIn(data: unknown): FrameReturn | undefined {
  const { type, method, state, code } = asObject(data) ?? {};
  if (type !== 'maqiao-redirect' || typeof method !== 'string' || typeof state !== 'string') return undefined;
  return { method, state, code: typeof code === 'string' ? code : undefined };
}
