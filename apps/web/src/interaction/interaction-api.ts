import {
  errorCodeOfStatus,
  isErrorCode,
  type ErrorCode,
  type InteractionAnswer,
  type RequestingClient,
  type UserProfile,
} from '@maqiao/shared';
import { asMethods, type OfferedMethod } from '../methods/offered-methods.ts';
import { asObject } from '../plain-object.ts';

/** What became of a call. `offline`: there was no answer, or none of ours. */
export type Answer<T> = { kind: 'ok'; body: T } | { kind: 'problem'; code: ErrorCode } | { kind: 'offline' };

/** Who asks, and who is signed in here and may go on as they are. */
export interface Request {
  client: RequestingClient;
  user: UserProfile | null;
  methods: readonly OfferedMethod[];
}

/** What the page asks of the server for one interaction. The browser's cookies prove whose it is. */
export interface InteractionApi {
  read(): Promise<Answer<Request>>;
  decide(decision: 'continue' | 'deny'): Promise<Answer<InteractionAnswer>>;
}

/** An answer that does not come by then is none, in milliseconds. */
const CALL_TIMEOUT_MS = 15_000;

/** @param fetchFrom as `window.fetch` */
export function interactionApi(
  uid: string,
  fetchFrom: typeof fetch = (...args) => fetch(...args),
): InteractionApi {
  const id = encodeURIComponent(uid);
  async function call<T>(
    path: string,
    method: string,
    read: (fields: Record<string, unknown>) => T | null,
  ): Promise<Answer<T>> {
    try {
      const answer = await fetchFrom(path, {
        method,
        cache: 'no-store',
        redirect: 'error',
        signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
        ...(method === 'POST' && { headers: { 'content-type': 'application/json' }, body: '{}' }),
      });
      const fields = asObject(await answer.json().catch(() => null));
      if (!answer.ok) {
        const code = fields?.code;
        return { kind: 'problem', code: isErrorCode(code) ? code : errorCodeOfStatus(answer.status) };
      }
      const body = fields && read(fields);
      return body ? { kind: 'ok', body } : { kind: 'offline' };
    } catch {
      return { kind: 'offline' };
    }
  }
  return {
    read: () => call(`/api/sign-in-options?interaction=${id}`, 'GET', asRequest),
    decide: (decision) => call(`/api/interactions/${id}/${decision}`, 'POST', asAnswer),
  };
}

function asRequest({ client, user, methods }: Record<string, unknown>): Request | null {
  const asking = asClient(client);
  if (!asking) return null;
  const person = asObject(user);
  const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
  return {
    client: asking,
    methods: asMethods({ methods }),
    user: person && { nickname: text(person.nickname), avatarUrl: text(person.avatarUrl) },
  };
}

/** A client, or null when the value is none. */
export function asClient(value: unknown): RequestingClient | null {
  const { name, host, scopes } = asObject(value) ?? {};
  if (typeof name !== 'string') return null;
  return {
    name,
    host: typeof host === 'string' ? host : null,
    scopes: Array.isArray(scopes) ? scopes.filter((scope) => typeof scope === 'string') : [],
  };
}

function asAnswer({ continueTo }: Record<string, unknown>): InteractionAnswer | null {
  return typeof continueTo === 'string' ? { continueTo } : null;
}
