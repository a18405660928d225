import {
  errorCodeOfStatus,
  type ChangeClientRequest,
  type ClientFault,
  type ClientRequest,
  type ErrorCode,
  type MergeUsersAnswer,
  type OwnerAudit,
  type OwnerClient,
  type OwnerClients,
  type OwnerClientWithSecret,
  type OwnerDuplicates,
  type OwnerUser,
  type OwnerUsers,
  type Statistics,
  type UndoMergeAnswer,
} from '@maqiao/shared';

/** A failed call. `offline`: there was no answer. */
export class OwnerCallError extends Error {
  readonly code: ErrorCode | 'offline';
  /** What is wrong with a client that was to be registered or changed. */
  readonly faults: readonly ClientFault[];

  constructor(code: ErrorCode | 'offline', faults: readonly ClientFault[] = []) {
    super(code);
    this.code = code;
    this.faults = faults;
  }
}

/** The page's calls to the server, with the typed key. It is sent in a header, and kept nowhere else. */
export interface OwnerApi {
  statistics(days: number, timeZone: string): Promise<Statistics>;
  people(search: string, blocked: boolean, cursor: string | null): Promise<OwnerUsers>;
  setBlocked(id: string, blocked: boolean): Promise<OwnerUser>;
  duplicates(): Promise<OwnerDuplicates>;
  merge(id: string, into: string): Promise<MergeUsersAnswer>;
  undoMerge(id: string): Promise<UndoMergeAnswer>;
  /** @param filter as the query of `GET /api/audit` */
  audit(filter: URLSearchParams, cursor: string | null): Promise<OwnerAudit>;
  clients(): Promise<OwnerClients>;
  addClient(client: ClientRequest): Promise<OwnerClientWithSecret>;
  /** What is not named stays. */
  changeClient(id: string, changes: ChangeClientRequest): Promise<OwnerClient>;
  rotateSecret(id: string): Promise<OwnerClientWithSecret>;
  removeClient(id: string): Promise<void>;
}

/** @param fetchFrom as `window.fetch`. Every call throws {@link OwnerCallError} when it fails */
export function ownerApi(key: string, fetchFrom: typeof fetch = (...args) => fetch(...args)): OwnerApi {
  const call = async <T>(path: string, body?: object): Promise<T> => {
    const headers: Record<string, string> = { Authorization: `Bearer ${key}` };
    if (body) headers['Content-Type'] = 'application/json';
    const answer = await fetchFrom(path, {
      method: body ? 'POST' : 'GET',
      headers,
      credentials: 'omit',
      cache: 'no-store',
      ...(body && { body: JSON.stringify(body) }),
    }).catch(() => {
      throw new OwnerCallError('offline');
    });
    const content = (await answer.json().catch(() => ({}))) as T & {
      code?: ErrorCode;
      faults?: ClientFault[];
    };
    if (!answer.ok)
      throw new OwnerCallError(content.code ?? errorCodeOfStatus(answer.status), content.faults);
    return content;
  };
  return {
    statistics: (days, timeZone) =>
      call(`/api/stats?${new URLSearchParams({ days: String(days), timeZone }).toString()}`),
    people: (search, blocked, cursor) => {
      const query = new URLSearchParams({ limit: '25' });
      if (search !== '') query.set('search', search);
      if (blocked) query.set('blocked', 'true');
      if (cursor !== null) query.set('cursor', cursor);
      return call(`/api/users?${query.toString()}`);
    },
    setBlocked: (id, blocked) => call(`/api/users/${encodeURIComponent(id)}`, { blocked }),
    duplicates: () => call('/api/users/duplicates'),
    merge: (id, into) => call(`/api/users/${encodeURIComponent(id)}/merge`, { into, confirm: true }),
    undoMerge: (id) => call(`/api/users/${encodeURIComponent(id)}/merge/delete`, {}),
    audit: (filter, cursor) => {
      const query = new URLSearchParams(filter);
      if (cursor !== null) query.set('cursor', cursor);
      return call(`/api/audit?${query.toString()}`);
    },
    clients: () => call('/api/clients'),
    addClient: (client) => call('/api/clients', client),
    changeClient: (id, changes) => call(`/api/clients/${encodeURIComponent(id)}`, changes),
    rotateSecret: (id) => call(`/api/clients/${encodeURIComponent(id)}/rotate-secret`, {}),
    removeClient: (id) => call(`/api/clients/${encodeURIComponent(id)}/delete`, {}),
  };
}

/** Whether a text can be a key: it must be valid in a header. */
export function canBeKey(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}
