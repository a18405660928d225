import { post } from '../../webhooks/post.ts';

/** The result of an attempt; `why` as in `post`. */
type LogoutAttempt =
  | { outcome: 'delivered' }
  /** 400: the client does not accept the token, or could not sign the person out (§2.8). */
  | { outcome: 'refused'; why: string }
  | { outcome: 'failed'; why: string; retryAfter?: number | undefined };

/**
 * One attempt to send a logout token (OpenID Connect Back-Channel Logout 1.0 §2.5). Never throws.
 * @param now Unix milliseconds
 * @param stop ends the attempt before its time
 */
export async function sendLogoutToken(
  uri: string,
  token: string,
  now: number,
  stop: AbortSignal,
): Promise<LogoutAttempt> {
  const headers = {
    'Content-Type': 'application/x-www-form-urlencoded',
    'User-Agent': 'Maqiao-Logout/1.0',
  };
  const body = new URLSearchParams({ logout_token: token }).toString();
  const answer = await post(uri, { headers, body }, now, stop);
  if (!('status' in answer)) return { outcome: 'failed', why: answer.why };
  if (answer.ok) return { outcome: 'delivered' };
  const why = `status ${answer.status}`;
  if (answer.status === 400) return { outcome: 'refused', why };
  return { outcome: 'failed', why, retryAfter: answer.retryAfter };
}
