/** How long one attempt may take in all: Standard Webhooks names 15 to 30 seconds. */
export const ATTEMPT_TIMEOUT_MS = 15_000;

/** The answer, or the reason for none: a code for the operator, never an address or text of the answer. */
type PostAnswer =
  | { readonly status: number; readonly ok: boolean; readonly retryAfter: number | undefined }
  | { readonly why: string };

/**
 * Sends a message once. Never throws. Redirects are not followed: the address is the owner's setting, and a receiver must
 * not redirect it, perhaps into the owner's network.
 * @param now Unix milliseconds
 * @param stop ends the attempt before its time
 * @param timeout milliseconds for the whole of it
 * @returns `retryAfter` in milliseconds
 */
export async function post(
  url: string,
  { headers, body }: { headers: Record<string, string>; body: string },
  now: number,
  stop: AbortSignal,
  timeout = ATTEMPT_TIMEOUT_MS,
): Promise<PostAnswer> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.any([stop, AbortSignal.timeout(timeout)]),
    });
    // The body is not read: it may be endless.
    await answer.body?.cancel();
    const { status, ok } = answer;
    return { status, ok, retryAfter: millisecondsOf(answer.headers.get('retry-after'), now) };
  } catch (error) {
    return { why: reasonOf(error) };
  }
}

/** `Retry-After` as seconds or as a date (RFC 9110 §10.2.3). */
function millisecondsOf(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const milliseconds = /^\d{1,9}$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(milliseconds) && milliseconds > 0 ? milliseconds : undefined;
}

/** A name such as TimeoutError, or a code such as ECONNREFUSED: fetch's own message says nothing. */
function reasonOf(error: unknown): string {
  const { name, cause } = error as { name?: unknown; cause?: { code?: unknown } };
  const reason = cause?.code ?? name;
  return typeof reason === 'string' ? reason : 'no answer';
}
