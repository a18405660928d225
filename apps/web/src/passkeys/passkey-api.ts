import {
  errorCodeOfStatus,
  isErrorCode,
  type AssertionJson,
  type ErrorCode,
  type NewCredentialJson,
  type OwnPasskey,
  type OwnPasskeys,
  type PasskeyOptions,
} from '@maqiao/shared';
import { asObject } from '../plain-object.ts';

/** A failed call. `offline`: there was no answer, or none of ours. */
export class PasskeyCallError extends Error {
  readonly code: ErrorCode | 'offline';

  constructor(code: ErrorCode | 'offline') {
    super(code);
    this.name = 'PasskeyCallError';
    this.code = code;
  }
}

/** The calls about passkeys. Each throws {@link PasskeyCallError} when it fails. */
export interface PasskeyApi {
  beginSignIn(interaction?: string): Promise<PasskeyOptions>;
  /** @returns where an interaction goes on */
  signIn(credential: AssertionJson): Promise<{ continueTo?: string }>;
  beginStepUp(): Promise<PasskeyOptions>;
  stepUp(credential: AssertionJson): Promise<void>;
  list(): Promise<OwnPasskeys>;
  beginAdding(): Promise<PasskeyOptions>;
  add(credential: NewCredentialJson): Promise<OwnPasskey>;
  rename(id: string, name: string): Promise<OwnPasskey>;
  remove(id: string): Promise<void>;
}

/** An answer that does not come by then is none, in milliseconds. */
const CALL_TIMEOUT_MS = 15_000;

/**
 * Challenges are bound to this browser by a cookie, so every call sends cookies.
 * @param accessToken of the session, for what somebody does who is signed in; null without one
 * @param fetchFrom as `window.fetch`
 */
export function passkeyApi(
  accessToken: () => Promise<string | null> = () => Promise.resolve(null),
  fetchFrom: typeof fetch = (...args) => fetch(...args),
): PasskeyApi {
  async function call<T>(path: string, body?: object, isAnonymous = false): Promise<T> {
    const token = isAnonymous ? null : await accessToken();
    if (token === null && !isAnonymous) throw new PasskeyCallError('offline');
    const answer = await fetchFrom(`/api/passkeys${path}`, {
      method: body ? 'POST' : 'GET',
      cache: 'no-store',
      credentials: 'same-origin',
      redirect: 'error',
      signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
      headers: {
        ...(token !== null && { Authorization: `Bearer ${token}` }),
        ...(body && { 'Content-Type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    }).catch(() => {
      throw new PasskeyCallError('offline');
    });
    const content: unknown = await answer.json().catch(() => null);
    if (answer.ok) return content as T;
    const { code } = asObject(content) ?? {};
    throw new PasskeyCallError(isErrorCode(code) ? code : errorCodeOfStatus(answer.status));
  }
  const part = encodeURIComponent;
  // Firewalls in front refuse other methods than GET and POST: every change goes by its POST alias.
  return {
    beginSignIn: (interaction) => call('/sign-in/options', interaction ? { interaction } : {}, true),
    signIn: (credential) => call('/sign-in', { credential }, true),
    beginStepUp: () => call('/step-up/options', {}),
    stepUp: (credential) => call('/step-up', { credential }),
    list: () => call(''),
    beginAdding: () => call('/options', {}),
    add: (credential) => call('', { credential }),
    rename: (id, name) => call(`/${part(id)}`, { name }),
    remove: (id) => call(`/${part(id)}/delete`, {}),
  };
}
