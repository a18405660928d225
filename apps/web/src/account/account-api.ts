import {
  errorCodeOfStatus,
  isErrorCode,
  type ErrorCode,
  type Me,
  type OwnApps,
  type OwnIdentities,
  type ProfileProposal,
  type SecurityEventPage,
  type SessionSummary,
} from '@maqiao/shared';
import { asObject } from '../plain-object.ts';

/** A failed call. `offline`: there was no answer, or none of ours. */
export class AccountCallError extends Error {
  readonly code: ErrorCode | 'offline';

  constructor(code: ErrorCode | 'offline') {
    super(code);
    this.code = code;
  }
}

/** The page's calls for the person who is signed in. Each throws {@link AccountCallError} when it fails. */
export interface AccountApi {
  readonly me: () => Promise<Me>;
  readonly setNickname: (nickname: string | null) => Promise<Me>;
  readonly setPicture: (picture: Blob) => Promise<Me>;
  readonly removePicture: () => Promise<void>;
  readonly proposal: () => Promise<ProfileProposal>;
  readonly acceptProposal: (wanted: { nickname: boolean; picture: boolean }) => Promise<void>;
  readonly declineProposal: () => Promise<void>;
  readonly identities: () => Promise<OwnIdentities>;
  readonly removeIdentity: (id: string) => Promise<void>;
  readonly browsers: () => Promise<SessionSummary[]>;
  readonly endBrowser: (id: string, notMe: boolean) => Promise<void>;
  readonly endAllBrowsers: () => Promise<void>;
  readonly apps: () => Promise<OwnApps>;
  readonly endApp: (id: string) => Promise<void>;
  /** @param before the `next` of the page before; null: from the newest on */
  readonly events: (before: string | null) => Promise<SecurityEventPage>;
  readonly deleteAccount: () => Promise<void>;
}

/** An answer that does not come by then is none, in milliseconds. */
const CALL_TIMEOUT_MS = 15_000;
/** Uploads take longer, and are drawn anew. */
const UPLOAD_TIMEOUT_MS = 60_000;

/**
 * @param accessToken of the session, refreshed where that is due; null without a network
 * @param fetchFrom as `window.fetch`
 */
export function accountApi(
  accessToken: () => Promise<string | null>,
  fetchFrom: typeof fetch = (...args) => fetch(...args),
): AccountApi {
  async function call<T>(path: string, body?: object): Promise<T> {
    const token = await accessToken();
    if (token === null) throw new AccountCallError('offline');
    const isPicture = body instanceof Blob;
    const answer = await fetchFrom(`/api${path}`, {
      method: body ? 'POST' : 'GET',
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      signal: AbortSignal.timeout(isPicture ? UPLOAD_TIMEOUT_MS : CALL_TIMEOUT_MS),
      headers: {
        Authorization: `Bearer ${token}`,
        ...(body && { 'Content-Type': isPicture ? body.type : 'application/json' }),
      },
      ...(body && { body: isPicture ? body : JSON.stringify(body) }),
    }).catch(() => {
      throw new AccountCallError('offline');
    });
    const content: unknown = await answer.json().catch(() => null);
    if (answer.ok) return content as T;
    const { code } = asObject(content) ?? {};
    throw new AccountCallError(isErrorCode(code) ? code : errorCodeOfStatus(answer.status));
  }
  const part = encodeURIComponent;
  // Firewalls in front refuse other methods than GET and POST: every change goes by its POST alias.
  return {
    me: () => call('/me'),
    setNickname: (nickname) => call('/me', { nickname }),
    setPicture: (picture) => call('/me/avatar', picture),
    removePicture: () => call('/me/avatar/delete', {}),
    proposal: () => call('/me/proposal'),
    acceptProposal: (wanted) => call('/me/proposal', wanted),
    declineProposal: () => call('/me/proposal/delete', {}),
    identities: () => call('/me/identities'),
    removeIdentity: (id) => call(`/me/identities/${part(id)}/delete`, {}),
    browsers: () => call('/sessions'),
    endBrowser: (id, notMe) => call(`/sessions/${part(id)}/delete`, notMe ? { reason: 'not_me' } : {}),
    endAllBrowsers: () => call('/sessions/delete', {}),
    apps: () => call('/me/apps'),
    endApp: (id) => call(`/me/apps/${part(id)}/delete`, {}),
    events: (before) => {
      const query = new URLSearchParams({ limit: '20', ...(before !== null && { before }) });
      return call(`/security-events?${query.toString()}`);
    },
    deleteAccount: () => call('/me/delete', {}),
  };
}
